"""要素 fields: the typed notice as rows of a report, each value tied to its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zhida.core.money import Amount
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    Form,
    MeasureKind,
    Notice,
    Obligation,
    PerformanceTable,
    Row,
)
from zhida.core.provenance import Source, Stated
from zhida.documents.writing.html.anchors import Anchors
from zhida.documents.writing.words import (
    ROW,
    amount_words,
    appropriation_words,
    codes_words,
    flag_words,
    target_words,
    value_words,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its words, its tag and the element that shows it, both "" where unknown."""

    text: str
    tag: str = ""
    anchor: str = ""
    figure: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A table of values under a title. `heads` is empty where rows are label and values."""

    title: str
    rows: tuple[tuple[Value, ...], ...]
    heads: tuple[str, ...] = ()
    sums: frozenset[int] = frozenset()
    note: str = ""

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Each head, and whether figures stand under it."""
        return tuple(
            (head, any(row[place].figure for row in self.rows))
            for place, head in enumerate(self.heads)
        )


@dataclass(slots=True)
class Fields:
    """Builds the groups, numbering each value that has a place."""

    anchors: Anchors
    _count: int = field(default=0)

    def groups(self, notice: Notice) -> tuple[Group, ...]:
        """Every group that has a row, in the order of the notice."""
        every = (
            self._head(notice),
            self._money(notice),
            *(self._allocation(table) for table in notice.allocation),
            self._spending(notice),
            *(self._targets(table) for table in notice.targets),
            *(self._form(form) for form in notice.forms),
            self._duties(notice.obligations),
            self._repairs(notice),
        )
        return tuple(group for group in every if group.rows)

    def _value(
        self, text: str, source: Source | None, *, figure: bool = False, confirmed: bool = True
    ) -> Value:
        tag = f"v{self._count + 1}"
        anchor = self.anchors.tag(source, tag) if text else None
        if anchor is None:
            return Value(text, figure=figure, unconfirmed=not confirmed)
        self._count += 1
        return Value(text, tag, anchor, figure, not confirmed)

    def _amount(self, amount: Amount, words: str = "") -> Value:
        text = words or amount_words(amount)
        return self._value(text, amount.source, figure=True, confirmed=amount.confirmed)

    def _head(self, notice: Notice) -> Group:
        rows: list[tuple[Value, ...]] = []
        for label, stated in _singles(notice):
            if stated is None:
                rows.append((Value(label), Value("未载明")))
            else:
                text = value_words(stated.value)
                value = self._value(text, stated.source, confirmed=stated.confirmed)
                rows.append((Value(label), value))
        for label, several in _lists(notice):
            if several:
                values = (self._value(each.value, each.source) for each in several)
                rows.append((Value(label), *values))
        for basis in sorted(notice.basis, key=lambda each: not each.upstream):
            words = f"{basis.title}{f'（{basis.number}）' if basis.number else ''}"
            label = "上级通知" if basis.upstream else "依据"
            rows.append((Value(label), self._value(words, basis.source)))
        for label, attachments in (
            ("所列附件", notice.attachments.listed),
            ("实有附件", notice.attachments.found),
        ):
            if attachments:
                values = (
                    self._value(f"{each.label} {each.title}".strip(), each.source)
                    for each in attachments
                )
                rows.append((Value(label), *values))
        return Group("要素", tuple(rows))

    def _money(self, notice: Notice) -> Group:
        total = (Value("总额"), self._amount(notice.total), Value(""), Value(""))
        rows = [total, *(self._appropriation(each) for each in notice.appropriations)]
        return Group("资金", tuple(rows), ("来源", "金额", "科目", "标识与项目"), frozenset({0}))

    def _appropriation(self, each: Appropriation) -> tuple[Value, ...]:
        project = each.project
        marks = [
            flag_words(each.flag),
            " ".join(part for part in (project.code, project.name) if part) if project else "",
        ]
        codes = "\n".join(f"{scheme} {code}" for scheme, code in codes_words(each))
        first = next(iter(each.codes.all), None)
        place = each.flag.source if each.flag else project.source if project else None
        return (
            self._value(appropriation_words(each), each.place),
            self._amount(each.total),
            self._value(codes, first.source if first else None),
            self._value("\n".join(mark for mark in marks if mark), place),
        )

    def _allocation(self, table: AllocationTable) -> Group:
        unit = f"（{table.unit.label}）" if table.unit else ""
        heads = (f"单位{unit}", *(column.header for column in table.columns))
        rows = tuple(self._row(row, table) for row in table.rows)
        sums = frozenset(index for index, row in enumerate(table.rows) if ROW[row.kind])
        return Group(f"分配表 {table.title}".strip(), rows, heads, sums)

    def _row(self, row: Row, table: AllocationTable) -> tuple[Value, ...]:
        values = [self._value("　" * len(row.path) + row.recipient, row.source)]
        for index, column in enumerate(table.columns):
            measure = row.measure(index)
            if measure is None:
                values.append(Value(""))
                continue
            confirmed = measure.amount.confirmed if measure.amount else True
            figure = column.kind is not MeasureKind.TEXT
            values.append(
                self._value(measure.printed, measure.source, figure=figure, confirmed=confirmed)
            )
        return tuple(values)

    def _spending(self, notice: Notice) -> Group:
        rows = tuple(
            (
                self._value(each.name, each.source),
                Value(each.purpose or ""),
                self._amount(each.amount),
            )
            for each in notice.spending
        )
        return Group("本级支出项目", rows, ("项目", "用途", "金额"))

    def _targets(self, table: PerformanceTable) -> Group:
        rows: list[tuple[Value, ...]] = [
            (Value("资金"), Value(line.label), self._amount(line.amount)) for line in table.amounts
        ]
        above = ""
        for each in table.indicators:
            classes = " ".join(part for part in (each.level1, each.level2) if part)
            place = each.value_source or each.source
            value = self._value(target_words(each), place, confirmed=each.confirmed)
            shown = classes if classes != above else ""
            rows.append((Value(shown), self._value(each.name, each.source), value))
            above = classes
        scope = table.scope.value if table.scope else table.title
        note = "空表，由下级填报" if table.template else ""
        return Group(f"绩效目标 {scope}", tuple(rows), ("类别", "指标", "指标值"), note=note)

    def _form(self, form: Form) -> Group:
        filled = {cell.column: cell for cell in form.cells}
        rows: list[tuple[Value, ...]] = []
        for column in form.columns:
            cell = filled.get(column.value)
            value = self._value(cell.printed, cell.source) if cell else Value("")
            rows.append((self._value(column.value, column.source), value))
        for rule in form.rules:
            rows.append((self._value(rule.value, rule.source), Value("")))
        return Group(f"填报表 {form.title}".strip(), tuple(rows), ("列", "已填"))

    def _duties(self, duties: Iterable[Obligation]) -> Group:
        rows = []
        for each in duties:
            last = f"{each.due.date:%Y-%m-%d}" if each.due.date else ""
            what = each.what + (f"（{each.consequence}）" if each.consequence else "")
            values = (each.who or "", what, each.to_whom or "", each.due.text, last)
            place = [None, each.source, None, each.source, None]
            rows.append(tuple(map(self._value, values, place)))
        return Group("时限", tuple(rows), ("谁", "做什么", "向谁", "时限", "最后一日"))

    def _repairs(self, notice: Notice) -> Group:
        rows = tuple(
            (
                Value("待核对" if each.doubtful else "已修复"),
                self._value(each.sentence, each.sources[0] if each.sources else None),
            )
            for each in notice.repairs
        )
        return Group("读取时的修复", rows)


def _singles(notice: Notice) -> Iterator[tuple[str, Stated[Any] | None]]:
    yield from (
        ("文号", notice.doc_number),
        ("标题", notice.title),
        ("日期", notice.date),
        ("资金", notice.fund),
        ("分项", notice.sub_fund),
        ("年度", notice.budget_year),
        ("状态", notice.status),
        ("可用条件", notice.availability),
        ("公开方式", notice.disclosure),
    )


def _lists(notice: Notice) -> Iterator[tuple[str, tuple[Stated[str], ...]]]:
    yield from (
        ("发文机关", notice.issuers),
        ("主送", notice.addressees),
        ("抄送", notice.copy_to),
    )

"""方案数字来历 origins: what a figure of a plan is made of, down to the cell of the factors' table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.allocation.comparison import Bar
from zhida.core.allocation.methods import summed
from zhida.documents.allocation.csv_table import column_name
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.sections import plain_number
from zhida.documents.allocation.sheet import Sheet, Use
from zhida.documents.parsing.normalise import clean
from zhida.platform.allocation.grids import origin_href, step_name
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.queries import AwardRow, awards
from zhida.platform.allocation.working import planned_of, sheet
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind


class UnknownFigure(LookupError):
    """没有这个数字: the plan has none that is asked for so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """所问: a row by name ("" for all), a column of the pool by its place ("" for all), a part.

    `part` is "issued", "full" (the year's), "advanced", "step" or "upto" (with the step's
    place), "changed" (against the plan that this is a copy of).
    """

    row: str = ""
    column: str = ""
    part: str = "issued"
    step: str = ""


def origin_of(plan: Plan, asked: Asked) -> Origin:
    """来历: of one figure of a plan. Raises `UnknownFigure`."""
    found = planned_of(plan)
    if asked.part == "changed":
        return _changed(plan, asked)
    if found is None:
        return _stored(plan, asked)
    figures = _Figures(plan, found, asked)
    if asked.part in ("step", "upto"):
        return figures.step()
    if asked.part not in ("issued", "full", "advanced"):
        raise UnknownFigure
    if not asked.row:
        return figures.sum_of(
            tuple(i for i in range(len(found.names)) if figures.parent(i) is None)
        )
    members = tuple(i for i in range(len(found.names)) if figures.parent(i) == figures.line)
    return figures.sum_of(members) if members else figures.own()


class _Figures:
    """The figures of a plan that can be worked out again, one of which is asked for."""

    def __init__(self, plan: Plan, planned: PlannedAllocation, asked: Asked) -> None:
        self.plan, self.planned, self.asked = plan, planned, asked
        self.fen = planned.unit.fen
        names = [record.code for record in planned.rows.records]
        wanted = clean(asked.row).text
        if asked.row and wanted not in names:
            raise UnknownFigure
        self.line = names.index(wanted) if asked.row else -1
        self.column = _place(asked.column, len(planned.draft.lines))
        of = f"“{planned.draft.lines[self.column].name}”" if self.column is not None else ""
        self.title = f"{plan.title} {asked.row or _('合计')}{of}"

    def parent(self, line: int) -> int | None:
        """The line that a line stands below."""
        return self.planned.allocation.table.margins.lines[line].parent

    def units(self, line: int, part: str, column: int | None) -> int:
        """Units of a line in a column, or in all."""
        allocation = self.planned.allocation
        cells = {"full": allocation.table.cells, "advanced": allocation.advanced}.get(part)
        cells = allocation.issued() if cells is None else cells
        return sum(cells[line]) if column is None else cells[line][column]

    def sum_of(self, members: tuple[int, ...]) -> Origin:
        """A sum over recipients or groups."""
        part, column = self.asked.part, self.column
        items = [
            Item(
                self.planned.names[i],
                self.units(i, part, column) * self.fen,
                self.href(row=self.planned.names[i], part=part),
            )
            for i in members
        ]
        value = sum(self.units(i, part, column) for i in members) * self.fen
        notes, place, href = (), "", ""
        if column is not None and not self.asked.row and part == "issued":
            pool = self.plan.pool.filter(ordinal=column + 1).first()
            if pool is not None:
                place = _("指标账第{number}行指标").format(number=pool.line_id)
                href = reverse("ledger-line", args=[pool.line_id])
        return Origin(
            f"{self.title} {_PARTS[part]}",
            value,
            formula=_("各接收单位之和"),
            items=items,
            place=place,
            place_href=href,
            notes=notes,
        )

    def own(self) -> Origin:
        """A recipient's own: its columns, or what one column is made of."""
        part, column = self.asked.part, self.column
        value = self.units(self.line, part, column) * self.fen
        title = f"{self.title} {_PARTS[part]}"
        if part == "advanced":
            return Origin(title, value, formula=_("提前下达表所载"), place=self._advance_place())
        if part == "issued" and self.planned.has_advance:
            full = self.units(self.line, "full", column) * self.fen
            before = self.units(self.line, "advanced", column) * self.fen
            items = [
                Item(_("全年应下达"), full, self.href(row=self.asked.row, part="full")),
                Item(_("减：已提前下达"), -before, self.href(row=self.asked.row, part="advanced")),
            ]
            return Origin(title, value, formula=_("全年应下达 − 已提前下达"), items=items)
        if column is None:
            formula = _("逐项相加，最后取整")
            return Origin(title, value, formula=formula, items=self._bars(), notes=_rounded())
        formula = _("按该项资金占资金总额的比例，再取整")
        return Origin(title, value, formula=formula, items=self._cell(column))

    def _bars(self) -> list[Item]:
        at = self._recipient()
        return [
            Item(
                step_name(bar),
                bar.amount,
                self.href(row=self.asked.row, part="step", step=str(k)),
                note="；".join(filter(None, (bar.step.grounds.note, bar.step.grounds.basis))),
            )
            for k, bar in enumerate(self.planned.waterfall(at))
        ]

    def _cell(self, column: int) -> list[Item]:
        """What was earmarked, the exact share of each block, and the rounding, in fen."""
        table = self.planned.allocation.table
        items = []
        if earmarked := table.earmarked[self.line][column]:
            items.append(Item(_("项目指定"), earmarked * self.fen))
        for block in table.blocks:
            if self.line not in block.lines or column not in block.columns:
                continue
            i, j = block.lines.index(self.line), block.columns.index(column)
            margins = block.table.margins
            row, top, whole = margins.lines[i].total, margins.columns[j].total, margins.total
            share = round(Fraction(row * top * self.fen, whole)) if whole else 0
            rounded = block.table.cells[i][j] * self.fen
            figure = self.planned.unit.figure
            note = _("{row} × {column} ÷ {whole}（万元）").format(
                row=figure(row), column=figure(top), whole=figure(whole)
            )
            mine = self.href(row=self.asked.row, part="full", column="")
            items += [Item(_("按比例应得"), share, mine, note=note)]
            even = _("行、列合计同时相等，凭证见方案")
            items += [Item(_("取整"), rounded - share, note=even)]
        return items

    def step(self) -> Origin:
        """One part of a recipient's total, or the sum of the parts up to it."""
        at = self._recipient()
        bars = self.planned.waterfall(at)
        k = _place(self.asked.step, len(bars))
        if k is None:
            raise UnknownFigure
        bar = bars[k]
        if self.asked.part == "upto":
            items = self._bars()[: k + 1]
            title = _("{title} 累计到“{step}”").format(title=self.title, step=step_name(bar))
            return Origin(title, bar.end, items=items)
        grounds = bar.step.grounds
        said = sheet(self.plan)
        items, formula = self._arithmetic(bar, k, at, said)
        return Origin(
            f"{self.title} {step_name(bar)}",
            bar.amount,
            formula=formula,
            items=items,
            adds=False,
            place=grounds.sources[at].describe() if grounds.sources else "",
            notes=tuple(filter(None, (grounds.note, grounds.basis, *_rounded()))),
        )

    def _arithmetic(self, bar: Bar, k: int, at: int, said: Sheet | None) -> tuple[list[Item], str]:
        """The values of a step's formula: factor × weight, coefficient, or before and after."""
        steps = self.planned.allocation.steps
        name = bar.step.name
        head, use = _counted(said).get(name, ("", Use.NONE))
        own = _("{name}的{head}").format(name=self.asked.row, head=head)
        count = len(self.planned.recipients.records)
        before = summed(steps[:k], count)[at] * self.fen
        if use is Use.FACTOR:
            values = self._values(head)
            whole = sum(bar.step.amounts) * self.fen
            items = [
                _money(
                    _("按“{name}”分配的资金（{note}）").format(
                        name=name, note=bar.step.grounds.note
                    ),
                    Fraction(whole),
                ),
                _number(own, values[at]),
                _number(_("各地{head}之和").format(head=head), sum(values, Fraction(0))),
            ]
            formula = _("按该因素分配的资金 × 本地{head} ÷ 各地{head}之和").format(head=head)
            return items, formula
        items = [_money(_("此前累计"), before)]
        if use is Use.COEFFICIENT:
            items.append(_number(own, self._values(head)[at]))
        items.append(_money(_("此后累计"), before + bar.step.amounts[at] * self.fen))
        if use is Use.COEFFICIENT:
            return items, _("此前份额 × 系数，再按总额同比例调整，与此前之差")
        return items, _("此后累计 − 此前累计")

    def _values(self, head: str) -> list[Fraction]:
        column = column_name(head)
        records = self.planned.recipients.records
        return [plain_number(clean(each.cells[column]).text) or Fraction(0) for each in records]

    def _recipient(self) -> int:
        """The place of the row among those that receive. Raises `UnknownFigure` for a group."""
        places = self.planned.allocation.recipients
        if self.line not in places:
            raise UnknownFigure
        return places.index(self.line)

    def _advance_place(self) -> str:
        files = [each.name for each in self.planned.files if "提前" in each.name]
        return f"{files[0] if files else _('提前下达表')}“{self.asked.row}”"

    def href(self, **asked: str) -> str:
        """The origin of another figure of the plan, in the same column unless said."""
        return origin_href(self.plan, **{"column": self.asked.column, **asked})


def _counted(said: Sheet | None) -> Mapping[str, tuple[str, Use]]:
    """The head of the column and its use, by the name of the step that it makes."""
    if said is None:
        return {}
    return {
        str(each.kept.get("name", column_name(head))): (head, each.use)
        for head, each in said.counted.items()
    }


def _changed(plan: Plan, asked: Asked) -> Origin:
    """增减: what a recipient has in a copy, less what it has in the plan that was copied."""
    other = plan.copied_from
    if other is None:
        raise UnknownFigure
    whole = Asked(asked.row, part="full")
    now, before = origin_of(plan, whole), origin_of(other, whole)
    assert isinstance(now.value, int) and isinstance(before.value, int)
    return Origin(
        _("{title} {row} 与原方案相比").format(title=plan.title, row=asked.row or _("合计")),
        now.value - before.value,
        formula=_("本方案 − 原方案"),
        items=[
            Item(_("本方案"), now.value, origin_href(plan, row=asked.row, part="full")),
            Item(_("减：原方案"), -before.value, origin_href(other, row=asked.row, part="full")),
        ],
    )


def _stored(plan: Plan, asked: Asked) -> Origin:
    """来历 of a plan whose files don't say how it was made: the awards that were stored."""
    names = list(plan.pool.order_by("ordinal").values_list("name", flat=True))
    column = _place(asked.column, len(names))
    rows = [each for each in awards(plan.pk) if asked.row in ("", each.recipient)]
    if not rows or asked.part not in ("issued", "full"):
        raise UnknownFigure

    def of(row: AwardRow) -> int:
        return row.total_fen if column is None else row.fens.get(names[column], 0)

    if asked.row and column is None:
        (row,) = rows
        items = [
            Item(name, row.fens.get(name, 0), origin_href(plan, row=asked.row, column=str(j)))
            for j, name in enumerate(names)
        ]
    elif asked.row:
        said = _("方案{number}第{version}版所定").format(number=plan.pk, version=plan.version)
        items = [Item(said, of(rows[0]), note=plan.drafted_by)]
    else:
        items = [
            Item(
                each.recipient, of(each), origin_href(plan, row=each.recipient, column=asked.column)
            )
            for each in rows
        ]
    note = _("方案文件没有说明计算过程，只有各单位的结果。")
    return Origin(
        f"{plan.title} {asked.row or _('合计')}",
        sum(map(of, rows)),
        items=items,
        notes=(note,),
    )


def _place(text: str, count: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < count):
        raise UnknownFigure
    return int(text)


def _money(words: str, fen: Fraction) -> Item:
    """An amount of a formula; one that isn't whole fen is told so."""
    exact = fen.denominator == 1
    return Item(words, round(fen), note="" if exact else _("取到分，计算时不取整"))


def _number(words: str, value: Fraction) -> Item:
    """A quantity or a coefficient of a formula: a table's cells are decimals, and so are their sums."""
    return Item(words, Decimal(value.numerator) / value.denominator, kind=Kind.NUMBER)


def _rounded() -> tuple[str, ...]:
    return (_("各部分按累计数取到分，逐项相加正好等于合计。"),)


_PARTS: dict[str, Promise] = {
    "issued": gettext_lazy("此次下达"),
    "full": gettext_lazy("全年应下达"),
    "advanced": gettext_lazy("已提前下达"),
}

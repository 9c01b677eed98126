"""工作表 sheets: what each sheet of the workbook lists, one row at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from zhida.core.money import Amount
from zhida.core.provenance import Source, Stated
from zhida.documents.outcomes import Checked
from zhida.documents.writing.words import (
    BUDGET,
    FUNDING,
    ROW,
    TARGET,
    amount_words,
    places_words,
    value_words,
)

Value: TypeAlias = str | int | Decimal | date | None
Line: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """列: a head and its width in characters. `kind` is text, wrapped, count, money or date."""

    head: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表: its name, its columns, and the lines that one notice adds."""

    name: str
    columns: tuple[Column, ...]
    lines: Callable[[Checked], Iterator[Line]]


def yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan, exactly.

    >>> yuan(306_453)
    Decimal('3064.53')
    """
    return None if fen is None else Decimal(fen).scaleb(-2)


def _findings(checked: Checked) -> Iterator[Line]:
    alone = len(checked.notice.files) == 1
    for finding in checked.findings:
        places = [words for words, _ in places_words(finding.sources, alone=alone)]
        yield (
            checked.name,
            finding.severity.label,
            finding.code,
            finding.sentence,
            "、".join(places),
            finding.mend,
            finding.basis,
        )


def _notices(checked: Checked) -> Iterator[Line]:
    notice = checked.notice
    counts = [finding.severity.rank for finding in checked.findings]
    upstream = [basis for basis in notice.basis if basis.upstream and basis.number]
    yield (
        checked.name,
        _text(notice.title),
        "、".join(each.value for each in notice.issuers),
        "、".join(each.value for each in notice.addressees),
        notice.date.value if notice.date else None,
        _text(notice.fund),
        _text(notice.sub_fund),
        notice.budget_year.value if notice.budget_year else None,
        _text(notice.status),
        "、".join(str(basis.number) for basis in upstream),
        yuan(notice.total.fen),
        _unless_number(notice.total),
        *(counts.count(rank) for rank in range(4)),
        "、".join(each.name for each in notice.files),
    )


def _allocation(checked: Checked) -> Iterator[Line]:
    for number, table in enumerate(checked.notice.allocation, 1):
        for row in table.rows:
            for measure in row.measures:
                column = table.columns[measure.column]
                amount = measure.amount
                yield (
                    checked.name,
                    number,
                    row.recipient,
                    row.region.full_name if row.region else "",
                    row.region.code if row.region else "",
                    ROW[row.kind] or "明细",
                    "、".join(row.path),
                    column.header,
                    FUNDING[column.funding] if column.funding else "",
                    BUDGET[column.budget_kind] if column.budget_kind else "",
                    column.purpose or "",
                    yuan(amount.fen) if amount else None,
                    measure.count,
                    measure.printed,
                    "" if amount is None or amount.confirmed else "待核对",
                    _place(measure.source),
                )


def _indicators(checked: Checked) -> Iterator[Line]:
    for table in checked.notice.targets:
        for each in table.indicators:
            target = each.target
            yield (
                checked.name,
                table.scope.value if table.scope else table.title,
                each.level1,
                each.level2,
                each.name,
                target.text,
                TARGET[target.kind],
                target.comparator or "",
                target.value,
                target.unit or "",
                target.due,
                each.repaired or "",
                _place(each.value_source or each.source),
            )


def _duties(checked: Checked) -> Iterator[Line]:
    for duty in checked.notice.obligations:
        yield (
            checked.name,
            duty.who or "",
            duty.what,
            duty.to_whom or "",
            duty.due.text,
            duty.due.date,
            duty.consequence or "",
            _place(duty.source),
        )


def _text(stated: Stated[Any] | None) -> str:
    return value_words(stated.value) if stated else ""


def _place(source: Source) -> str:
    return source.describe()


def _unless_number(amount: Amount) -> str:
    return "" if amount.fen is not None else amount_words(amount)


_NOTICE = Column("通知", 20, "wrapped")
_PLACE = Column("位置", 30, "wrapped")

SHEETS = (
    Sheet(
        "问题",
        (
            _NOTICE,
            Column("程度", 6),
            Column("规则", 7),
            Column("问题", 60, "wrapped"),
            Column("位置", 34, "wrapped"),
            Column("改法", 36, "wrapped"),
            Column("依据", 36, "wrapped"),
        ),
        _findings,
    ),
    Sheet(
        "通知",
        (
            _NOTICE,
            Column("标题", 44, "wrapped"),
            Column("发文机关", 24, "wrapped"),
            Column("主送", 30, "wrapped"),
            Column("日期", 11, "date"),
            Column("资金", 26, "wrapped"),
            Column("分项", 22, "wrapped"),
            Column("年度", 6, "count"),
            Column("状态", 9),
            Column("上级文号", 20, "wrapped"),
            Column("总额（元）", 18, "money"),
            Column("总额说明", 10),
            Column("严重", 6, "count"),
            Column("错误", 6, "count"),
            Column("警告", 6, "count"),
            Column("提示", 6, "count"),
            Column("文件", 30, "wrapped"),
        ),
        _notices,
    ),
    Sheet(
        "分配表",
        (
            _NOTICE,
            Column("表", 4, "count"),
            Column("单位", 22, "wrapped"),
            Column("行政区划", 26, "wrapped"),
            Column("区划代码", 11),
            Column("行别", 6),
            Column("所属", 14, "wrapped"),
            Column("列", 24, "wrapped"),
            Column("资金来源", 9),
            Column("预算种类", 13),
            Column("用途", 18, "wrapped"),
            Column("金额（元）", 18, "money"),
            Column("数量", 9, "count"),
            Column("原文", 14),
            Column("识别", 8),
            _PLACE,
        ),
        _allocation,
    ),
    Sheet(
        "绩效指标",
        (
            _NOTICE,
            Column("范围", 18, "wrapped"),
            Column("一级指标", 12),
            Column("二级指标", 14),
            Column("三级指标", 40, "wrapped"),
            Column("指标值", 18, "wrapped"),
            Column("类型", 8),
            Column("比较", 5),
            Column("数值", 10, "number"),
            Column("单位", 7),
            Column("日期", 11, "date"),
            Column("读取时的修复", 36, "wrapped"),
            _PLACE,
        ),
        _indicators,
    ),
    Sheet(
        "时限",
        (
            _NOTICE,
            Column("谁", 20, "wrapped"),
            Column("做什么", 40, "wrapped"),
            Column("向谁", 18, "wrapped"),
            Column("时限", 22, "wrapped"),
            Column("最后一日", 11, "date"),
            Column("逾期后果", 30, "wrapped"),
            _PLACE,
        ),
        _duties,
    ),
)

DEFINITIONS = (
    ("问题", "每行一个问题，重者在前。规则代码的说明见命令 zhida rules 代码。"),
    (
        "程度",
        "严重：通知无法使用。错误：数字或表述有误。警告：可能有误，须人工查看。提示：供参考。",
    ),
    ("通知", "每行一份通知，是文件所载的内容，错误照录，不作更正。"),
    ("日期", "成文日期；没有成文日期的为印发日期。"),
    ("年度", "标题所称的预算年度。"),
    ("状态", "标题所称的下达状态：提前下达、下达、结算、拨付。"),
    ("金额（元）", "按表内单位换算为元，精确到分。空白表示此处没有数字，不表示零。"),
    ("总额说明", "总额不是数字时的原因：未提及、留空、已遮盖、详见附件。"),
    (
        "分配表",
        "每行一个单元格：一个单位在一列中的数字或文字。筛选“行别”为明细后再加总，以免重复。",
    ),
    ("行别", "明细：一个单位。小计：若干单位之和。合计：全表之和。"),
    ("识别", "“待核对”：扫描件识别所得，周围的合计尚不能证实，须对照原件。"),
    ("绩效指标", "每行一个三级指标；“类型”是指标值的种类，定性和空白的指标没有数值。"),
    ("最后一日", "不迟于这一日即为按时，未因节假日顺延；空白表示按文件不能确定。"),
    ("位置", "文件名与表、行、列，都从1数起；与前一处相同的部分不再写。未编号的文字以行或段表示。"),
)
"""说明: what the words of the workbook mean."""

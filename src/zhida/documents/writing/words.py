"""用语 words: the Chinese words by which reports call the typed values."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from zhida.core.money import Amount, AmountState, Unit, format_fen
from zhida.core.notice import (
    Appropriation,
    BudgetKind,
    DocumentNumber,
    Flag,
    FundingSource,
    Indicator,
    Regime,
    RowKind,
    Scheme,
    Status,
    TargetKind,
)
from zhida.core.provenance import Source

STATUS = {
    Status.ADVANCE: "提前下达",
    Status.FORMAL: "下达",
    Status.SETTLEMENT: "结算",
    Status.DISBURSEMENT: "拨付",
}
FUNDING = {
    FundingSource.CENTRAL: "中央",
    FundingSource.PROVINCE: "省级",
    FundingSource.PREFECTURE: "市级",
    FundingSource.COUNTY: "县级",
    FundingSource.LOCAL: "地方",
    FundingSource.OTHER: "其他",
}
BUDGET = {
    BudgetKind.GENERAL: "一般公共预算",
    BudgetKind.GOVERNMENT_FUND: "政府性基金",
    BudgetKind.STATE_CAPITAL: "国有资本经营",
    BudgetKind.SOCIAL_INSURANCE: "社会保险基金",
}
SCHEME = {
    Scheme.INCOME: "收入",
    Scheme.TRANSFER_FUNCTION: "转移支付",
    Scheme.FUNCTION: "支出功能",
    Scheme.GOV_ECON: "政府经济",
    Scheme.DEPT_ECON: "部门经济",
}
REGIME = {
    Regime.NONE: "无标识",
    Regime.DIRECT: "直达资金",
    Regime.TRACKED: "追踪",
}
TARGET = {
    TargetKind.NUMBER: "数值",
    TargetKind.RATE: "比率",
    TargetKind.DATE: "日期",
    TargetKind.GRADE: "定性",
    TargetKind.BLANK: "空白",
    TargetKind.TEMPLATE: "待填",
}
ROW = {RowKind.LEAF: "", RowKind.SUBTOTAL: "小计", RowKind.TOTAL: "合计"}
_NOT_A_NUMBER = {
    AmountState.ABSENT: "未提及",
    AmountState.BLANK: "留空",
    AmountState.MASKED: "已遮盖",
    AmountState.AS_LISTED: "详见附件",
}


def amount_words(amount: Amount, unit: Unit = Unit.WAN_YUAN) -> str:
    """An amount for people: the figure, or why there is none.

    >>> from zhida.core.money import ABSENT
    >>> amount_words(Amount(6000000000, AmountState.NUMBER)), amount_words(ABSENT)
    ('6000万元', '未提及')
    """
    if amount.fen is None:
        return _NOT_A_NUMBER.get(amount.state, amount.printed)
    return format_fen(amount.fen, unit)


def appropriation_words(each: Appropriation) -> str:
    """Whose money of which budget, as few words as say it."""
    told = [
        FUNDING[each.source] if each.source else "",
        BUDGET[each.kind] if each.kind else "",
    ]
    words = " ".join(word for word in told if word)
    if each.label and each.label not in words:
        words = f"{words}（{each.label}）" if words else each.label
    return words or "未说明来源"


def codes_words(each: Appropriation) -> list[tuple[str, str]]:
    """(classification, "code name") for each code of an appropriation."""
    return [(SCHEME[code.scheme], f"{code.code} {code.name}".strip()) for code in each.codes.all]


def flag_words(flag: Flag | None) -> str:
    """The flag as it is printed in a budget system: "01 中央直达资金"."""
    if flag is None:
        return ""
    words = " ".join(part for part in (flag.code, flag.label or REGIME[flag.regime]) if part)
    return f"{words}（仅{flag.scope or '部分资金'}）" if flag.partial else words


def places_words(sources: Iterable[Source], *, alone: bool) -> list[tuple[str, Source]]:
    """Places in a row: each names only what differs from the one before it.

    Where the notice is one file (`alone`), the file is not named.

    >>> cells = [Source("通知.docx", table=1, row=3, column=column) for column in (4, 5)]
    >>> [words for words, _ in places_words(cells, alone=True)]
    ['表1 第3行 第4列', '第5列']
    """
    told: list[tuple[str, Source]] = []
    before: tuple[str, ...] = ()
    for source in sources:
        parts = source.parts
        if parts == before:
            continue
        shared = _shared(parts, before) if len(parts) == len(before) else 0
        first = max(shared, 1 if alone and len(parts) > 1 else 0)
        told.append((" ".join(parts[first:]), source))
        before = parts
    return told


def target_words(indicator: Indicator) -> str:
    """The target value as printed, "（空白）" where nothing is."""
    return indicator.target.text or "（空白）"


def value_words(value: object) -> str:
    """A single typed value of the head."""
    if isinstance(value, Status):
        return STATUS[value]
    if isinstance(value, DocumentNumber):
        return str(value)
    return str(value)


def _shared(parts: tuple[str, ...], before: tuple[str, ...]) -> int:
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(parts, before, strict=True))
    )

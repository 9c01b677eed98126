"""记录金额 record sums: the figures of quota records, and whether they agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.record_cells import Cells
from zhida.core.ledger.records import KEPT, SPENT, UNSPENT, Holding, yuan


class Figured(Protocol):
    """记录: what is known of a record before its figures are."""

    cells: Cells
    quota: QuotaLine
    attached: bool
    figures: dict[str, int]
    kept: dict[str, int]


def figures_of(draft: Figured) -> None:
    """The figures of a record, filled in from what it states.

    A record without our own fields says less: then unspent money is executable
    or to be passed on by its flag, and what was applied for counts as applied.
    """
    cells = draft.cells
    amount, cut = cells.amount("AMOUNT"), cells.amount("DIS_AMT")
    adjusted = cells.money("ZD_ADJUSTED_AMT") or 0
    came, went = amount - max(adjusted, 0), cut - max(-adjusted, 0)
    if came < 0 or went < 0:
        _wrong(cells, "ZD_ADJUSTED_AMT", "调剂净额大于收到或减少的金额", min(amount, cut))
        came, went = max(came, 0), max(went, 0)
    first, reduced = came, went
    if draft.attached:
        first, reduced = cells.amount("ZD_FIRST_AMT"), cells.amount("ZD_REDUCED_AMT")
        if first > came:
            _wrong(cells, "ZD_FIRST_AMT", "大于收到的金额", came)
        if reduced > went:
            _wrong(cells, "ZD_REDUCED_AMT", "大于减少的金额", went)
    draft.figures = {
        "first": first,
        "reduced": reduced,
        "received": max(came - first, 0),
        "returned": max(went - reduced, 0),
        "adjusted": adjusted,
    }
    if amount and not cells.text("DOC_DATE"):
        cells.fault("DOC_DATE", "发文时间为空", "收入凭证的文件日期", "填写日期，例如 2025-01-31")
    draft.kept = _kept(cells)


def _wrong(cells: Cells, field: str, reason: str, fen: int) -> None:
    cells.fault(field, reason, yuan(fen), "改正金额")


def _kept(cells: Cells) -> dict[str, int]:
    fields = {kind: f"ZD_{kind.upper()}_AMT" for kind in KEPT}
    if not any(cells.text(field) for field in fields.values()):
        state = "executable" if cells.flag("BGT_EXE_FLAG") else "pending"
        stated = {state: cells.amount("CUR_AMT"), "applied": cells.amount("PAY_APP_AMT")}
        return {kind: fen for kind, fen in stated.items() if fen}
    kept = {kind: fen for kind, field in fields.items() if (fen := cells.amount(field))}
    for field, kinds in (("CUR_AMT", UNSPENT), ("PAY_APP_AMT", SPENT)):
        total = sum(kept.get(kind, 0) for kind in kinds)
        if cells.amount(field) != total:
            cells.fault(field, "与各科目余额之和不等", yuan(total), "改正这一格，或科目余额")
    return kept


def sum_faults(
    holdings: Mapping[str, Holding], above: Mapping[str, str], cells: Mapping[str, Cells]
) -> None:
    """Say where a line's money isn't all there, and where 调剂 has no other side.

    `above` is the key of the upper line by that of the lower one.
    """
    taken: dict[str, int] = defaultdict(int)
    for key, upper in above.items():
        taken[upper] += holdings[key].received - holdings[key].returned
    aside: dict[tuple[str, bytes], int] = defaultdict(int)
    for key, each in holdings.items():
        kept = sum(each.kept.values()) + sum(one.fen for one in each.transits)
        expected = kept + taken[key] + each.outgoing
        if each.incoming != expected:
            cells[key].fault(
                "AMOUNT",
                "与余额、已支付、下级所收和减少的金额之和不等",
                yuan(expected),
                "补上下级或在途的记录，或改正金额",
            )
        aside[each.quota.holder, each.quota.earmark.digest] += each.adjusted
    for key, each in holdings.items():
        left = aside[each.quota.holder, each.quota.earmark.digest]
        if each.adjusted and left:
            cells[key].fault(
                "ZD_ADJUSTED_AMT",
                "同一单位、同一专项的调剂净额之和不为零",
                yuan(each.adjusted - left),
                "补上调剂另一方的记录，或改正金额",
            )

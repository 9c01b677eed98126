"""提前下达 advance: money expected before its year, and the formal issue that brings the rest.

The formal issue of a year is entitlement − advance (应下达 − 已提前下达 = 此次下达).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import Earmark
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.naming import amount
from zhida.core.money import Unit


@dataclass(frozen=True, slots=True)
class FormalIssue:
    """正式下达: what one recipient gets now, in fen: `entitled` less `advanced`.

    Below zero it is a reduction (追减) that was explicitly chosen.
    """

    recipient: str
    entitled: int
    advanced: int

    @property
    def now(self) -> int:
        """此次下达: fen, below zero where it takes back."""
        return self.entitled - self.advanced


def formal_issue(
    entitled: Mapping[str, int],
    advanced: Mapping[str, int],
    unit: Unit | int = 1,
    reductions: frozenset[str] = frozenset(),
) -> tuple[FormalIssue, ...]:
    """正式下达: entitlement less advance for each recipient, in fen, in the order of `entitled`.

    `unit` is the step in fen that a document of this issue can print;
    `reductions` are the recipients whose money is knowingly taken back. Raises
    `LedgerError` that names the recipient where an entitlement is below the
    advance and that was not chosen, where an advance has no entitlement beside
    it, and where what is issued now isn't a multiple of the unit.

    >>> formal_issue({"650100-finance": 700_00}, {"650100-finance": 500_00})[0].now
    20000
    """
    step = unit.value if isinstance(unit, Unit) else unit
    forgotten = [code for code, fen in advanced.items() if fen and code not in entitled]
    if forgotten:
        raise LedgerError(
            f"{forgotten[0]} 已提前下达 {amount(advanced[forgotten[0]])}，应下达数中没有该单位。"
            "请补列该单位，全部收回的列 0 并选择追减"
        )
    issued = tuple(FormalIssue(code, fen, advanced.get(code, 0)) for code, fen in entitled.items())
    for each in issued:
        _check(each, step, each.recipient in reductions)
    return issued


def _check(issue: FormalIssue, step: int, chosen: bool) -> None:
    figures = f"应下达 {amount(issue.entitled)}，已提前下达 {amount(issue.advanced)}"
    if issue.entitled < 0:
        raise LedgerError(f"{issue.recipient}：应下达数不能小于零（{amount(issue.entitled)}）")
    if issue.now < 0 and not chosen:
        raise LedgerError(
            f"{issue.recipient}：{figures}，多下达 {amount(-issue.now)}。"
            "请核对应下达数；确要收回的，请选择追减"
        )
    if issue.now % step:
        raise LedgerError(
            f"{issue.recipient}：{figures}，此次下达 {amount(issue.now)} 不是"
            f" {amount(step)} 的整数倍。请改用更小的单位"
        )


_TAKEN = {"open": 1, "receive": 1, "accept": 1, "reduce": -1, "return": -1}
_GIVEN = {"issue": 1, "retrieve": -1}


def advanced_to(ledger: Ledger, earmark: Earmark, holder: str) -> int:
    """已收提前下达: fen that a holder took on advance lines of an earmark, less what it gave back.

    What is still on its way to it is not yet its own.
    """
    return sum(_advanced(ledger, earmark, holder, _TAKEN).values())


def advanced_by(ledger: Ledger, earmark: Earmark, holder: str) -> Mapping[str, int]:
    """已提前下达: fen that a holder issued on advance lines of an earmark, by recipient.

    What is still on its way counts; what came back doesn't.
    """
    return _advanced(ledger, earmark, holder, _GIVEN)


def _advanced(
    ledger: Ledger, earmark: Earmark, holder: str, signs: Mapping[str, int]
) -> Mapping[str, int]:
    """Signed fen of a holder's vouchers on advance lines, by the other party; undone ones left out."""
    found: dict[str, int] = {}
    for key, voucher in ledger.vouchers.items():
        sign = signs.get(voucher.verb)
        if sign is None or voucher.holder != holder or key in ledger.undone:
            continue
        for each in voucher.transfers:
            line = ledger.lines[each.debit.line]
            if line.earmark == earmark and line.advance:
                other = voucher.counterpart or holder
                found[other] = found.get(other, 0) + sign * each.fen
    return found

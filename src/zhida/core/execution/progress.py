"""进度 progress: where the money of a line, a holder or a whole subtree stands on a day.

Every fen stands in exactly one account, so the progress of a subtree is the sum of its
accounts by kind: nothing is counted at two levels. Which kind of account is which step
stands in `data/account_kinds.csv`. The books are apart: what the budget paid to a fiscal
special account comes in there once more, so that their sums are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from zhida.core.ledger.errors import LedgerError
from zhida.data import load


@dataclass(frozen=True, slots=True)
class Progress:
    """进度: fen by how far it has come; each fen stands in one of them.

    `expected` 预计, `unallocated` 待分配 (pending and reserved), `transit` 在途,
    `registered` 已挂接, `executable` 可执行, `applied` 支付申请, `paid` 已支付,
    `carried` 已结转, `surplus` 已核销.

    >>> Progress(unallocated=40, paid=60).rate
    Fraction(3, 5)
    """

    expected: int = 0
    unallocated: int = 0
    transit: int = 0
    registered: int = 0
    executable: int = 0
    applied: int = 0
    paid: int = 0
    carried: int = 0
    surplus: int = 0

    @property
    def received(self) -> int:
        """收到: all that came in and didn't leave again."""
        return sum(getattr(self, name) for name in self.__slots__)

    @property
    def available(self) -> int:
        """可用: what was received and isn't merely expected."""
        return self.received - self.expected

    @property
    def waiting(self) -> int:
        """未用: what is neither paid, carried over nor written off."""
        return sum(getattr(self, name) for name in WAITING)

    @property
    def rate(self) -> Fraction | None:
        """支出进度: paid ÷ available, None where nothing is available (0/0 is not 100 %)."""
        return Fraction(self.paid, self.available) if self.available else None

    def __add__(self, other: Progress) -> Progress:
        return Progress(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


STEPS: Mapping[str, str] = MappingProxyType(
    {
        "expected": "预计",
        "unallocated": "待分配",
        "transit": "在途",
        "registered": "已挂接",
        "executable": "可执行",
        "applied": "支付申请",
        "paid": "已支付",
        "carried": "已结转",
        "surplus": "已核销",
    }
)
"""环节: the steps of `Progress` in their order, with their Chinese names."""

WAITING = tuple(STEPS)[:6]
"""The steps from which money is still to go on to its payment."""


@cache
def step_of(kind: str) -> str:
    """环节: the step that a kind of account belongs to, "" for an origin.

    Raises `LedgerError` where the chart has no such kind.

    >>> step_of("reserved"), step_of("aid_balance"), step_of("origin")
    ('unallocated', 'executable', '')
    """
    found = {row["kind"]: row["step"] for row in load("account_kinds")}.get(kind)
    if found is None:
        raise LedgerError(f"科目表中没有“{kind}”。请核对 account_kinds.csv")
    return found


@cache
def kinds_of(step: str) -> tuple[str, ...]:
    """科目: the kinds of account, of all books, whose money stands in a step.

    >>> kinds_of("paid")
    ('paid', 'insurance_paid', 'aid_paid')
    """
    return tuple(row["kind"] for row in load("account_kinds") if row["step"] == step)


def progress_of(balances: Iterable[tuple[str, int]]) -> Progress:
    """进度: of balances in fen by kind of account; origins, where money comes from, don't count.

    >>> progress_of([("origin", -100), ("pending", 30), ("reserved", 10), ("paid", 60)])
    ... # doctest: +ELLIPSIS
    Progress(expected=0, unallocated=40, ... paid=60, carried=0, surplus=0)
    """
    fen = dict.fromkeys(STEPS, 0)
    for kind, each in balances:
        if step := step_of(kind):
            fen[step] += each
    return Progress(**fen)

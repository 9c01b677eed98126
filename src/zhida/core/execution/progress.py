"""进度 progress: where the money of a line, a holder or a whole subtree stands on a day.

Every fen stands in exactly one account, so the progress of a subtree is the sum of its
accounts by kind: nothing is counted at two levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


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
    def rate(self) -> Fraction | None:
        """支出进度: paid ÷ available, None where nothing is available (0/0 is not 100 %)."""
        return Fraction(self.paid, self.available) if self.available else None

    def __add__(self, other: Progress) -> Progress:
        return Progress(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

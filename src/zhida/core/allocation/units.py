"""取整单位 units: the smallest amount that an allocation hands out."""

from __future__ import annotations

from enum import StrEnum

from zhida.core.allocation.margins import AllocationError
from zhida.core.money import Unit, format_fen


class RoundingUnit(StrEnum):
    """取整单位: amounts of a table are whole multiples of it; figures are printed in 万元.

    >>> RoundingUnit.HUNDRED_YUAN.fen, RoundingUnit.HUNDRED_YUAN.figure(60053)
    (10000, '600.53')
    """

    YUAN = "元"
    HUNDRED_YUAN = "0.01万元"
    WAN_YUAN = "万元"

    @classmethod
    def named(cls, name: str) -> RoundingUnit:
        """The unit of that name. Raises `AllocationError` with the names there are.

        >>> RoundingUnit.named("万元")
        <RoundingUnit.WAN_YUAN: '万元'>
        """
        try:
            return cls(name)
        except ValueError:
            names = "、".join(cls)
            raise AllocationError(f"没有“{name}”这种取整单位。可用的有{names}") from None

    @property
    def fen(self) -> int:
        """One unit in fen."""
        return _FEN[self]

    @property
    def places(self) -> int:
        """The decimals of 万元 that a figure needs."""
        return len(str(Unit.WAN_YUAN.value // self.fen)) - 1

    def figure(self, units: int) -> str:
        """A number of units, written in 万元 without the word."""
        printed = format_fen(units * self.fen, Unit.WAN_YUAN, places=self.places)
        return printed.removesuffix(Unit.WAN_YUAN.label)

    def told(self, units: int) -> str:
        """A number of units as an amount in a sentence.

        >>> RoundingUnit.YUAN.told(800000)
        '80.0000万元'
        """
        return f"{self.figure(units)}{Unit.WAN_YUAN.label}"


_FEN = {
    RoundingUnit.YUAN: Unit.YUAN.value,
    RoundingUnit.HUNDRED_YUAN: Unit.WAN_YUAN.value // 100,
    RoundingUnit.WAN_YUAN: Unit.WAN_YUAN.value,
}

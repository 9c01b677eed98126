"""金额 money: integer fen, and the four ways in which an amount is not a number.

One yuan is 100 fen. Floats never touch money: figures are read digit by digit
and scaled as integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NewType

from zhida.core.provenance import Source

Fen = NewType("Fen", int)
"""分: an amount of money, 1/100 yuan."""


class Unit(Enum):
    """计量单位: the unit in which an amount is printed; the value is its fen.

    >>> Unit.WAN_YUAN.value
    1000000
    >>> Unit.WAN_YUAN.label
    '万元'
    """

    YUAN = 100
    QIAN_YUAN = 100_000
    WAN_YUAN = 1_000_000
    BAIWAN_YUAN = 100_000_000
    YI_YUAN = 10_000_000_000

    @property
    def label(self) -> str:
        """The Chinese word for the unit."""
        return _LABELS[self]


_LABELS = {
    Unit.YUAN: "元",
    Unit.QIAN_YUAN: "千元",
    Unit.WAN_YUAN: "万元",
    Unit.BAIWAN_YUAN: "百万元",
    Unit.YI_YUAN: "亿元",
}


class AmountState(StrEnum):
    """金额状态: whether an amount is a number, and if not, why not. None is zero."""

    NUMBER = "number"
    ABSENT = "absent"  # nothing speaks of it
    BLANK = "blank"  # a place was left for it and stands empty
    MASKED = "masked"  # covered up: **, ××, XX
    AS_LISTED = "as_listed"  # 如数, 详见附件: another place has it


@dataclass(frozen=True, slots=True)
class Amount:
    """金额: what a document prints where an amount belongs.

    `fen` is an int exactly when `state` is NUMBER. `printed` is the text as
    printed, with its unit where that stands beside it. `step_fen` is the worth
    of the last printed digit (243.0 万元 → 0.1 万元 → 100 000 fen): two figures
    can only be compared to the coarser of their steps.
    """

    fen: int | None
    state: AmountState
    printed: str = ""
    step_fen: int | None = None
    source: Source | None = None
    confirmed: bool = True


ABSENT = Amount(None, AmountState.ABSENT)


def fen_of(digits: str, unit: Unit) -> int:
    """Convert a plain decimal figure to fen, exactly.

    Accepts an optional sign, thousands separators (half or full width) and a
    decimal point. Raises ValueError for anything else, and for a figure that
    is finer than one fen.

    >>> fen_of("3,064.53", Unit.WAN_YUAN)
    3064530000
    >>> fen_of("33,470,000.00", Unit.YUAN)
    3347000000
    >>> fen_of("0.001", Unit.YUAN)
    Traceback (most recent call last):
      ...
    ValueError: 0.001元 is finer than one fen
    """
    whole, fraction, negative = _split(digits)
    scaled = int(whole + fraction) * unit.value
    power = int("1" + "0" * len(fraction))
    fen, rest = divmod(scaled, power)
    if rest:
        raise ValueError(f"{digits}{unit.label} is finer than one fen")
    return -fen if negative else fen


def step_of(digits: str, unit: Unit) -> int:
    """The worth in fen of the last printed digit, at least one fen.

    >>> step_of("243.0", Unit.WAN_YUAN)
    100000
    """
    _, fraction, _ = _split(digits)
    return max(1, unit.value // int("1" + "0" * len(fraction)))


def format_fen(fen: int, unit: Unit | None = None, *, places: int | None = None) -> str:
    """Write fen in a unit, exactly; `places` pads with zeros but never rounds.

    Without a unit and places it is a sentence's figure: in 万元, or in 元 where that
    would take more than four decimals.

    >>> format_fen(3064530000)
    '3064.53万元'
    >>> format_fen(150)
    '1.5元'
    >>> format_fen(2430000000, places=2)
    '2430.00万元'
    >>> format_fen(-50, Unit.YUAN)
    '-0.5元'
    """
    if unit is None:
        in_yuan = places is None and fen % Unit.YUAN.value
        unit = Unit.YUAN if in_yuan else Unit.WAN_YUAN
    digits = len(str(unit.value)) - 1
    whole, rest = divmod(abs(fen), unit.value)
    fraction = str(rest).zfill(digits).rstrip("0").ljust(places or 0, "0")
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole}{'.' + fraction if fraction else ''}{unit.label}"


def _split(digits: str) -> tuple[str, str, bool]:
    text = digits.strip().replace(",", "").replace("，", "").replace("．", ".")
    negative = text[:1] in ("-", "－", "−", "△")
    text = text.lstrip("-－−△+＋").strip()
    whole, _, fraction = text.partition(".")
    if not (whole + fraction).isascii() or not (whole + fraction).isdigit() or not whole:
        raise ValueError(f"{digits!r} is not a plain decimal figure")
    return whole, fraction, negative

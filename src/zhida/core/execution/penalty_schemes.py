"""扣减办法 penalty_schemes: what is measured, in which bands, and what becomes of the cut."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from zhida.core.ledger.errors import LedgerError
from zhida.data import load


class PassThrough(StrEnum):
    """传导: whom the cut of a prefecture falls upon."""

    NONE = "none"  # 不传导: each is cut by its own measure
    ALL = "all"  # 同比例: all below it, in the same proportion
    SLOW = "slow"  # 传导到慢的: those below it that are slow themselves


class CutGoes(StrEnum):
    """扣减去向: what becomes of the money that was cut."""

    REDISTRIBUTE = "redistribute"  # 分给没有扣减的
    RESERVE = "reserve"  # 留作机动


@dataclass(frozen=True, slots=True)
class PenaltyBand:
    """扣减档: from this measure on, a share (`rate`) or an amount (`fen`) is cut."""

    start: Fraction
    rate: Fraction
    fen: int

    @property
    def cuts(self) -> bool:
        """Whether anything is cut in this band."""
        return bool(self.rate or self.fen)

    def cut_of(self, base: int) -> Fraction:
        """应扣: what the band takes of a base, never more than there is.

        >>> PenaltyBand(Fraction(60), Fraction(1, 20), 0).cut_of(1001)
        Fraction(1001, 20)
        >>> PenaltyBand(Fraction(31), Fraction(0), 5_000_000).cut_of(3_000_000)
        Fraction(3000000, 1)
        """
        return min(Fraction(base), base * self.rate + self.fen)


@dataclass(frozen=True, slots=True)
class PenaltyScheme:
    """扣减办法: bands from the highest start down; `measure` is "rate", "late_days" or "score".

    `status` is "local" where no bands were published: a proposal, no rule.
    """

    code: str
    name: str
    fund: str
    measure: str
    month: int
    day: int
    pass_through: PassThrough
    cut_goes: CutGoes
    bands: tuple[PenaltyBand, ...]
    basis: str
    status: str
    source: str

    def band_of(self, measure: Fraction) -> PenaltyBand:
        """所在档: that with the highest start that the measure reaches."""
        return next((each for each in self.bands if measure >= each.start), self.bands[-1])

    def measured_on(self, year: int) -> datetime.date:
        """考核日: the day of a budget year on which is measured unless another is told."""
        return datetime.date(year, self.month, self.day)


def penalty_scheme(code: str, year: int) -> PenaltyScheme:
    """扣减办法: the scheme of a code for a budget year. Raises `LedgerError` where there is none.

    >>> penalty_scheme("rate", 2025).band_of(Fraction(85)).rate
    Fraction(3, 100)
    """
    for each in penalty_schemes(year):
        if each.code == code:
            return each
    known = "、".join(f"{each.code}（{each.name}）" for each in penalty_schemes(year))
    raise LedgerError(f"{year}年没有名为“{code}”的扣减办法。可用的有：{known or '无'}")


@cache
def penalty_schemes(year: int) -> tuple[PenaltyScheme, ...]:
    """扣减办法: all that hold for a budget year."""
    found = []
    for row in load("penalty_schemes"):
        if not int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999):
            continue
        month, day = map(int, row["measured_on"].split("-"))
        found.append(
            PenaltyScheme(
                row["scheme"],
                row["name"],
                row["fund"],
                row["measure"],
                month,
                day,
                PassThrough(row["pass_through"]),
                CutGoes(row["cut_goes"]),
                _bands(row["scheme"]),
                row["basis"],
                row["status"],
                row["source"],
            )
        )
    return tuple(found)


def _bands(scheme: str) -> tuple[PenaltyBand, ...]:
    bands = [
        PenaltyBand(
            Fraction(row["from"]),
            Fraction(row["cut"]) / 100 if row["unit"] == "%" else Fraction(0),
            int(row["cut"]) * 100 if row["unit"] == "元" else 0,
        )
        for row in load("penalty_bands")
        if row["scheme"] == scheme
    ]
    return tuple(sorted(bands, key=lambda each: each.start, reverse=True))

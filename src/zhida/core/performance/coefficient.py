"""绩效系数 coefficient: what a year's evaluation does to next year's allocation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhida.core.performance.points import plain
from zhida.data import load


class CoefficientError(LookupError):
    """系数缺失: no bands are known for a fund and year."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """绩效系数: of one band, with what it rests on.

    `value` multiplies the recipient's share before all are scaled to the pool again:
    it moves money between recipients and never changes the sum.
    """

    value: Decimal
    title: str
    least: Fraction
    basis: str
    status: str

    @property
    def words(self) -> str:
        """How it came about, as a Chinese clause."""
        return f"得分不低于{plain(self.least)}分（{self.title}），系数{self.value}"


def coefficient_of(total: Fraction, year: int, fund: str = "") -> Coefficient:
    """绩效系数 of the score of a year, out of 100, for a fund's next allocation.

    The bands of `score_coefficients.csv`: those of the fund where it has its own, else the
    common ones. Raises `CoefficientError` where the year has none, `ValueError` for a
    score outside 0…100.

    >>> coefficient_of(Fraction(92), 2024).value, coefficient_of(Fraction(59), 2024).value
    (Decimal('1.05'), Decimal('0.90'))
    """
    if not 0 <= total <= 100:
        raise ValueError(f"{total} is no score out of 100")
    rows = [
        row for row in load("score_coefficients") if _holds(row["from_year"], row["to_year"], year)
    ]
    own = [row for row in rows if fund and row["fund"] == fund] or [
        row for row in rows if not row["fund"]
    ]
    bands = sorted(own, key=lambda row: -Fraction(row["least_score"]))
    for row in bands:
        if total >= Fraction(row["least_score"]):
            return Coefficient(
                Decimal(row["coefficient"]),
                row["title"],
                Fraction(row["least_score"]),
                row["basis"],
                row["status"],
            )
    raise CoefficientError(f"没有{year}年绩效得分对应的分配系数，请在score_coefficients.csv中补充")


def _holds(since: str, until: str, year: int) -> bool:
    return int(since or 0) <= year <= int(until or 9999)

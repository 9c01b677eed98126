"""比较 comparison: ranks, last year beside this year, one plan beside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation.methods import Step


@dataclass(frozen=True, slots=True)
class Bar:
    """瀑布图的一段: what a step adds, from where the running sum stood to where it stands, in fen.

    The ends are running sums rounded to fen, so that the printed parts sum exactly.
    """

    step: Step
    start: int
    end: int

    @property
    def amount(self) -> int:
        """What the step adds, in fen."""
        return self.end - self.start


def waterfall(steps: Sequence[Step], recipient: int, fen: int) -> tuple[Bar, ...]:
    """瀑布: how a recipient's total came about; `fen` is the unit of the steps' amounts.

    >>> steps = [Step("人数", (Fraction(1, 3),)), Step("取整", (Fraction(2, 3),))]
    >>> [(bar.step.name, bar.amount) for bar in waterfall(steps, 0, 100)]
    [('人数', 33), ('取整', 67)]
    """
    bars, running, shown = [], Fraction(0), 0
    for step in steps:
        running += step.amounts[recipient] * fen
        reached = round(running)
        bars.append(Bar(step, shown, reached))
        shown = reached
    return tuple(bars)


def ranks(amounts: Sequence[int]) -> tuple[int, ...]:
    """位次: 1 for the largest; equals share a place and the next are skipped.

    >>> ranks([5, 9, 5, 1])
    (2, 1, 2, 4)
    """
    place: dict[int, int] = {}
    for number, amount in enumerate(sorted(amounts, reverse=True), 1):
        place.setdefault(amount, number)
    return tuple(place[amount] for amount in amounts)


@dataclass(frozen=True, slots=True)
class Change:
    """增减: an amount before and now, each None where the recipient has no row there."""

    name: str
    before: int | None
    now: int | None

    @property
    def difference(self) -> int | None:
        """now − before, None where one of them is missing: absent is not zero."""
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def rate(self) -> Fraction | None:
        """The difference as a share of what was before; None where there is none to divide by."""
        return (
            None
            if self.difference is None or not self.before
            else (Fraction(self.difference, self.before))
        )


def compared(now: Mapping[str, int], before: Mapping[str, int]) -> tuple[Change, ...]:
    """对比: every recipient of either side, those of now first.

    >>> [(c.name, c.difference) for c in compared({"甲县": 5, "乙县": 2}, {"甲县": 4, "丙县": 1})]
    [('甲县', 1), ('乙县', None), ('丙县', None)]
    """
    names = [*now, *(name for name in before if name not in now)]
    return tuple(Change(name, before.get(name), now.get(name)) for name in names)

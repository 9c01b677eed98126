"""分值 weights: how many points each indicator can earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.policy import EXECUTION, ScoringPolicy, Split, section_of

_STEP = 100
_COST = "cost"


@dataclass(frozen=True, slots=True)
class Weights:
    """分值: of each indicator in order, of the execution, and of level 1 without indicators.

    `given` is true where the table gives the points of every indicator. `lost` are the
    points of sections that have no indicator: they are treated like those of an
    indicator that doesn't apply.

    >>> Weights((Fraction(90),), Fraction(10), Fraction(0), True).full
    Fraction(100, 1)
    """

    rows: tuple[Fraction, ...]
    execution: Fraction
    lost: Fraction
    given: bool

    @property
    def full(self) -> Fraction:
        """满分: what all points come to."""
        return sum(self.rows, self.execution + self.lost)


def is_costed(indicators: Sequence[TypedIndicator]) -> bool:
    """是否设成本指标: whether cost is a level 1 of its own (under 产出指标 it is not)."""
    return any(section_of(each.level1, each.level2) == _COST for each in indicators)


def weights_of(
    indicators: Sequence[TypedIndicator],
    policy: ScoringPolicy,
    execution: Fraction | None = None,
) -> Weights:
    """分值分摊: the points given, else those of the section split evenly over its indicators.

    Points are whole hundredths; what is left of a division goes a hundredth each to the
    indicators in the order of their headings and names, so that the order of the rows
    changes nothing. Where only some rows of a section have points the others share what
    is left of it. `execution` are the points of the execution where a form gives them.
    """
    sections = policy.sections(costed=is_costed(indicators))
    ours = sections[EXECUTION] if execution is None else execution
    found: dict[int, Fraction] = {
        place: each.weight for place, each in enumerate(indicators) if each.weight is not None
    }
    if len(found) == len(indicators) and indicators:
        return Weights(tuple(found.values()), ours, Fraction(0), True)
    members: dict[str | None, list[int]] = {}
    for place, each in enumerate(indicators):
        members.setdefault(section_of(each.level1, each.level2), []).append(place)
    lost = Fraction(0)
    for section, points in sections.items():
        if section == EXECUTION:
            continue
        places = members.get(section, [])
        lost += Fraction(0) if places else points
        left = max(points - sum(found[at] for at in places if at in found), Fraction(0))
        found |= _shared(left, [at for at in places if at not in found], indicators, policy)
    rows = tuple(found.get(place, Fraction(0)) for place in range(len(indicators)))
    return Weights(rows, ours, lost, False)


def _shared(
    points: Fraction,
    places: Sequence[int],
    indicators: Sequence[TypedIndicator],
    policy: ScoringPolicy,
) -> Mapping[int, Fraction]:
    ordered = sorted(places, key=lambda at: _order(indicators[at]))
    if policy.split is Split.ROWS:
        return dict(zip(ordered, _even(points, len(ordered)), strict=True))
    groups: dict[str, list[int]] = {}
    for at in ordered:
        groups.setdefault(indicators[at].level2, []).append(at)
    result: dict[int, Fraction] = {}
    for group, share in zip(groups.values(), _even(points, len(groups)), strict=True):
        result |= dict(zip(group, _even(share, len(group)), strict=True))
    return result


def _order(indicator: TypedIndicator) -> tuple[str, str, str]:
    printed = indicator.printed.target.text if indicator.printed else str(indicator.value)
    return indicator.level2, indicator.name, printed


def _even(points: Fraction, count: int) -> list[Fraction]:
    """Points in equal parts of whole hundredths, the first ones a hundredth more.

    >>> [str(each * 100) for each in _even(Fraction(50), 3)]
    ['1667', '1667', '1666']
    """
    if not count:
        return []
    base, more = divmod(int(points * _STEP), count)
    rest = points - Fraction(int(points * _STEP), _STEP)
    parts = [Fraction(base + (at < more), _STEP) for at in range(count)]
    return [parts[0] + rest, *parts[1:]]

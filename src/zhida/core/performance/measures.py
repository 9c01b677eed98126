"""计量 measures: what a figure counts, in which unit, and which end is better."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhida.core.money import Unit
from zhida.core.notice import Indicator, TargetKind
from zhida.core.performance.indicators import Direction, IndicatorKind
from zhida.core.performance.value_words import change_of_value, times_a_year
from zhida.core.rules.performance.names import bare_name, unit_in_brackets
from zhida.core.rules.performance.wordings import (
    Sense,
    Shape,
    Wording,
    change_at_end,
    change_at_start,
    count_units,
    wording,
)
from zhida.data import load

_AT_LEAST, _AT_MOST = ("≥", ">"), ("≤", "<")
_PER_CENT = "%"
_POINTS = "个百分点"
_WHOLE = Decimal(100)
_PERSONS = ("人", "人次")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_POINTS_GIVEN = re.compile(r"\((\d+(?:\.\d+)?)分\)")

Fault = tuple[str, str, str]
"""Code, predicate and mend of a finding, to be said of its indicator."""


@dataclass(frozen=True, slots=True)
class Measure:
    """计量: comparator, value, unit and the better end. `value` counts single units."""

    comparator: str
    value: Decimal | None
    unit: str
    direction: Direction


def measure_of(indicator: Indicator) -> tuple[IndicatorKind, Measure, list[Fault]]:
    """What the figure of an indicator measures, with what its wording leaves in doubt."""
    target, words = indicator.target, wording(indicator.name)
    value, unit = _single_units(target.value, target.unit or "")
    faults: list[Fault] = []
    sense = _change(indicator, words)
    if sense is not None or unit in (_POINTS, "百分点"):
        unit = _POINTS if unit == "百分点" else unit
        way = _direction_of_change(target.comparator, sense, words)
        return IndicatorKind.CHANGE, Measure(target.comparator or "", value, unit, way), faults
    is_rate = target.kind is TargetKind.RATE
    if not is_rate and _lacks_percent(indicator, words, unit):
        is_rate, unit = True, _PER_CENT
        faults.append(("T108", f"是比率，值“{target.text}”没有百分号", ""))
    if not is_rate:
        unit = unit or unit_in_brackets(indicator.name) or (words.unit if words else "")
        faults += _unit_faults(indicator, words, unit)
        value, each = _of_the_year(indicator, value, unit)
        faults += each
    elif words is not None and words.counts_units:
        faults.append(("T109", f"的名称是数量，值“{target.text}”却是百分数", ""))
    comparator, way, against = _way(indicator, words, is_rate, value)
    faults += against
    kind = IndicatorKind.RATE if is_rate else IndicatorKind.NUMBER
    return kind, Measure(comparator, value, unit, way), faults


def weight_of(indicator: Indicator) -> Fraction | None:
    """分值: the points that stand in brackets behind a name, None where there are none."""
    found = _POINTS_GIVEN.search(unicodedata.normalize("NFKC", indicator.name))
    return Fraction(found[1]) if found else None


def is_money(unit: str) -> bool:
    """金额单位: whether a unit is one of money.

    >>> is_money("万元"), is_money("人次")
    (True, False)
    """
    return unit in {each.label for each in Unit}


def _single_units(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    """4.5 万人次 are 45 000 人次; 万元 stays, as money is kept in the unit printed."""
    scale = _SCALES.get(unit[:1])
    if value is None or scale is None or unit[1:] not in count_units():
        return value, unit
    return value * scale, unit[1:]


def _change(indicator: Indicator, words: Wording | None) -> Sense | None:
    """Whether an indicator asks for a difference to a base, and which way it goes."""
    target = indicator.target
    by_value = change_of_value(target.text)
    at_end = change_at_end(indicator.name)
    if at_end is not None or by_value is not None:
        return at_end or by_value
    if words is not None and words.shape is Shape.CHANGE:
        fall = any(word in bare_name(indicator.name)[-4:] for word in ("降", "减"))
        return Sense.FALL if fall else Sense.RISE
    at_start = change_at_start(indicator.name)
    if words is not None and words.shape is Shape.RATE:
        return None  # 提高参保率≥95%: the level that is to be reached
    if target.kind is TargetKind.RATE or at_start is Sense.FALL:
        return at_start
    return None


def _direction_of_change(
    comparator: str | None, sense: Sense | None, words: Wording | None
) -> Direction:
    """A fall of at least 10 % is the better the greater it is; 增幅≤5% the smaller."""
    if comparator in _AT_MOST:
        return Direction.LOWER
    if comparator in _AT_LEAST or (words is None or words.shape is not Shape.CHANGE):
        return Direction.HIGHER
    return Direction.EXACT


def _lacks_percent(indicator: Indicator, words: Wording | None, unit: str) -> bool:
    value = indicator.target.value
    is_share = words is not None and words.shape is Shape.RATE and words.unit == _PER_CENT
    named = unit or unit_in_brackets(indicator.name)
    return is_share and (not named or named == _PER_CENT) and value is not None and value > 1


def _unit_faults(indicator: Indicator, words: Wording | None, unit: str) -> list[Fault]:
    text = indicator.target.text
    if not unit and indicator.target.value:
        return [("T104", f"的值“{text}”没有计量单位，从名称也不能确定", "")]
    named = words.unit if words else ""
    if unit in _PERSONS and named in _PERSONS and unit != named:
        return [("T109", f"的名称按“{named}”计，值“{text}”却按“{unit}”计", "")]
    if words is not None and words.shape is Shape.RATE and unit in count_units() and unit != "分":
        return [("T109", f"的名称是比率，值“{text}”却以“{unit}”计", "")]
    return []


def _of_the_year(
    indicator: Indicator, value: Decimal | None, unit: str
) -> tuple[Decimal | None, list[Fault]]:
    """The figure of the whole year: once a quarter is four times."""
    period = times_a_year(indicator.target.text)
    if period is None or value is None or unit not in count_units():
        return value, []
    word, times = period
    whole = value * times
    why = f"的值“{indicator.target.text}”按“{word}”计，全年为{whole:f}{unit}"
    return whole, [("T113", why, "")]


def _way(
    indicator: Indicator, words: Wording | None, is_rate: bool, value: Decimal | None
) -> tuple[str, Direction, list[Fault]]:
    """Comparator and better end of a level, with the fault where they contradict the wording."""
    printed = indicator.target.comparator or "="
    told = Direction(words.direction) if words and words.direction else None
    if words and not told and words.shape is Shape.TIME:
        told = Direction.LOWER
    if printed in _AT_LEAST + _AT_MOST:
        meant = Direction.HIGHER if printed in _AT_LEAST else Direction.LOWER
        if told is None or told is meant:
            return printed, meant, []
        best = "越大越好" if told is Direction.HIGHER else "越小越好"
        why = f"的值“{indicator.target.text}”：该指标{best}，“{printed}”使越差越达标"
        return printed, told, [("T105", why, "")]
    if is_rate and value == _WHOLE and told is not Direction.LOWER:
        return "=", Direction.HIGHER, []
    if told is not None:
        return ("≥" if told is Direction.HIGHER else "≤"), told, []
    why = f"的值“{indicator.target.text}”没有写比较符，按“等于”理解"
    return "=", Direction.EXACT, [("T111", why, "")]


def time_units() -> frozenset[str]:
    """时长单位: minutes, hours, days: durations, which don't add."""
    return frozenset(row["unit"] for row in load("value_units") if row["kind"] == "time")

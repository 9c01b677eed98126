"""方法节 method_sections: [method] and [bounds] of a plan → exact entitlements, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.methods import (
    Coefficient,
    Factor,
    Step,
    by_factors,
    by_standard,
    summed,
    to_pool,
    within_bounds,
)
from zhida.core.money import Unit
from zhida.documents.allocation.columns import Values, amounts, numbers
from zhida.documents.allocation.csv_table import CsvTable
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.sections import Section

_KINDS = ("factors", "fixed", "standard")


@dataclass(frozen=True, slots=True)
class Ground:
    """依据: what the method works on: the recipients' table, the pool and the unit."""

    table: CsvTable
    pool: int
    unit: RoundingUnit


def steps_of(method: Section, bounds: Section | None, ground: Ground) -> tuple[Step, ...]:
    """The steps of a plan. Raises `FaultyInput` where its sections or data are wrong."""
    kind = method.text("kind")
    if kind not in _KINDS:
        method.wrong("kind", f"为“{kind}”，没有这种方法", f"可用的有{'、'.join(_KINDS)}")
        raise FaultyInput(method.faults)
    read = {"factors": _factors, "fixed": _fixed, "standard": _standard}[kind]
    steps, least = read(method, ground)
    return _bounded(steps, least, bounds, ground)


Entitled = tuple[tuple[Step, ...], Values]
"""Steps, and what each recipient is guaranteed whatever the bounds do."""


def _factors(method: Section, ground: Ground) -> Entitled:
    method.only("kind", "base", "factor", "coefficient", "basis")
    table, none = ground.table, _nothing(ground)
    base = amounts(method, "base", table, ground.unit) if "base" in method else none
    factors, coefficients = [], []
    for section in method.each("factor"):
        section.only("column", "weight", "name", "basis")
        name = section.text("name", section.text("column"))
        factors.append(Factor(name, section.number("weight"), numbers(section, "column", table)))
    for section in method.each("coefficient"):
        section.only("column", "name", "basis")
        name = section.text("name", section.text("column"))
        coefficients.append(Coefficient(name, numbers(section, "column", table)))
    if not factors:
        method.wrong("factor", "一个也没有", "用 [[method.factor]] 写明因素和权重")
    _stop(method)
    return by_factors(ground.pool, base, factors, coefficients), base


def _fixed(method: Section, ground: Ground) -> Entitled:
    method.only("kind", "column", "basis")
    given = amounts(method, "column", ground.table, ground.unit)
    _stop(method)
    if sum(given) != ground.pool:
        _misses(method, "定额", sum(given), ground, "改正定额或资金池，使两者相等")
    return (Step("定额", given),), _nothing(ground)


def _standard(method: Section, ground: Ground) -> Entitled:
    method.only("kind", "yuan", "count", "share", "scale", "basis")
    standard = method.number("yuan") * Unit.YUAN.value / ground.unit.fen
    counts = numbers(method, "count", ground.table)
    ones = (Fraction(1),) * len(counts)
    shares = numbers(method, "share", ground.table) if "share" in method else ones
    scale = method.flag("scale")
    _stop(method)
    steps = by_standard("标准×人数×分担比例", standard, counts, shares)
    total = sum(summed(steps, len(counts)))
    if total != ground.pool and not scale:
        _misses(
            method, "按标准计算", total, ground, "改正标准或资金池，或写 scale = true 按总额调整"
        )
    return to_pool(steps, ground.pool, len(counts)), _nothing(ground)


def _nothing(ground: Ground) -> Values:
    return (Fraction(0),) * len(ground.table.records)


def _misses(method: Section, what: str, total: Fraction | int, ground: Ground, mend: str) -> None:
    """Entitlements that don't make up the pool: told with both sums, never stretched silently."""
    whole = Fraction(total)
    shown = ground.unit.figure(whole.numerator // whole.denominator)
    about = "" if whole.denominator == 1 else "余"
    reason = f"{what}共{shown}万元{about}，资金池{ground.unit.figure(ground.pool)}万元，两者不等"
    raise FaultyInput([Fault(method.path, reason, mend)])


def _bounded(
    steps: tuple[Step, ...], least: Values, bounds: Section | None, ground: Ground
) -> tuple[Step, ...]:
    if bounds is None:
        return steps
    bounds.only("floor", "floor_column", "cap", "cap_column", "basis")
    floors = _bound(bounds, "floor", ground)
    caps = _bound(bounds, "cap", ground) or (None,) * len(least)
    # the guaranteed base is never cut to lift others to their floors
    lowest = tuple(map(max, floors or least, least))
    for record, low, cap in zip(ground.table.records, lowest, caps, strict=True):
        if cap is not None and cap < low:
            bounds.faults.append(
                Fault(
                    ground.table.path,
                    f"“{record.name}”的上限{ground.unit.figure(int(cap))}万元"
                    f"低于下限或基数{ground.unit.figure(int(low))}万元",
                    "提高上限或降低下限",
                    record.line,
                )
            )
    _stop(bounds)
    return within_bounds(steps, ground.pool, lowest, caps)


def _bound(bounds: Section, key: str, ground: Ground) -> Values | None:
    """One bound for all, or a column with one for each; None where there is none."""
    by_column = f"{key}_column"
    if key in bounds and by_column in bounds:
        bounds.wrong(by_column, f"与 {key} 同时写了", "只留一个")
    if by_column in bounds:
        return amounts(bounds, by_column, ground.table, ground.unit)
    if key in bounds:
        return (Fraction(bounds.units(key, ground.unit)),) * len(ground.table.records)
    return None


def _stop(section: Section) -> None:
    if section.faults:
        raise FaultyInput(section.faults)

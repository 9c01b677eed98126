"""方法节 method_sections: [method] of a plan → exact entitlements, step by step.

Reading and working out are apart: all sections and tables are read first, so
that everything wrong is told at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
)
from zhida.core.money import Unit
from zhida.documents.allocation.columns import Values, amounts, grounds, numbers
from zhida.documents.allocation.csv_table import CsvTable
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.sections import Section

_KINDS = ("factors", "fixed", "standard", "projects")


@dataclass(frozen=True, slots=True)
class Ground:
    """依据: what the method works on: the recipients' table, the unit and the plan's year."""

    table: CsvTable
    unit: RoundingUnit
    year: int


@dataclass(frozen=True, slots=True)
class Method:
    """方法: `steps(pool)` divides a pool (in units) whatever it is; `least` is guaranteed to each.

    `steps` raises `AllocationError` or `FaultyInput` where it can't.
    """

    kind: str
    least: Values
    steps: Callable[[int], tuple[Step, ...]]


def read_method(method: Section, ground: Ground) -> Method:
    """The method of a plan; what is wrong is noted."""
    kind = method.text("kind")
    method.check_basis(ground.year)
    if kind not in _KINDS:
        method.wrong("kind", f"为“{kind}”，没有这种方法", f"可用的有{'、'.join(_KINDS)}")
        return Method(kind, _nothing(ground), lambda pool: ())
    read = {
        "factors": _factors,
        "fixed": _fixed,
        "standard": _standard,
        "projects": _projects,
    }[kind]
    return read(method, ground)


def _factors(method: Section, ground: Ground) -> Method:
    method.only("kind", "base", "factor", "coefficient", "basis", "dated")
    table, none = ground.table, _nothing(ground)
    base = amounts(method, "base", table, ground.unit) if "base" in method else none
    based = grounds(method, table, method.text("base", "")) if "base" in method else None
    factors, coefficients = [], []
    for section in method.each("factor"):
        section.only("column", "weight", "name", "basis", "dated")
        section.check_basis(ground.year)
        column = section.text("column")
        factors.append(
            Factor(
                section.text("name", column),
                section.number("weight"),
                numbers(section, "column", table),
                grounds(section, table, column),
            )
        )
    for section in method.each("coefficient"):
        section.only("column", "name", "bands", "basis", "dated")
        section.check_basis(ground.year)
        coefficients.append(_coefficient(section, table))
    if not factors:
        method.wrong("factor", "一个也没有", "用 [[method.factor]] 写明因素和权重")
    elif not method.faults:
        _refuse_empty(method, factors)

    def steps(pool: int) -> tuple[Step, ...]:
        given = (based,) if based is not None else ()
        return by_factors(pool, base, factors, coefficients, *given)

    return Method("factors", base, steps)


def _refuse_empty(method: Section, factors: list[Factor]) -> None:
    if not sum(factor.weight for factor in factors):
        method.wrong("factor", "各因素的权重之和为零", "填写权重")
    for factor in factors:
        if not sum(factor.values):
            method.wrong("factor", f"“{factor.name}”各地之和为零，无法按它分配", "补充数据")


def _coefficient(section: Section, table: CsvTable) -> Coefficient:
    """A column of coefficients, or of rates that bands turn into coefficients."""
    column = section.text("column")
    values = numbers(section, "column", table)
    bands = section.bands("bands")
    if bands and bands[-1][0]:
        section.wrong("bands", "没有从零开始的一档", '加一档 ["0", "系数"]')
    elif bands:
        values = tuple(next(value for low, value in bands if rate >= low) for rate in values)
    stated = grounds(section, table, column)
    if bands:
        told = "，".join(f"{_percent(low)}起{_percent(value)}" for low, value in bands)
        stated = replace(stated, note=f"按档：{told}")
    return Coefficient(section.text("name", column), values, stated)


def _percent(number: Fraction) -> str:
    """A rate in percent, as exactly as it was written.

    >>> _percent(Fraction(19, 20)), _percent(Fraction(1001, 1000))
    ('95%', '100.1%')
    """
    return f"{float(number * 100):g}%"


def _fixed(method: Section, ground: Ground) -> Method:
    method.only("kind", "column", "basis", "dated")
    given = amounts(method, "column", ground.table, ground.unit)
    based = grounds(method, ground.table, method.text("column", "-"))

    def steps(pool: int) -> tuple[Step, ...]:
        if sum(given) != pool:
            raise _misses(method, "定额", sum(given), pool, ground, "改正定额或资金池，使两者相等")
        return (Step("定额", given, based),)

    return Method("fixed", _nothing(ground), steps)


def _standard(method: Section, ground: Ground) -> Method:
    method.only("kind", "yuan", "count", "share", "scale", "basis", "dated")
    standard = method.number("yuan") * Unit.YUAN.value / ground.unit.fen
    counts = numbers(method, "count", ground.table)
    ones = (Fraction(1),) * len(counts)
    shares = numbers(method, "share", ground.table) if "share" in method else ones
    scale = method.flag("scale")
    based = replace(
        grounds(method, ground.table, method.text("count", "-")),
        note=f"每人{method.printed('yuan')}元",
    )

    def steps(pool: int) -> tuple[Step, ...]:
        found = by_standard("标准×人数×分担比例", standard, counts, shares, based)
        total = sum(summed(found, len(counts)))
        if total != pool and not scale:
            mend = "改正标准或资金池，或写 scale = true 按总额调整"
            raise _misses(method, "按标准计算", total, pool, ground, mend)
        return to_pool(found, pool, len(counts))

    return Method("standard", _nothing(ground), steps)


def _projects(method: Section, ground: Ground) -> Method:
    """The whole pool goes to listed projects: nothing is left to divide."""
    method.only("kind", "file", "basis", "dated")

    def steps(pool: int) -> tuple[Step, ...]:
        if pool:
            figure, more = ground.unit.figure, "少于" if pool > 0 else "多于"
            reason = f"各项目合计{more}资金池{figure(abs(pool))}万元"
            raise FaultyInput([Fault(method.path, reason, "改正项目金额或资金池，使两者相等")])
        return ()

    return Method("projects", _nothing(ground), steps)


def _nothing(ground: Ground) -> Values:
    return (Fraction(0),) * len(ground.table.records)


def _misses(
    method: Section, what: str, total: Fraction | int, pool: int, ground: Ground, mend: str
) -> FaultyInput:
    """Entitlements that don't make up the pool: told with both sums, never stretched silently."""
    whole = Fraction(total)
    shown = ground.unit.figure(whole.numerator // whole.denominator)
    about = "" if whole.denominator == 1 else "余"
    reason = f"{what}共{shown}万元{about}，资金池{ground.unit.figure(pool)}万元，两者不等"
    return FaultyInput([Fault(method.path, reason, mend)])

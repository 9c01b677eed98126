"""限额节 bound_sections: [bounds] and [minimum] of a plan: what nobody may go below or above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.allocation.methods import NONE_GIVEN, Grounds, Step, within_bounds
from zhida.documents.allocation.columns import Values, amounts, grounds
from zhida.documents.allocation.faults import Fault
from zhida.documents.allocation.method_sections import Ground
from zhida.documents.allocation.sections import Section


@dataclass(frozen=True, slots=True)
class Bounds:
    """限额: floors, caps and the minimum of each recipient, in units; None where there are none."""

    floors: Values | None = None
    caps: Values | None = None
    grounds: Grounds = NONE_GIVEN
    minimum: Values | None = None
    minimum_grounds: Grounds = NONE_GIVEN

    def applied(self, steps: tuple[Step, ...], pool: int, least: Values) -> tuple[Step, ...]:
        """The steps with the effect of bounds, then of the minimum, each as a step of its own.

        What is guaranteed (`least`) is never cut to lift others. Raises `AllocationError`.
        """
        caps = self.caps or (None,) * len(least)
        lowest = tuple(map(max, self.floors or least, least))
        if self.floors is not None or self.caps is not None:
            steps = within_bounds(steps, pool, lowest, caps, "上下限", self.grounds)
        if self.minimum is not None:
            lowest = tuple(map(max, lowest, self.minimum))
            steps = within_bounds(steps, pool, lowest, caps, "保底", self.minimum_grounds)
        return steps

    def check(self, ground: Ground, least: Values, faults: list[Fault]) -> None:
        """Note each recipient whose cap is below what it is to have at least."""
        none = (Fraction(0),) * len(least)
        floors = zip(self.floors or none, least, self.minimum or none, strict=True)
        lowest = [max(three) for three in floors]
        for record, low, cap in zip(ground.table.records, lowest, self.caps or (), strict=False):
            if cap < low:
                figure = ground.unit.figure
                faults.append(
                    Fault(
                        ground.table.path,
                        f"“{record.name}”的上限{figure(int(cap))}万元"
                        f"低于下限或基数{figure(int(low))}万元",
                        "提高上限或降低下限",
                        record.line,
                    )
                )


def read_bounds(
    bounds: Section | None,
    minimum: Section | None,
    ground: Ground,
    last_year: Mapping[str, int] | None,
) -> Bounds:
    """Both sections; what is wrong is noted. `last_year` is in units by the recipients' codes."""
    floors = caps = least = None
    table = ground.table
    based = minimum_based = NONE_GIVEN
    if bounds is not None:
        bounds.only("floor", "floor_column", "cap", "cap_column", "basis", "dated")
        bounds.check_basis(ground.year)
        floors, caps = _bound(bounds, "floor", ground), _bound(bounds, "cap", ground)
        named = [bounds.text(key) for key in ("floor_column", "cap_column") if key in bounds]
        based = replace(grounds(bounds, table, *named), note=_note(bounds))
    if minimum is not None:
        minimum.only("amount", "amount_column", "of_last_year", "basis", "dated")
        minimum.check_basis(ground.year)
        least = _bound(minimum, "amount", ground)
        named = [minimum.text("amount_column")] if "amount_column" in minimum else []
        minimum_based = replace(grounds(minimum, table, *named), note=_note(minimum))
        if "of_last_year" in minimum:
            least = _of_last_year(minimum, least, ground, last_year)
        if least is None:
            minimum.wrong("amount", "缺失", "写 amount、amount_column 或 of_last_year")
    return Bounds(floors, caps, based, least, minimum_based)


def _note(section: Section) -> str:
    """The bounds as the plan writes them."""
    words = {
        "floor": "下限{}万元",
        "floor_column": "下限见“{}”列",
        "cap": "上限{}万元",
        "cap_column": "上限见“{}”列",
        "amount": "不少于{}万元",
        "amount_column": "不少于“{}”列",
        "of_last_year": "不少于上年的{}",
    }
    return "，".join(
        text.format(section.printed(key)) for key, text in words.items() if key in section
    )


def _of_last_year(
    minimum: Section, least: Values | None, ground: Ground, last_year: Mapping[str, int] | None
) -> Values | None:
    """A share of last year's amount, rounded up to the unit; who had none is guaranteed none."""
    share = minimum.number("of_last_year")
    if last_year is None:
        minimum.wrong("of_last_year", "没有上年数", "用 [last_year] 写明上年分配结果的文件")
        return least
    codes = [record.code for record in ground.table.records]
    kept = tuple(Fraction(-(-share * last_year.get(code, 0) // 1)) for code in codes)
    return kept if least is None else tuple(map(max, kept, least))


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

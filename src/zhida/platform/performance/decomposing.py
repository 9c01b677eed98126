"""目标分解 decomposing: the goals of a set against those below it, and their division among these."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from zhida.core.ledger import LedgerError
from zhida.core.money import Unit
from zhida.core.performance.bonds import Goals, amount_of
from zhida.core.performance.decomposition import Gaps, Rollup, gaps
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.points import plain
from zhida.core.performance.quantities import Factor, Factors, factors_of
from zhida.core.performance.splitting import Share, split_goals
from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.performance.factor_file import read_factors
from zhida.platform.notices.queries import notice_of
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.queries import sets_in_force, typed_of
from zhida.platform.regions.queries import fiscal_children

MOST = 40_000
"""Characters of pasted factors."""
_PASTED = "粘贴的因素.csv"


@dataclass(frozen=True, slots=True)
class Side:
    """一方: a set with its goals, and the number of the target behind each indicator."""

    set: TargetSet
    goals: Goals
    numbers: Mapping[int, int]

    def number_of(self, indicator: TypedIndicator) -> int | None:
        """The number of the target that an indicator was made of."""
        return self.numbers.get(id(indicator))


@dataclass(frozen=True, slots=True)
class Compared:
    """上下级核对: both sides, and what was found between them; None without parts."""

    whole: Side
    parts: tuple[Side, ...]
    found: Gaps | None


def compared(whole: TargetSet) -> Compared:
    """上下级核对: a set of goals against those in force right below it."""
    sets = [whole, *parts_of(whole)]
    sides = _sides(sets)
    parts = sides[1:]
    found = gaps(sides[0].goals, [each.goals for each in parts]) if parts else None
    return Compared(sides[0], tuple(parts), found)


def parts_of(whole: TargetSet) -> list[TargetSet]:
    """下级目标表: of the year and fund, of the place's own part and of the places right below.

    In the order of the regions' codes. What is a place's own part has nothing below it.
    """
    if "本级" in whole.scope:
        return []
    year_end = datetime.date(whole.year, 12, 31)
    below = {each.code for each in fiscal_children(whole.region_id, year_end)}
    found = [
        each
        for each in sets_in_force(whole.year)
        if each.fund == whole.fund
        and each.pk != whole.pk
        and (
            (each.region_id in below and "本级" not in each.scope)
            or (each.region_id == whole.region_id and "本级" in each.scope)
        )
    ]
    return sorted(found, key=lambda each: (each.region_id != whole.region_id, each.region_id))


def known_factors(whole: TargetSet) -> dict[str, Factors]:
    """现有的因素表: those of the allocation tables of the notice that the goals came with.

    By their titles. Without a registered notice there are none: paste them.
    """
    if whole.document is None:
        return {}
    try:
        tables = notice_of(whole.document).allocation
    except LedgerError:
        return {}
    return {
        f"{at}. {table.title or '分配表'}": factors_of(table) for at, table in enumerate(tables, 1)
    }


def pasted_factors(text: str) -> Factors:
    """粘贴的因素表: lines with a head (名称, 因素 …), cells parted by tabs or commas.

    Raises `LedgerError` naming line and column of what can't be read.
    """
    if len(text) > MOST:
        raise LedgerError(f"粘贴的因素表有{len(text)}字，最多{MOST}字")
    rows = [line.split("\t") if "\t" in line else line.split(",") for line in text.splitlines()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / _PASTED
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([cell.strip() for cell in row] for row in rows if any(row))
        try:
            return read_factors(path)
        except FaultyInput as wrong:
            raise LedgerError(str(wrong).replace(f"{folder}/", "")) from wrong


def factors_of_parts(parts: Sequence[TargetSet]) -> Factors | None:
    """下级的资金 as a factor, None where one of them prints no amount, or there is none."""
    amounts = [each.amount_fen for each in parts if each.amount_fen is not None]
    if not parts or len(amounts) < len(parts):
        return None
    names = tuple(each.scope or each.agency.name for each in parts)
    return Factors(names, (Factor("资金", tuple(map(Fraction, amounts))),), tuple(amounts))


def divided(
    whole: TargetSet, given: Factors, factor: str | None, minimum: int
) -> tuple[Share, ...]:
    """拆分预览: every goal of a set among the parts of a factor table; nothing is written."""
    try:
        chosen = given.named(factor)
        return split_goals(_sides([whole])[0].goals, given, chosen, minimum=minimum)
    except ValueError as wrong:
        raise LedgerError(str(wrong)) from wrong


def in_unit(amount: Fraction, unit: str) -> Decimal | Fraction:
    """A figure of `amount_of` in the unit of its indicator: money comes in fen.

    >>> in_unit(Fraction(31 * 10**7), "万元"), in_unit(Fraction(4), "次")
    (Decimal('310'), Decimal('4'))
    """
    scale = next((each.value for each in Unit if each.label == unit), 1)
    exact = amount / scale
    text = plain(exact)
    return exact if "/" in text else Decimal(text)


def gap_parts(found: Rollup) -> list[tuple[str, TypedIndicator, Fraction]]:
    """相加的各项: the parts of a row that adds, with their figures."""
    rows = [(name, each, amount_of(each)) for name, each in found.parts if each is not None]
    return [(name, each, amount) for name, each, amount in rows if amount is not None]


def _sides(sets: Sequence[TargetSet]) -> list[Side]:
    by_set: dict[int, list[Target]] = {}
    targets = Target.objects.filter(set__in=sets).select_related("set", "set__agency")
    for each in targets.order_by("set_id", "ordinal"):
        by_set.setdefault(each.set_id, []).append(each)
    sides = []
    for of in sets:
        typed = [(typed_of(each), each.pk) for each in by_set.get(of.pk, [])]
        goals = Goals(
            of.scope or of.agency.name, of.amount_fen, tuple(one for one, _ in typed), None
        )
        sides.append(Side(of, goals, {id(one): pk for one, pk in typed}))
    return sides

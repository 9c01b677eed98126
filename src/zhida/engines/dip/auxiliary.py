"""辅助分型 auxiliary: sub-types of core groups whose costs lie far apart, each with a coefficient.

A group is split by a family of types where it and its types have enough cases, its costs lie far
apart, and lie enough closer once split. A case that several types fit takes the one that costs
most against the group; what the type then counts is the mean of the cases that took it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.auxiliary_types import Type
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import YearSum, weighted_mean
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.spread import Spread, spreads, within
from zhida.engines.errors import EngineError
from zhida.engines.exact import round_half_up

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

COEFFICIENT = 10_000
"""A coefficient of 1."""

Sums = Mapping[int, Spread]
"""By year."""


@dataclass(frozen=True, slots=True)
class Subtype:
    """辅助分型: a type of a core group. `trigger` is the mean of all cases that the type fits,
    `adjust` that of the cases that took it, against the group's mean, in 1/10000; `cases` took it.

    `cv` and `cv_split` are the group's before and after it was split by the type's family.
    """

    code: str
    type: Type
    cases: int
    trigger: int
    adjust: int
    cv: int
    cv_split: int


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """辅助分型结果: the sub-types, and of each case that took one setl_id, `subtype` (family.name)
    and `auxiliary`, its coefficient in 1/10000."""

    subtypes: tuple[Subtype, ...]
    cases: ir.Table


@dataclass(frozen=True, slots=True)
class _Trigger:
    place: int
    coefficient: int
    cv: int
    cv_split: int


def subtypes(
    engine: Backend, grouped: ir.Table, fitting: ir.Table, known: Sequence[Type], policy: Policy
) -> Auxiliary:
    """辅助分型: of grouped years and the types that fit their cases (`auxiliary_types.typed`)."""
    groups = _by_year(spreads(engine, grouped, "code", "year"))
    fits = _by_year(spreads(engine, fitting, "code", "type", "year"))
    years = sorted({year for sums in groups.values() for year in sums}, reverse=True)
    weights = dict(zip(years, reversed(policy.year_weights), strict=False))
    triggers: dict[str, list[_Trigger]] = {}
    for code in sorted({str(code) for code, *_ in fits}):
        of_code = {int(str(place)): sums for (each, place), sums in fits.items() if each == code}
        found = _triggers(groups[code,], of_code, known, years[0], weights, policy)
        if found:
            triggers[code] = found
    taken = _taken(engine, fitting, triggers)
    took = _by_year(spreads(engine, taken, "code", "type", "year"))
    result = []
    for code, found in triggers.items():
        mean = weighted_mean(_sums(groups[code,]), weights, policy)
        for each in sorted(found, key=lambda trigger: trigger.place):
            sums = took.get((code, each.place))
            if sums:
                adjust = round_half_up(
                    weighted_mean(_sums(sums), weights, policy) * COEFFICIENT, mean
                )
                cases = sum(spread.cases for spread in sums.values())
                result.append(Subtype(code, known[each.place], cases, each.coefficient,
                                      max(1, adjust), each.cv, each.cv_split))  # fmt: skip
    return Auxiliary(tuple(result), by_case(engine, taken, result, known))


def take(
    engine: Backend, fitting: ir.Table, found: Sequence[Subtype], known: Sequence[Type]
) -> ir.Table:
    """取型: of other cases, by sub-types found before: setl_id, `subtype`, `auxiliary`."""
    place = {each: at for at, each in enumerate(known)}
    triggers: dict[str, list[_Trigger]] = defaultdict(list)
    for each in found:
        triggers[each.code].append(_Trigger(place[each.type], each.trigger, each.cv, each.cv_split))
    return by_case(engine, _taken(engine, fitting, triggers), found, known)


def rows(found: Iterable[Subtype]) -> tuple[dict[str, int | str], ...]:
    """The sub-types as plain values, for a file; `read_rows` reads them back."""
    return tuple(
        {"code": each.code, "family": each.type.family, "name": each.type.name,
         "title": each.type.title, "cases": each.cases, "trigger": each.trigger,
         "adjust": each.adjust, "cv": each.cv, "cv_split": each.cv_split}
        for each in found
    )  # fmt: skip


def read_rows(
    told: Iterable[Mapping[str, int | str]], known: Sequence[Type]
) -> tuple[Subtype, ...]:
    """Raises EngineError for a type that the table doesn't have any more."""
    of = {(each.family, each.name): each for each in known}
    found = []
    for row in told:
        kind = of.get((str(row["family"]), str(row["name"])))
        if kind is None:
            raise EngineError(f"辅助分型{row['title']}不在现行的类型表里，请重新测算")
        cases, trigger, adjust, cv, split = (
            int(row[name]) for name in ("cases", "trigger", "adjust", "cv", "cv_split")
        )
        found.append(Subtype(str(row["code"]), kind, cases, trigger, adjust, cv, split))
    return tuple(found)


def by_case(
    engine: Backend, taken: ir.Table, found: Iterable[Subtype], known: Sequence[Type]
) -> ir.Table:
    """Of each case the sub-type it took and its coefficient."""
    place = {each: at for at, each in enumerate(known)}
    rows = [
        (each.code, place[each.type], f"{each.type.family}.{each.type.name}", each.adjust)
        for each in found
    ]
    names = ("code", "type", "subtype", "auxiliary")
    kinds = {"code": "string", "type": "int64", "subtype": "string", "auxiliary": "int64"}
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    joined = taken.inner_join(engine_table(engine, columns, kinds), ["code", "type"])
    return keep(engine, joined.select("setl_id", "subtype", "auxiliary"))


def _triggers(
    group: Sums,
    types: Mapping[int, Sums],
    known: Sequence[Type],
    last: int,
    weights: Mapping[int, int],
    policy: Policy,
) -> list[_Trigger]:
    """The types of one group that come through the gates."""
    whole = group.get(last)
    if whole is None or whole.cases < policy.auxiliary_group_cases:
        return []
    cv = whole.cv(policy.cv_basis)
    if cv <= policy.auxiliary_cv_percent * (COEFFICIENT // 100):
        return []
    mean = weighted_mean(_sums(group), weights, policy)
    families: dict[str, dict[int, Sums]] = defaultdict(dict)
    for place, sums in types.items():
        if last in sums and sums[last].cases >= policy.auxiliary_type_cases:
            families[known[place].family][place] = sums
    found = []
    for family, members in families.items():
        parts: dict[object, Spread] = {place: sums[last] for place, sums in members.items()}
        rest = _less(whole, parts.values())
        if rest.cases:
            parts["rest"] = rest
        split = within(parts, policy.cv_basis)
        fall = (
            policy.auxiliary_icu_fall_percent if family == "icu" else policy.auxiliary_fall_percent
        )
        if len(parts) > 1 and (cv - split) * 100 >= cv * fall:
            for place, sums in sorted(members.items()):
                own = weighted_mean(_sums(sums), weights, policy)
                found.append(_Trigger(place, round_half_up(own * COEFFICIENT, mean), cv, split))
    return found


def _less(whole: Spread, parts: Iterable[Spread]) -> Spread:
    for part in parts:
        whole = Spread(
            whole.cases - part.cases, whole.cost_fen - part.cost_fen, whole.squares - part.squares
        )
    return whole


def _taken(
    engine: Backend, fitting: ir.Table, triggers: Mapping[str, Sequence[_Trigger]]
) -> ir.Table:
    """Of each case the one type it takes: the highest trigger, then the first of the table."""
    order: dict[tuple[str, int], int] = {}
    for code, found in triggers.items():
        ranked = sorted(found, key=lambda each: (-each.coefficient, each.place))
        order |= {(code, each.place): rank for rank, each in enumerate(ranked)}
    ranks = engine_table(
        engine,
        {
            "code": [code for code, _ in order],
            "type": [place for _, place in order],
            "preference": list(order.values()),
        },
        {"code": "string", "type": "int64", "preference": "int64"},
    )
    able = fitting.mutate(type=fitting.type.cast("int64")).inner_join(ranks, ["code", "type"])
    best = able.group_by("setl_id").agg(best=able.preference.min())
    joined = able.inner_join(best, "setl_id")
    chosen = joined.filter(joined.preference == joined.best)
    return keep(engine, chosen.select("setl_id", "code", "year", "cost_fen", "type"))


def _by_year(found: Mapping[tuple[object, ...], Spread]) -> dict[tuple[object, ...], Sums]:
    """The last key, the year, set apart."""
    grouped: dict[tuple[object, ...], dict[int, Spread]] = defaultdict(dict)
    for (*keys, year), spread in found.items():
        grouped[tuple(keys)][int(str(year))] = spread
    return dict(grouped)


def _sums(years: Sums) -> dict[int, YearSum]:
    return {year: YearSum(each.cases, each.cost_fen) for year, each in years.items()}

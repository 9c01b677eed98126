"""付费分值 adjusted: scores as they are paid by, after experts moved some; all cases together keep
their points."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.measured import Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import trimmed
from zhida.engines.dip.side_tables import table_rows
from zhida.engines.errors import EngineError
from zhida.engines.exact import round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def adjusted(
    measured: Measured,
    policy: Policy,
    *,
    proposed: Mapping[str, int] | None = None,
    previous: Measured | None = None,
    fallen: frozenset[str] = frozenset(),
) -> Measured:
    """付费分值: `proposed` points (at the measurement's places) stand; of the other groups those in
    `fallen`, whose cost fell under management, keep their `previous` points where these were more
    (policy `score_cut`); what is left of Σ RW·n is shared by the rest in proportion, each rounded
    half up: the sum moves by half a last place a case at most.

    Raises EngineError for a group that isn't measured, and where nothing would be left to share.

    >>> import datetime
    >>> from zhida.engines.dip.measured import Group
    >>> from zhida.engines.dip.policy import policy
    >>> groups = {code: Group(code, "x", 1000, 1, 10) for code in "ABC"}
    >>> found = adjusted(Measured("", 0, 1, 1, groups, {}), policy(datetime.date(2026, 1, 1)),
    ...                  proposed={"A": 1200})
    >>> [each.points for each in found.groups.values()]
    [1200, 900, 900]
    """
    fixed = dict(proposed or {})
    if unknown := sorted(set(fixed) - set(measured.groups)):
        raise EngineError(f"病种{'、'.join(unknown[:5])}没有测算分值，不能调整")
    if previous is not None and policy.score_cut == "held":
        fixed = _held(measured, previous, fallen) | fixed
    rest = {code: each for code, each in measured.groups.items() if code not in fixed}
    whole = sum(each.points * each.cases for each in measured.groups.values())
    left = whole - sum(fixed[code] * measured.groups[code].cases for code in fixed)
    shared = sum(each.points * each.cases for each in rest.values())
    if (rest and left <= 0) or (not rest and left):
        raise EngineError("调整以后没有分值可以留给其余病种，总分值不能保持不变。请调低拟定的分值")
    points = fixed | {
        code: max(1, round_half_up(each.points * left, shared)) for code, each in rest.items()
    }
    groups = {code: replace(each, points=points[code]) for code, each in measured.groups.items()}
    return replace(measured, groups=groups)


def _held(measured: Measured, previous: Measured, fallen: frozenset[str]) -> dict[str, int]:
    """The points of before, of groups that would lose only because their cost fell. One of another
    name is another group: local directories are numbered anew."""
    found = {}
    for code in sorted(fallen & measured.groups.keys() & previous.groups.keys()):
        if previous.groups[code].name != measured.groups[code].name:
            continue
        before = round_half_up(
            previous.groups[code].points * 10**measured.places, 10**previous.places
        )
        if before > measured.groups[code].points:
            found[code] = before
    return found


def fallen_groups(years: Mapping[str, Mapping[int, int]]) -> frozenset[str]:
    """费用下降的病种: those whose mean of the last year is below that of the year before.

    >>> sorted(fallen_groups({"A": {2023: 9, 2024: 8, 2025: 7}, "B": {2024: 8, 2025: 9}}))
    ['A']
    """
    found = set()
    for code, means in years.items():
        ordered = sorted(means)
        if len(ordered) > 1 and means[ordered[-1]] < means[ordered[-2]]:
            found.add(code)
    return frozenset(found)


def yearly_means(engine: Backend, grouped: ir.Table, policy: Policy) -> dict[str, dict[int, int]]:
    """各年均值: of each group in fen, by year, of the cases that count for its score (`trimmed`)."""
    kept = trimmed(grouped, policy)
    summed = kept.group_by(["code", "year"]).agg(cases=kept.count(), cost_fen=total(kept.cost_fen))
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in engine.to_pyarrow(summed.order_by("code", "year")).to_pylist():
        found[row["code"]][row["year"]] = round_half_up(row["cost_fen"], row["cases"])
    return dict(found)


def read_proposed(path: Path, places: int, known: Container[str]) -> dict[str, int]:
    """读拟定分值: csv with code and points, as many decimals as the measurement has places; `known`
    are the groups that it measured.

    Raises EngineError naming the row that can't be read.
    """
    found: dict[str, int] = {}
    for place, row in table_rows(path, "code", "points", must=True, key=("code",)):
        told = re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]+))?", row["points"])
        decimals = (told[2] or "").rstrip("0") if told else ""
        points = int(told[1] + decimals.ljust(places, "0")) if told else 0
        if points < 1 or len(decimals) > places:
            raise EngineError(
                f"{place}的分值“{row['points']}”应是大于零、小于十亿、最多{places}位小数的数"
            )
        if row["code"] not in known:
            raise EngineError(f"{place}的病种{row['code']}没有测算分值，不能调整。请核对代码")
        found[row["code"]] = points
    if not found:
        raise EngineError(f"“{path}”里没有一个病种。没有拟定分值的，不必给出")
    return found

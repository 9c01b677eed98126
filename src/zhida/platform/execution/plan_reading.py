"""读用款计划 plan_reading: the rows of a file, each told what it names in the region's reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db.models import Q

from zhida.core.execution.pace import SpendingPlan
from zhida.core.funds import get
from zhida.core.provenance import Source
from zhida.documents.allocation.csv_table import NAME
from zhida.documents.allocation.faults import Fault
from zhida.documents.execution.plan_file import PlanRow, plan_rows
from zhida.platform.execution.plan_models import PlanFile, PlannedMonth
from zhida.platform.ledger.queries import numbers_of_keys
from zhida.platform.regions.models import Agency, Reach, Region

_KEY = 12
"""Digits of a line's digest by which the table of progress names it."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """计划行: of what (`sort`, `key`, as `PlannedMonth`), what it is called, and its months' cells."""

    sort: PlannedMonth.Sort
    key: str
    name: str
    plan: SpendingPlan
    places: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """用款计划预览: what confirming the file would plan; with faults it can't be confirmed."""

    rows: tuple[PlannedRow, ...]
    faults: tuple[Fault, ...]


def plan_preview(region: str, name: str, content: bytes, year: int) -> PlanPreview:
    """读用款计划: a file's rows with what they name in a region's reach, and each cell that is wrong.

    A row names a region, an agency, a fund or a line, by its code or, where only
    one is called so, by its name. Raises `FaultyInput` where the file is no table
    of twelve months.
    """
    reading = plan_rows(Path(name), year, content)
    named = _named(region, [row.name for row in reading.rows])
    rows: list[PlannedRow] = []
    faults = list(reading.faults)
    first: dict[tuple[str, str], PlanRow] = {}
    for row in reading.rows:
        found = named[row.name]
        if len(found) != 1:
            faults.append(_unknown(name, row, len(found)))
            continue
        ((sort, key, called),) = found
        if (sort, key) in first:
            faults.append(_twice(name, row, first[sort, key]))
            continue
        first[sort, key] = row
        rows.append(PlannedRow(sort, key, called, row.plan, row.places))
    return PlanPreview(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.line or 0)))


def rows_of(file: PlanFile) -> PlanPreview:
    """用款计划的各行: as stored where it was confirmed, else as its file is read by now."""
    if file.state != PlanFile.State.CONFIRMED:
        return plan_preview(file.region_id, file.file, bytes(file.content), file.year)
    months: dict[tuple[str, str], list[PlannedMonth]] = defaultdict(list)
    for each in file.months.order_by("pk"):
        months[each.sort, each.key].append(each)
    called = _names_of(months)
    return PlanPreview(
        tuple(
            PlannedRow(
                PlannedMonth.Sort(sort),
                key,
                called[sort, key],
                SpendingPlan(file.year, tuple(each.fen for each in found)),
                tuple(Source(**each.source) for each in found),
            )
            for (sort, key), found in months.items()
        ),
        (),
    )


def _names_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What each (sort, key) of a stored plan is called; the key where nothing is."""
    sorts = PlannedMonth.Sort
    called = {(sort, key): key for sort, key in wanted}
    keys = list(called.values())
    for of, model in ((sorts.REGION, Region), (sorts.HOLDER, Agency)):
        for code, name in model.objects.filter(code__in=keys).values_list("code", "name"):
            if (of.value, code) in called:
                called[of.value, code] = name
    if (sorts.WHOLE.value, "") in called:
        called[sorts.WHOLE.value, ""] = sorts.WHOLE.label
    return called


_Named = tuple[PlannedMonth.Sort, str, str]


def _named(region: str, names: Iterable[str]) -> dict[str, set[_Named]]:
    """All that each name may mean: (sort, key, what it is called)."""
    wanted, sorts = set(names), PlannedMonth.Sort
    found: dict[str, set[_Named]] = defaultdict(set)
    if "" in wanted:
        found[""].add((sorts.WHOLE, "", sorts.WHOLE.label))
    for sort, model in ((sorts.REGION, Region), (sorts.HOLDER, Agency)):
        for code, name in _rows(model, region, wanted):
            for word in {code, name} & wanted:
                found[word].add((sort, code, name))
    for name in wanted:
        if (fund := get(name)) is not None:
            found[name].add((sorts.FUND, fund.name, fund.name))
    digests = {name for name in wanted if len(name) == _KEY and _is_hex(name)}
    for key in numbers_of_keys(digests):
        found[key].add((sorts.LINE, key, key))
    for word, meant in found.items():
        if exact := {each for each in meant if each[1] == word}:
            found[word] = exact
    return defaultdict(set, found)


def _rows(model: type[Region] | type[Agency], region: str, wanted: set[str]) -> list[Any]:
    """The codes and names in the region's reach that are wanted by either."""
    reach = Reach.objects.filter(ancestor_id=region).values("descendant_id")
    within = Q(code__in=reach) if model is Region else Q(region_id__in=reach)
    called = Q(code__in=wanted) | Q(name__in=wanted)
    return list(model.objects.filter(within & called).values_list("code", "name"))


def _is_hex(text: str) -> bool:
    return set(text) <= set("0123456789abcdef")


def _unknown(file: str, row: PlanRow, several: int) -> Fault:
    said = row.name
    if several:
        return _at(row, Fault(Path(file), f"“{said}”有{several}个", "改写代码，指明是哪一个"))
    reason = f"“{said}”不是本区划及以下的区划、单位、指标或资金"
    mend = "写执行进度表中的代码或名称，全部资金写“全部”"
    return _at(row, Fault(Path(file), reason, mend))


def _twice(file: str, row: PlanRow, first: PlanRow) -> Fault:
    reason = f"“{row.name}”与第{first.name_at.line or first.name_at.row}行的“{first.name}”是同一个"
    return _at(row, Fault(Path(file), reason, "合并为一行"))


def _at(row: PlanRow, fault: Fault) -> Fault:
    at = row.name_at
    return replace(fault, line=at.line or at.row, column=NAME, sheet=at.sheet, address=at.address)

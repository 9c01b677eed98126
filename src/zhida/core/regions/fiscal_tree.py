"""财政级次 fiscal tree: who passes money to whom, on a given day.

A budget hangs on the one above it (预算法第三条). That is the administrative
parent, but for what `fiscal_parents.csv` says otherwise: the cities the centre
deals with itself, counties that a province manages, the cities of the Corps.
"""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from zhida.core.regions.region import Region
from zhida.core.regions.tree import _tables, get
from zhida.data import load

CENTRE: Final = Region("100000", "中央", "中央", 0, "")
"""中央: the root. Its code is ours; GB/T 2260 has none for the centre."""

_FIRST, _LAST = datetime.date.min, datetime.date.max
_DAY = datetime.timedelta(days=1)


class FiscalBond(NamedTuple):
    """隶属期间: the days, both included, in which a node hangs on one parent.

    `parent` is the code above, "" for the centre. `status` and `source` speak
    of this bond, not of the place.
    """

    first: datetime.date
    last: datetime.date
    parent: str
    status: str
    source: str


_BY_LAW: Final = ("derived", "预算法第三条：一级政府一级预算，财政上级同行政上级")
_ROOT: Final = FiscalBond(
    _FIRST, _LAST, "", "derived", "预算法第三条：全国预算由中央预算和地方预算组成"
)


def fiscal_parent(region: Region, on_date: datetime.date) -> Region | None:
    """财政上级: who passes money to a region; None for the centre and what isn't in the tree.

    Hong Kong, Macau and Taiwan are not in it, nor is a place before it was made
    or after it was abolished.

    >>> day = datetime.date(2023, 8, 1)
    >>> [fiscal_parent(get(code), day).name for code in ("210200", "659001", "330782")]
    ['中央', '第八师', '浙江省']
    >>> fiscal_parent(get("361130"), day).name, fiscal_parent(get("810000"), day)
    ('上饶市', None)
    """
    period = fiscal_bond(region, on_date)
    return node(period.parent) if period else None


def fiscal_ancestors(region: Region, on_date: datetime.date) -> tuple[Region, ...]:
    """财政上级各级: the nodes above, nearest first; the last one is the centre.

    >>> [each.name for each in fiscal_ancestors(get("659001"), datetime.date(2023, 1, 1))]
    ['第八师', '新疆生产建设兵团', '中央']
    """
    above = fiscal_parent(region, on_date)
    return (above, *fiscal_ancestors(above, on_date)) if above else ()


@lru_cache(maxsize=4096)
def fiscal_children(region: Region, on_date: datetime.date) -> tuple[Region, ...]:
    """财政下级: the nodes straight below, by code, zones last.

    >>> [each.name for each in fiscal_children(get("330200"), datetime.date(2023, 1, 1))][:2]
    ['海曙区', '江北区']
    """
    found = (get(code) for code in _below().get(region.code, ()))
    return tuple(
        each
        for each in found
        if each and (period := fiscal_bond(each, on_date)) and period.parent == region.code
    )


def fiscal_level(region: Region, on_date: datetime.date) -> int | None:
    """财政级次: steps from the centre (0); None for what isn't in the tree that day.

    A province and a 计划单列市 are 1, a county that its province manages is 2.

    >>> [fiscal_level(get(c), datetime.date(2023, 1, 1)) for c in ("440000", "440300", "330782")]
    [1, 1, 2]
    """
    if region.code == CENTRE.code:
        return 0
    return len(fiscal_ancestors(region, on_date)) or None


def is_within_fiscal(region: Region, code: str, on_date: datetime.date) -> bool:
    """Whether a region's money comes through the node of a code, or it is that node.

    >>> day = datetime.date(2023, 1, 1)
    >>> is_within_fiscal(get("210202"), "210200", day), is_within_fiscal(get("210202"), "210000", day)
    (True, False)
    """  # fmt: skip
    return region.code == code or any(
        above.code == code for above in fiscal_ancestors(region, on_date)
    )


def node(code: str) -> Region | None:
    """The region of a code, the centre too."""
    return CENTRE if code == CENTRE.code else get(code)


def fiscal_bond(region: Region, on_date: datetime.date) -> FiscalBond | None:
    """隶属关系: what a region hangs on that day, and how sure that is; None outside the tree.

    >>> fiscal_bond(get("330782"), datetime.date(2023, 1, 1)).status  # 义乌市
    'recalled'
    """
    return next((each for each in periods(region) if each.first <= on_date <= each.last), None)


@lru_cache(maxsize=16384)
def periods(region: Region) -> tuple[FiscalBond, ...]:
    """隶属期间: what a region hung on, in order of time, without overlap.

    Bounded by the days of the region and by those of each parent, so that on
    every day the nodes make one tree.

    >>> [(p.parent, p.first.year) for p in periods(get("410181"))]  # 巩义市
    [('410100', 1), ('410000', 2014)]
    """
    if region.code == CENTRE.code:
        return (_ROOT,)
    first, last = _lifetime().get(region.code, (_FIRST, _LAST))
    found = []
    for bond in _bonds(region):
        above = node(bond.parent)
        for whole in periods(above) if above else ():
            start, end = max(first, bond.first, whole.first), min(last, bond.last, whole.last)
            if start <= end:
                found.append(bond._replace(first=start, last=end))
    return _joined(found)


def _bonds(region: Region) -> list[FiscalBond]:
    """The table's rows, and the administrative parent for the days between them."""
    usual = region.parent or CENTRE.code
    found, start = [], _FIRST
    for row in _exceptions().get(region.code, ()):
        if start < row.first:
            found.append(FiscalBond(start, row.first - _DAY, usual, *_BY_LAW))
        found.append(row)
        if row.last == _LAST:
            return found
        start = row.last + _DAY
    return [*found, FiscalBond(start, _LAST, usual, *_BY_LAW)]


def _joined(found: list[FiscalBond]) -> tuple[FiscalBond, ...]:
    """Neighbours of one bond as one: a parent with two periods itself doesn't split its children."""
    joined: list[FiscalBond] = []
    for each in found:
        if joined and joined[-1].last + _DAY == each.first and joined[-1][2:] == each[2:]:
            each = each._replace(first=joined.pop().first)
        joined.append(each)
    return tuple(joined)


@cache
def _exceptions() -> dict[str, list[FiscalBond]]:
    found: dict[str, list[FiscalBond]] = {}
    for row in sorted(load("fiscal_parents"), key=lambda row: row["from_date"]):
        first = datetime.date.fromisoformat(row["from_date"]) if row["from_date"] else _FIRST
        last = datetime.date.fromisoformat(row["to_date"]) if row["to_date"] else _LAST
        found.setdefault(row["code"], []).append(
            FiscalBond(first, last, row["parent"], row["status"], row["source"])
        )
    return found


@cache
def _below() -> dict[str, tuple[str, ...]]:
    """Every code → the codes that ever hung on it."""
    found: dict[str, set[str]] = {}
    for code in _lifetime():
        region = get(code)
        for period in periods(region) if region else ():
            found.setdefault(period.parent, set()).add(code)
    return {code: tuple(sorted(below, key=lambda c: (len(c), c))) for code, below in found.items()}


@cache
def _lifetime() -> dict[str, tuple[datetime.date, datetime.date]]:
    """Every code of the tables → the first and last day it may have stood for.

    The editions behind the tables lie years apart, so a place that got a new
    code seems to have two for a while. The new one counts: a name means it.
    """
    found: dict[str, tuple[datetime.date, datetime.date]] = {}
    for row in _tables():
        first = datetime.date(int(row["from_year"]), 1, 1) if row["from_year"] else _FIRST
        last = datetime.date(int(row["to_year"]), 12, 31) if row["to_year"] else _LAST
        had = found.get(row["code"], (first, last))
        found[row["code"]] = (min(first, had[0]), max(last, had[1]))
    namesakes: dict[tuple[str, str], list[str]] = {}
    for code in found:
        region = get(code)
        assert region is not None  # the tree is made of the same rows
        namesakes.setdefault((region.parent, region.name), []).append(code)
    for codes in namesakes.values():
        ordered = sorted(codes, key=lambda code: found[code][1])
        for old, new in pairwise(ordered):
            if found[old][0] < found[new][0] <= found[old][1]:
                found[old] = (found[old][0], found[new][0] - _DAY)
    return found

"""区划树 tree: the regions by code, and who lies in whom."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zhida.core.regions.region import Region
from zhida.data import load


@cache
def get(code: str) -> Region | None:
    """The region of a code, also one that has been abolished; None where unknown.

    A code that once had another name gives its latest name.

    >>> get("650103").full_name
    '新疆维吾尔自治区乌鲁木齐市沙依巴克区'
    """
    row = _rows().get(code)
    if row is None:
        return None
    above = get(row["parent"])
    before = above.full_name if above else ""
    if above and row["name"].startswith(above.name):  # 益阳市大通湖管理区 of 益阳市
        before = before.removesuffix(above.name)
    return Region(code, row["name"], before + row["name"], int(row["level"]), row["parent"])


def children(code: str) -> tuple[Region, ...]:
    """下级: the regions and zones straight below one that exist today, zones last.

    >>> [each.name for each in children("440900")][:3]
    ['茂南区', '电白区', '高州市']
    """
    return tuple(found for each in _children().get(code, ()) if (found := get(each)))


def ancestors(region: Region) -> tuple[Region, ...]:
    """上级: the regions above one, nearest first.

    >>> [each.name for each in ancestors(get("361130"))]
    ['上饶市', '江西省']
    """
    above = get(region.parent)
    return (above, *ancestors(above)) if above else ()


def is_within(region: Region, code: str) -> bool:
    """Whether a region lies in the region of a code, or is it."""
    return region.code == code or any(above.code == code for above in ancestors(region))


def is_local(region: Region) -> bool:
    """Whether the code is our own (a zone without one in GB/T 2260)."""
    return len(region.code) == 9


def years(region: Region) -> tuple[int | None, int | None]:
    """存续年份: the widest span of years in which the name may have been in force.

    Known from editions years apart: `from` is the year of the last edition
    without the name, `to` that of the first one again without it; None = open.

    >>> years(get("654203"))  # 沙湾市, a county until 2021
    (2020, None)
    """
    for row in _tables():
        if row["code"] == region.code and row["name"] == region.name:
            return _year(row["from_year"]), _year(row["to_year"])
    return None, None


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def _tables() -> tuple[Mapping[str, str], ...]:
    return load("regions") + load("zones")


@cache
def _rows() -> dict[str, Mapping[str, str]]:
    ordered = sorted(_tables(), key=lambda row: row["to_year"] or "9999")
    return {row["code"]: row for row in ordered}


@cache
def _children() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(_tables(), key=lambda row: (len(row["code"]), row["code"])):
        if not row["to_year"]:
            found.setdefault(row["parent"], []).append(row["code"])
    return found

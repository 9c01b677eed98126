"""名称索引 index: which regions a name may mean, and how well it fits each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from zhida.core.regions import names, zones
from zhida.core.regions.region import Region
from zhida.core.regions.tree import _tables, ancestors, get
from zhida.data import load


class Fit(IntEnum):
    """贴合度: how a name belongs to a region, best first."""

    OFFICIAL = 0  # its official name, alone or with those above it
    ALIAS = 1  # a name from the alias table
    SHORT = 2  # 德宏州, 积石山县
    FORMER = 3  # an official name until some year
    BARE = 4  # 德宏, 茂南: without its kind
    ORDINARY = 5  # bare, and a common word besides (合作, 资源)
    KIND = 6  # 高新区, 城区: any city may have one


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name. `scope` is the code in which alone the name holds, "" = all."""

    fit: Fit
    region: Region
    scope: str = ""


@cache
def index() -> dict[str, tuple[Entry, ...]]:
    """名称索引: every name → its meanings, best fit first."""
    found: dict[str, dict[tuple[str, str], Entry]] = {}
    for name, entry in _entries():
        same = found.setdefault(name, {})
        key = (entry.region.code, entry.region.name)
        if key not in same or entry.fit < same[key].fit:
            same[key] = entry
    return {
        name: tuple(sorted(same.values(), key=lambda e: (e.fit, e.region.level, e.region.code)))
        for name, same in found.items()
    }


def _entries() -> Iterator[tuple[str, Entry]]:
    ordinary = {row["word"] for row in load("ordinary_words")}
    for row in _tables():
        region = get(row["code"])
        assert region is not None  # the tree is made of the same rows
        if row["name"] != region.name:
            yield row["name"], Entry(Fit.FORMER, _renamed(region, row["name"]))
        elif row["to_year"]:
            yield region.name, Entry(Fit.FORMER, region)
        elif row["status"] == "local":
            yield from _zone_entries(region)
        else:
            yield from _official_entries(region, ordinary)
    for row in load("region_aliases"):
        region = get(row["code"])
        if region is None:
            raise ValueError(f"region_aliases.csv：{row['alias']} 的代码 {row['code']} 不存在")
        yield row["alias"], Entry(Fit.ALIAS, region, row["within"])


def _official_entries(region: Region, ordinary: set[str]) -> Iterator[tuple[str, Entry]]:
    brief, stem = names.short(region.name), names.bare(region.name)
    yield region.name, Entry(Fit.KIND if region.name in ordinary else Fit.OFFICIAL, region)
    if brief != region.name:
        yield brief, Entry(Fit.SHORT, region)
    if stem:
        yield stem, Entry(Fit.ORDINARY if stem in ordinary else Fit.BARE, region)
    above = ancestors(region)
    for count in range(1, len(above) + 1):
        chain = "".join(each.name for each in reversed(above[:count]))
        yield chain + region.name, Entry(Fit.OFFICIAL, region)


def _zone_entries(region: Region) -> Iterator[tuple[str, Entry]]:
    above = get(region.parent)
    yield region.name, Entry(Fit.KIND if region.name in zones.kinds() else Fit.OFFICIAL, region)
    if above:
        for name in zones.other_names(region.name, above):
            yield name, Entry(Fit.KIND if name in zones.kinds() else Fit.SHORT, region)
    elif region.name.startswith("新疆"):
        yield region.name.removeprefix("新疆"), Entry(Fit.SHORT, region)


def _renamed(region: Region, name: str) -> Region:
    full = region.full_name.removesuffix(region.name) + name
    return Region(region.code, name, full, region.level, region.parent)

"""机构名称 agencies: the offices that each region customarily has, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhida.core.regions.names import short
from zhida.core.regions.region import Region
from zhida.core.regions.tree import is_local
from zhida.data import load


@dataclass(frozen=True, slots=True)
class Agency:
    """机构: an office of a region by its customary name.

    `name` is as signed (德宏傣族景颇族自治州财政局), `short_name` as printed in
    tables and addresses (德宏州财政局), `relative_name` as said within the region
    (州财政局). `status` is always "derived": the name is made by the rule of
    `source`, a region may call its office otherwise.
    """

    region: str
    kind: str
    name: str
    short_name: str
    relative_name: str
    status: str
    source: str


def agency(region: Region, kind: str) -> Agency | None:
    """机构通名: the office of a kind in a region, None where it customarily has none.

    `kind` is one of `agency_kinds()`, the words of `body_kind`. Raises
    ValueError for another kind.

    >>> from zhida.core.regions.tree import get
    >>> agency(get("650000"), "finance").name, agency(get("533100"), "finance").short_name
    ('新疆维吾尔自治区财政厅', '德宏州财政局')
    >>> [agency(get(code), "finance").relative_name for code in ("650000", "652900", "660000008")]
    ['自治区财政厅', '地区财政局', '师财政局']
    >>> agency(get("652900"), "government").name
    '阿克苏地区行政公署'
    """
    if kind not in agency_kinds():
        raise ValueError(f"没有“{kind}”这一类机构；可用：{'、'.join(agency_kinds())}")
    row = next(row for row in load("agency_names") if row["kind"] == kind and _fits(row, region))
    word, whole = row["word"], row["whole"]
    if not word and not whole:
        return None
    return Agency(
        region=region.code,
        kind=kind,
        name=whole or region.name + word,
        short_name=whole or short(region.name) + word,
        relative_name=whole or _title(region) + word,
        status=row["status"],
        source=row["source"],
    )


def agencies(region: Region) -> tuple[Agency, ...]:
    """各类机构: the offices that a region customarily has, one of each kind, in the table's order.

    >>> from zhida.core.regions.tree import get
    >>> [each.relative_name for each in agencies(get("361130"))][:2]
    ['县财政局', '县医疗保障局']
    """
    return tuple(each for kind in agency_kinds() if (each := agency(region, kind)))


@cache
def agency_kinds() -> tuple[str, ...]:
    """机构类别: the kinds of office that have customary names.

    >>> agency_kinds()[:2]
    ('finance', 'medical_security')
    """
    return tuple(dict.fromkeys(row["kind"] for row in load("agency_names")))


def _fits(row: Mapping[str, str], region: Region) -> bool:
    level = "zone" if is_local(region) else str(region.level)
    return row["level"] in ("", level, str(region.level)) and region.name.endswith(row["ending"])


def _title(region: Region) -> str:
    """What a region calls itself: 自治区, 州, 县; its short name where that has no title."""
    name = short(region.name)
    return next((title for title in _titles() if name.endswith(title)), name)


@cache
def _titles() -> tuple[str, ...]:
    """The words of `relative_places.csv` that end a name themselves, longest first."""
    own = {row["word"] for row in load("relative_places") if row["word"] == row["ending"]}
    return tuple(sorted(own, key=lambda word: (-len(word), word)))

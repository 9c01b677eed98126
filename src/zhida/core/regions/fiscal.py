"""财政区划 fiscal nodes: every holder of a budget, as rows for a database.

The administrative tree says who governs whom; the fiscal one says who passes
money to whom. Both stand in one row, each with its own parent.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhida.core.regions.fiscal_codes import fiscal_code
from zhida.core.regions.fiscal_tree import CENTRE, FiscalBond, periods
from zhida.core.regions.names import short
from zhida.core.regions.region import Region
from zhida.core.regions.tree import _tables, get
from zhida.data import load

_SURENESS = ("attested", "derived", "recalled", "local")


@dataclass(frozen=True, slots=True)
class FiscalNode:
    """财政区划: one node of the fiscal tree, during one span of days.

    A node whose fiscal parent changed has a row for each parent: (`code`,
    `from_date`) is unique, and the spans of one code don't overlap. `code` is
    "100000" for the centre, six digits of GB/T 2260, or nine local digits.
    `fiscal_code` has nine digits. `level` is 0 centre, 1 province, 2 prefecture,
    3 county, as administered. `administrative_parent` is "" for a province,
    `fiscal_parent` "" for the centre alone. `to_date` is the last day, included;
    None = open. `aliases` are former names, names of the alias table that hold
    everywhere, and the short name. `status` is that of the less sure of the
    place and the bond to its fiscal parent: "attested", "derived", "recalled"
    or "local"; `source` names both sources.
    """

    code: str
    fiscal_code: str
    fiscal_code_status: str
    name: str
    full_name: str
    level: int
    administrative_parent: str
    fiscal_parent: str
    from_date: datetime.date | None
    to_date: datetime.date | None
    aliases: tuple[str, ...]
    status: str
    source: str


@cache
def fiscal_nodes() -> tuple[FiscalNode, ...]:
    """财政区划表: every node of every date, parents before children.

    Not in it: what has no place in the central budget (Hong Kong, Macau, Taiwan).

    >>> fiscal_nodes()[0].name, len(fiscal_nodes()) > 3300
    ('中央', True)
    >>> node = next(node for node in fiscal_nodes() if node.code == "440300")
    >>> node.administrative_parent, node.fiscal_parent, node.fiscal_code, node.fiscal_code_status
    ('440000', '100000', '440300000', 'derived')
    """
    regions = {code: region for code in _newest() if (region := get(code)) is not None}
    ordered = sorted(regions.values(), key=lambda each: (each.level, len(each.code), each.code))
    return tuple(
        _node(region, period) for region in (CENTRE, *ordered) for period in periods(region)
    )


def _node(region: Region, period: FiscalBond) -> FiscalNode:
    row = _newest().get(region.code)
    status, source = (row["status"], row["source"]) if row else (period.status, "")
    nine = fiscal_code(region)
    return FiscalNode(
        code=region.code,
        fiscal_code=nine.code,
        fiscal_code_status=nine.status,
        name=region.name,
        full_name=region.full_name,
        level=region.level,
        administrative_parent=region.parent,
        fiscal_parent=period.parent,
        from_date=None if period.first == datetime.date.min else period.first,
        to_date=None if period.last == datetime.date.max else period.last,
        aliases=_aliases(region),
        status=max(status, period.status, key=_SURENESS.index),
        source="；".join(filter(None, (source, f"财政上级——{period.source}"))),
    )


def _aliases(region: Region) -> tuple[str, ...]:
    names = (*_other_names().get(region.code, ()), short(region.name))
    return tuple(dict.fromkeys(name for name in names if name != region.name))


@cache
def _other_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _tables():
        found.setdefault(row["code"], []).append(row["name"])
    for row in load("region_aliases"):
        if not row["within"]:
            found.setdefault(row["code"], []).append(row["alias"])
    return found


@cache
def _newest() -> dict[str, Mapping[str, str]]:
    """Every code → the row of its latest name."""
    return {row["code"]: row for row in sorted(_tables(), key=lambda r: r["to_year"] or "9999")}

"""财政区划 fiscal nodes: every holder of a budget, as rows for a database.

The administrative tree says who governs whom; the fiscal one says who passes
money to whom. Both stand in one row, each with its own parent.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from zhida.core.regions.tree import _tables, get

CENTRE = "100000"
"""中央: the code of the root."""


@dataclass(frozen=True, slots=True)
class FiscalNode:
    """财政区划: one node of the fiscal tree, during one span of days.

    A node whose fiscal parent changed has a row for each parent: (`code`,
    `from_date`) is unique, and the spans of one code don't overlap. `code` is
    "100000" for the centre, six digits of GB/T 2260, or nine local digits.
    `fiscal_code` has nine digits. `fiscal_code_status` and `status` are
    "attested", "recalled", "derived" or "local". `level` is 0 centre,
    1 province, 2 prefecture, 3 county, as administered. `administrative_parent`
    is "" for a province, `fiscal_parent` "" for the centre alone. `to_date` is
    the last day, included; None = open. `aliases` hold former and short names.
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

    >>> fiscal_nodes()[0].name, len(fiscal_nodes()) > 3300
    ('中央', True)
    """
    centre = FiscalNode(
        CENTRE, "100000000", "local", "中央", "中央", 0, "", "", None, None, (), "local",
        "本表自编：中央一级的编码未见公开来源",
    )  # fmt: skip
    codes = sorted({row["code"]: row for row in _tables()}.values(), key=lambda r: int(r["level"]))
    return (centre, *(_node(row["code"]) for row in codes))


def _node(code: str) -> FiscalNode:
    rows = sorted(
        (row for row in _tables() if row["code"] == code), key=lambda r: r["to_year"] or "9999"
    )
    region = get(code)
    assert region is not None  # the tree is made of the same rows
    first, last = rows[0]["from_year"], rows[-1]["to_year"]
    return FiscalNode(
        code,
        code.ljust(9, "0"),
        "local" if len(code) == 9 else "derived",
        region.name,
        region.full_name,
        region.level,
        region.parent,
        region.parent or CENTRE,
        datetime.date(int(first), 1, 1) if first else None,
        datetime.date(int(last), 12, 31) if last else None,
        tuple(row["name"] for row in rows[:-1]),
        rows[-1]["status"],
        rows[-1]["source"],
    )

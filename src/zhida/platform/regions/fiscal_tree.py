"""财政树 fiscal tree: who passes money to whom on a day, as a mapping of codes."""

from __future__ import annotations

import datetime

from django.db import connection

COUNTRY = "100000"
"""全国: the top of the fiscal tree."""

LEVELS = {0: "中央", 1: "省级", 2: "市级", 3: "县级"}
"""级次: the levels of the fiscal tree by number."""


def parents_of(day: datetime.date | None) -> dict[str, str | None]:
    """财政上级: of every region, who passes money to it on a day (None: today's tree)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT region_id, parent_id FROM regions_fiscalparent"
            " WHERE (from_date IS NULL OR from_date <= COALESCE(%(day)s, current_date))"
            " AND (to_date IS NULL OR to_date >= COALESCE(%(day)s, current_date))",
            {"day": day},
        )
        return dict(cursor.fetchall())


def subtree(region: str, parents: dict[str, str | None]) -> dict[str, str | None]:
    """下级区划: a region and all that its money goes down to, each with the one above it.

    The region itself stands at the top, with None.
    """
    below: dict[str, list[str]] = {}
    for code, above in parents.items():
        if above is not None:
            below.setdefault(above, []).append(code)
    found: dict[str, str | None] = {region: None}
    queue = [region]
    for above in queue:
        for code in sorted(below.get(above, ())):
            if code not in found:
                found[code] = above
                queue.append(code)
    return found

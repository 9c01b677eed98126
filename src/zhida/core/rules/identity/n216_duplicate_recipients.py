"""收款单位重复: 同一张分配表中，同一单位同一用途只应有一行。

Rows of one table for the same recipient, or two names of the same place.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import AllocationTable, MeasureKind, Notice, Row
from zhida.core.regions import Region
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.margins import leaves, name_of, row_amount
from zhida.core.rules.places import home, place_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N216",
    name="收款单位重复",
    severity=Severity.WARNING,
    explanation="同一张分配表、同一分组中，同一单位（含同一地区的不同写法）同一用途只应有一行。",
    basis=BY_REGION_AND_PROJECT,
    mend="合并重复行；用途不同的，在表中写明用途。",
    bad="甲县30万元、乙县20万元、甲县30万元",
    good="甲县30万元、乙县20万元",
)


@RULE.check
def duplicate_recipients(notice: Notice) -> Iterator[Finding]:
    """A finding for each recipient that stands in more than one row."""
    here = home(notice)
    for table in notice.allocation:
        groups: dict[object, list[Row]] = {}
        for row in leaves(table):
            groups.setdefault(_identity(table, row, here), []).append(row)
        for rows in groups.values():
            if len(rows) < 2:
                continue
            amounts = [row_amount(table, row) for row in rows]
            equal = len({one.fen if one else None for one in amounts}) == 1
            names = "、".join(f"“{row.recipient}”" for row in rows)
            yield RULE.finding(
                f"{name_of(table)}中{names}是同一单位，出现{len(rows)}次"
                f"{'，金额也相同' if equal else ''}。",
                expected=1,
                found=len(rows),
                sources=tuple(row.source for row in rows),
            )


def _identity(table: AllocationTable, row: Row, here: Region | None) -> object:
    """What makes a row one of its own: place or name, group, and its words.

    市本级 and 市直 are one place but two recipients, so the issuer's own place
    goes by its name.
    """
    words = tuple(
        measure.text
        for measure in row.measures
        if measure.text and table.columns[measure.column].kind is MeasureKind.TEXT
    )
    is_place = row.region is not None and place_of(row.recipient) == row.recipient
    below = row.region is not None and (here is None or row.region.code != here.code)
    unit = row.region.code if row.region is not None and is_place and below else row.recipient
    return unit, row.path, row.parent, words

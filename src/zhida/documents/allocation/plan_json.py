"""方案结果 plan_json: all of a plan's result as JSON, money in fen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from zhida.core.allocation.comparison import Change
from zhida.core.findings import Finding
from zhida.core.provenance import Source
from zhida.documents.allocation.planned import PlannedAllocation

Content = dict[str, object]


def plan_json(
    planned: PlannedAllocation, findings: Sequence[Finding], other: Sequence[Change] = ()
) -> str:
    """The content of `plan_content` as text."""
    content = plan_content(planned, findings, other)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def plan_content(
    planned: PlannedAllocation, findings: Sequence[Finding], other: Sequence[Change] = ()
) -> Content:
    """方案结果: pool, rows with their cells, recipients with their parts, findings. Money in fen."""
    fen, names = planned.unit.fen, [line.name for line in planned.draft.lines]
    margins = planned.allocation.table.margins

    def cells(row: Sequence[int]) -> Content:
        return {name: cell * fen for name, cell in zip(names, row, strict=True)}

    issued = planned.allocation.issued()
    rows = [
        {
            "name": name,
            "parent": None if line.parent is None else planned.names[line.parent],
            "total_fen": line.total * fen,
            "cells_fen": cells(planned.allocation.table.cells[i]),
            "advanced_fen": cells(planned.allocation.advanced[i]),
            "issued_fen": cells(issued[i]),
        }
        for i, (name, line) in enumerate(zip(planned.names, margins.lines, strict=True))
    ]
    return {
        "title": planned.title,
        "year": planned.year,
        "basis": planned.basis,
        "unit_fen": fen,
        "pool": [
            {"name": line.name, "total_fen": column.total * fen, "basis": line.basis}
            for line, column in zip(planned.draft.lines, margins.columns, strict=True)
        ],
        "rows": rows,
        "recipients": _recipients(planned),
        "purposes": _purposes(planned),
        "what_if": [_change(each, 1) for each in other],
        "questions": [
            {
                "code": each.code,
                "severity": each.severity.value,
                "sentence": each.sentence,
                "expected": each.expected,
                "found": each.found,
                "difference": each.difference,
                "basis": each.basis,
                "mend": each.mend,
                "sources": [_place(source) for source in each.sources],
            }
            for each in findings
        ],
    }


def _recipients(planned: PlannedAllocation) -> list[Content]:
    places = planned.ranks()
    changes = {each.name: each for each in planned.compared()}
    found: list[Content] = []
    for i, record in enumerate(planned.recipients.records):
        steps = [
            {
                "name": bar.step.name,
                "fen": bar.amount,
                "basis": bar.step.grounds.basis,
                "note": bar.step.grounds.note,
                "source": _place(bar.step.grounds.sources[i]) if bar.step.grounds.sources else None,
            }
            for bar in planned.waterfall(i)
        ]
        change = changes.get(record.code)
        found.append(
            {
                "name": record.name,
                "rank": places[i],
                "source": _place(planned.recipients.place(record)),
                "steps": steps,
                "last_year": None if change is None else _change(change, planned.unit.fen),
            }
        )
    return found


def _purposes(planned: PlannedAllocation) -> Content | None:
    cube = planned.cube
    if cube is None:
        return None
    fen = planned.unit.fen
    return {
        "names": cube.axes.purposes,
        "cells_fen": [[[n * fen for n in row] for row in line] for line in cube.cells],
        "proved": cube.proved,
        "impossible": cube.impossible,
        "within_unit": cube.within_unit,
        "misses": [
            {
                "name": each.line,
                "purpose": each.purpose,
                "wanted_fen": each.wanted * fen,
                "found_fen": each.found * fen,
            }
            for each in cube.misses
        ],
    }


def _change(each: Change, fen: int) -> Content:
    def money(units: int | None) -> int | None:
        return None if units is None else units * fen

    return {
        "name": each.name,
        "before_fen": money(each.before),
        "now_fen": money(each.now),
        "difference_fen": money(each.difference),
    }


def _place(source: Source) -> Content:
    return {key: value for key, value in asdict(source).items() if value is not None}

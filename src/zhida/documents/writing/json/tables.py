"""附表: the annexes of a notice as JSON: who gets what, forms, targets."""

from __future__ import annotations

from zhida.core.notice import (
    AllocationTable,
    Column,
    Form,
    Indicator,
    Measure,
    PerformanceTable,
    Row,
    Spending,
    Target,
)
from zhida.documents.writing.json.places import Json, amount, place, place_or_null, scalar, stated


def allocation_rows(tables: tuple[AllocationTable, ...]) -> list[Json]:
    """The rows of all allocation tables, one after the other; `parent` indexes this list."""
    rows: list[Json] = []
    for number, table in enumerate(tables, start=1):
        first = len(rows)
        rows.extend(_row(row, table, number, first) for row in table.rows)
    return rows


def allocation_table(table: AllocationTable, number: int) -> Json:
    """What the rows of a table share: its title, unit, columns, codes and remarks."""
    return {
        "table": number,
        "title": table.title or None,
        "label": table.label or None,
        "unit": table.unit.label if table.unit else None,
        "columns": [
            {**_column(column), "role": column.role.value, "parts": list(column.parts)}
            for column in table.columns
        ],
        "codes": [
            {"scheme": each.scheme.value, "code": each.code, "name": each.name or None}
            for each in table.codes
        ],
        "remarks": [each.value for each in table.remarks],
        "place": place(table.source),
    }


def spending(each: Spending) -> Json:
    """A project that the issuer spends on itself."""
    return {
        "name": each.name,
        "purpose": each.purpose,
        **amount(each.amount),
        "place": place(each.source),
    }


def form(each: Form) -> Json:
    """A form to be filled: its columns, what is filled in already, how to file it."""
    return {
        "title": each.title or None,
        "columns": [column.value for column in each.columns],
        "cells": [
            {
                "column": cell.column,
                "printed": cell.printed,
                "fen": cell.amount.fen if cell.amount else None,
                "place": place(cell.source),
            }
            for cell in each.cells
        ],
        "rules": [rule.value for rule in each.rules],
        "label": each.label or None,
        "unit": each.unit.label if each.unit else None,
        "place": place(each.source),
    }


def targets(table: PerformanceTable) -> Json:
    """A performance table: whose goals, with which money, measured by what."""
    amounts: dict[str, Json] = {}
    for line in table.amounts:
        amounts.setdefault(line.kind, amount(line.amount))
    return {
        "scope": stated(table.scope),
        "year": stated(table.year),
        "amounts": amounts,
        "goals": [goal.value for goal in table.goals],
        "indicators": [_indicator(each) for each in table.indicators],
        "title": table.title or None,
        "label": table.label or None,
        "region": table.region.full_name if table.region else None,
        "region_code": table.region.code if table.region else None,
        "template": table.template,
        "header": {name: value.value for name, value in table.header},
        "remarks": [remark.value for remark in table.remarks],
        "place": place(table.source),
    }


def _row(row: Row, table: AllocationTable, number: int, first: int) -> Json:
    return {
        "recipient": row.recipient,
        "region": row.region.full_name if row.region else None,
        "path": list(row.path),
        "kind": row.kind.value,
        "measures": [_measure(each, table.columns[each.column]) for each in row.measures],
        "region_code": row.region.code if row.region else None,
        "table": number,
        "parent": None if row.parent is None else first + row.parent,
        "place": place(row.source),
    }


def _column(column: Column) -> dict[str, Json]:
    return {
        "column": column.header,
        "source": column.funding.value if column.funding else None,
        "budget_kind": column.budget_kind.value if column.budget_kind else None,
        "purpose": column.purpose,
        "kind": column.kind.value,
    }


def _measure(each: Measure, column: Column) -> Json:
    return {
        **_column(column),
        "fen": each.amount.fen if each.amount else None,
        "count": each.count,
        "printed": each.printed,
        "state": each.amount.state.value if each.amount else None,
        "confirmed": each.amount.confirmed if each.amount else True,
        "place": place(each.source),
    }


def _indicator(each: Indicator) -> Json:
    return {
        "level1": each.level1 or None,
        "level2": each.level2 or None,
        "name": each.name,
        "target": _target(each.target),
        "repaired": each.repaired is not None,
        "repair": each.repaired,
        "confirmed": each.confirmed,
        "place": place(each.source),
        "value_place": place_or_null(each.value_source),
    }


def _target(target: Target) -> Json:
    return {
        "kind": target.kind.value,
        "comparator": target.comparator,
        "value": scalar(target.due if target.value is None else target.value),
        "unit": target.unit,
        "text": target.text,
    }

"""转置 turning: a table that has a column for each recipient, turned upright."""

from __future__ import annotations

from zhida.core import regions
from zhida.documents.parsing.allocation.grid import Grid, GridRow, texts
from zhida.documents.parsing.allocation.header import is_total, meaning_of
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of

_LEAST = 2


def upright(grid: Grid) -> Grid:
    """The table with a row for each recipient.

    It is turned where the places stand in its head and no place stands in its
    first column, but sources of money or what money is for.
    """
    if len(grid.rows) < 2 or not _across(grid):
        return grid
    turned: list[GridRow] = [tuple(row[at] for row in grid.rows) for at in range(grid.width)]
    rows = tuple(row for row in turned if any(texts(row)))
    return Grid(rows, len(grid.rows), grid.aligned)


def _across(grid: Grid) -> bool:
    head, *body = (texts(row) for row in grid.rows)
    names = [text for text in head[1:] if text and not is_total(text) and not _is_measure(text)]
    labels = [row[0] for row in body if row[0]]
    if len(names) < _LEAST or not all(map(_is_recipient, names)):
        return False
    return (
        len(labels) == len(body)
        and not any(map(_is_recipient, labels))
        and any(map(_is_measure, labels))
    )


def _is_recipient(text: str) -> bool:
    return regions.is_place_name(text) or regions.body_kind(text) is not None


def _is_measure(text: str) -> bool:
    if is_total(text) or meaning_of(text) in ("serial", "text"):
        return True
    return funding_source_of(text) is not None or budget_kind_of(text) is not None

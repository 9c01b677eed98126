"""版式 layout: where the head of a performance table ends and which column is which."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core import regions
from zhida.documents.parsing.performance.grid import Box, Line, written
from zhida.documents.parsing.performance.vocabulary import Label, label_of, level_of

SUMS = ("合计", "总计", "小计", "全省", "全市", "全县", "全区", "全州")
LEVELS = ("level1", "level2", "level3", "level4")


@dataclass(frozen=True, slots=True)
class Column:
    """列: a column of the indicators. `role` is level1 … level4, nature, value, unit, extra.

    `placed` is false where only the order of the columns is known, not the place.
    """

    role: str
    label: str
    first: int
    last: int
    placed: bool = True
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """版式: rows as indexes from 0.

    The head is rows 0…head, the indicators are rows body…end; between them stand
    the headings of the columns. `stream` is true where every row holds a single
    cell, so that columns say nothing.
    """

    head: int
    body: int
    end: int
    columns: tuple[Column, ...]
    stream: bool


def layout_of(lines: tuple[Line, ...], *, aligned: bool) -> Layout | None:
    """The layout of a performance table; None where a table is none."""
    stream = all(len(written(line)) <= 1 for line in lines)
    found = _headings(lines)
    if found is None:
        start = _first_level(lines)
        return None if start is None else Layout(start, start, _end(lines, start), (), stream)
    head, body = found
    columns = _columns(lines[head:body], aligned=aligned)
    return Layout(head, body, _end(lines, body), columns, stream)


def is_heading_row(line: Line) -> bool:
    """Whether a row is a row of column headings (also one repeated on a new page)."""
    cells = written(line)
    labels = [_heading_label(box) for box in cells]
    known = [label for label in labels if label is not None and label.role == "column"]
    if len(cells) == 1:
        return bool(known) and known[0].detail != "extra"
    named = any(label.detail in LEVELS for label in known)
    others = [box.text for box, label in zip(cells, labels, strict=True) if label is None]
    mostly = len(known) * 2 >= len(cells) or all(map(is_scope, others))
    return named and len(known) >= 2 and mostly


def is_scope(text: str) -> bool:
    """Whether a heading names a place, or the sum of all places.

    >>> is_scope("全州县"), is_scope("合计"), is_scope("备注")
    (True, True, False)
    """
    return text in SUMS or regions.is_place_name(text)


def _heading_label(box: Box) -> Label | None:
    if level_of(box.text):
        return None
    label = label_of(box.text)
    return label if label is not None and label.role in ("column", "side") else None


def _headings(lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """The first row of column headings and the row after the last."""
    place = 0
    while place < len(lines):
        end = place
        details: list[str] = []
        while end < len(lines) and written(lines[end]) and _all_headings(lines[end]):
            details += _details(lines[end])
            end += 1
        if len(details) >= 2 and any(detail in LEVELS for detail in details):
            return place, end
        if is_heading_row(lines[place]) and len(written(lines[place])) > 1:
            return place, place + 1
        place = max(end, place + 1)
    return None


def _all_headings(line: Line) -> bool:
    return all(_heading_label(box) is not None or box.carried for box in written(line))


def _details(line: Line) -> list[str]:
    labels = (_heading_label(box) for box in written(line))
    return [label.detail for label in labels if label is not None and label.role == "column"]


def _columns(rows: tuple[Line, ...], *, aligned: bool) -> tuple[Column, ...]:
    """The columns by the last heading row that names them.

    Headings flattened to several rows keep only their order; the place is known
    for those of the widest row.
    """
    headings = [[box for box in written(row) if not _is_side(box)] for row in rows]
    widest = max(headings, key=len)
    columns: list[Column] = []
    named = {label.detail for box in widest if (label := _heading_label(box)) is not None}
    for row in headings:
        for box in row:
            label = _heading_label(box)
            role = label.detail if label is not None else "extra"
            if len(row) == 1 < len(widest) and role in named:
                continue  # a heading over the whole table, not of a column
            placed = aligned or (row is widest and len(row) > 1)
            columns.append(Column(role, box.text, box.first, box.last, placed, box))
    return _one_each(_lowest(columns) if aligned else columns)


def _lowest(columns: list[Column]) -> list[Column]:
    """The lowest heading of each place; one without a known word keeps the meaning above it."""
    lowest: dict[int, Column] = {}
    for column in columns:
        above = lowest.get(column.first)
        if above is not None and label_of(column.label) is None:
            column = replace(column, role=above.role)
        lowest[column.first] = column
    return [lowest[first] for first in sorted(lowest)]


def _is_side(box: Box) -> bool:
    label = _heading_label(box)
    return label is not None and label.role == "side"


def _one_each(columns: list[Column]) -> tuple[Column, ...]:
    """Each role once; the other columns of a role are extra.

    Where names and values stand twice side by side (实施期, 年度) the last are the
    year's own.
    """
    roles = [column.role for column in columns]
    twice = roles.count("level3") > 1
    result: list[Column] = []
    for place, column in enumerate(columns):
        others = roles[place + 1 :] if twice else roles[:place]
        result.append(replace(column, role="extra") if column.role in others else column)
    return tuple(result)


def _first_level(lines: tuple[Line, ...]) -> int | None:
    """The first row with a heading of indicators, where no row names the columns."""
    return next(
        (
            place
            for place, line in enumerate(lines)
            if any(level_of(box.text) for box in written(line))
        ),
        None,
    )


def _end(lines: tuple[Line, ...], body: int) -> int:
    """The row after the last indicator: remarks, sums of points and signatures follow."""
    for place in range(body, len(lines)):
        cells = written(lines[place])
        label = label_of(cells[0].text) if cells else None
        if label is not None and label.role in ("remark", "foot"):
            return place
    return len(lines)

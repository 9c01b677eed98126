"""单列流 stream: a table of which only the order of the cells is left.

Web pages and word processors give tables away with one cell a line. Rows are
made again from what the cells are: headings, a name, a value, further columns.
"""

from __future__ import annotations

from zhida.documents.parsing.performance.grid import Box, Line
from zhida.documents.parsing.performance.layout import Column
from zhida.documents.parsing.performance.values import is_figure
from zhida.documents.parsing.performance.vocabulary import (
    ends_as_name,
    is_grade,
    label_of,
    level_of,
)

_LONGEST_GRADE = 24


def rows_of_stream(lines: tuple[Line, ...], columns: tuple[Column, ...]) -> tuple[Line, ...]:
    """The rows that a run of single cells spells; empty cells stand for blank values."""
    further = [column for column in columns if column.role in ("extra", "unit")]
    boxes = [box for line in lines for box in line if not _is_side(box)]
    rows: list[Line] = []
    row: list[Box] = []
    name: Box | None = None
    valued = False
    for place, box in enumerate(boxes):
        level = level_of(box.text) is not None
        if name is None:
            starts = level and _is_next_heading(row, box)
        else:
            starts = level or not box.text or not _continues(boxes, place, valued, bool(further))
        if starts:
            rows.append(tuple(row))
            row, name, valued = [], None, False
        if not box.text:
            continue
        if name is not None:
            valued = True
        elif not level:
            name = box
        row.append(box)
    if row:
        rows.append(tuple(row))
    return tuple(rows)


def _is_next_heading(row: list[Box], box: Box) -> bool:
    """Whether a heading ends the headings before it, which then have no indicator."""
    if not row:
        return False
    last, this = level_of(row[-1].text), level_of(box.text)
    if last is None or this is None:
        return False
    return len(row) > 1 or not last.first or not this.second


def _is_side(box: Box) -> bool:
    label = label_of(box.text)
    return label is not None and label.role in ("side", "column")


def _continues(boxes: list[Box], place: int, valued: bool, further: bool) -> bool:
    """Whether a cell behind a name belongs to the name's row."""
    text = boxes[place].text
    if is_figure(text) and not ends_as_name(text):
        return not valued or further
    if valued:
        return False
    if is_grade(text) and not ends_as_name(text):
        return True
    after = boxes[place + 1].text if place + 1 < len(boxes) else ""
    if after and _is_value(after):
        return False
    if len(text) > _LONGEST_GRADE:
        return False
    return not after or level_of(after) is not None or not ends_as_name(text)


def _is_value(text: str) -> bool:
    return is_figure(text) or is_grade(text)

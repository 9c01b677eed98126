"""分配表 allocation: the grid of an allocation table.

Groups are merged cells on the left, a header of several levels is merged
above, sums know the cells they add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhida.core.money import Unit
from zhida.core.notice import AllocationTable, ColumnRole, Measure, MeasureKind, Row
from zhida.core.notice import Column as Measured
from zhida.documents.writing.notice.figures import figure_of, places_of
from zhida.documents.writing.notice.headers import header_boxes
from zhida.documents.writing.notice.layout import Box, Grid
from zhida.documents.writing.notice.wording import Wording

_NAME_WIDTH, _FIGURE_WIDTH, _TEXT_WIDTH = 3.0, 2.0, 3.2


def allocation_grid(table: AllocationTable, wording: Wording) -> Grid:
    """分配表: header, codes and rows of a table as boxes."""
    labels = [_labels(table.rows, at, wording) for at in range(len(table.rows))]
    groups = [each[:-1] for each in labels]
    depth = max(map(len, groups), default=0)
    names = (*(wording.word("allocation", "group"),) * depth, _name_head(table, wording))
    paths = [(name,) for name in names] + [tuple(c.header.split("/")) for c in table.columns]
    head = header_boxes(paths)
    first = max(box.row + box.rows for box in head)
    codes = tuple(_code_rows(table, first, depth + 1, wording))
    first += len({box.row for box in codes})
    widths = (_NAME_WIDTH,) * (depth + 1) + tuple(map(_width, table.columns))
    body = (*_group_boxes(groups, depth, first), *_body(table, first, depth, labels))
    boxes = sorted((*head, *codes, *body), key=lambda box: (box.row, box.column))
    return Grid(tuple(boxes), widths, first)


def _name_head(table: AllocationTable, wording: Wording) -> str:
    recipients = [row for row in table.rows if row.parent is not None or row.region]
    places = recipients and all(row.region for row in recipients)
    return wording.word("allocation", "place" if places else "body")


def _width(column: Measured) -> float:
    return _TEXT_WIDTH if column.kind is MeasureKind.TEXT else _FIGURE_WIDTH


def _labels(rows: Sequence[Row], at: int, wording: Wording) -> tuple[str, ...]:
    """A row's own cells: the groups of its path that no row above it names, and its recipient."""
    above: dict[int, str] = {}
    parent = rows[at].parent
    while parent is not None and parent not in above:
        above[parent] = rows[parent].recipient
        parent = rows[parent].parent
    names = (*(name for name in rows[at].path if name not in above.values()), rows[at].recipient)
    lead = wording.word("allocation", "of_which") if rows[at].of_which else ""
    return (lead + names[0], *names[1:])


def _group_boxes(groups: Sequence[tuple[str, ...]], depth: int, first: int) -> Iterator[Box]:
    """One merged cell for each run of rows that share a group."""
    for level in range(depth):
        at = 0
        while at < len(groups):
            name = groups[at][: level + 1]
            end = at + 1
            while len(name) > level and end < len(groups) and groups[end][: level + 1] == name:
                end += 1
            if len(name) > level:
                yield Box(first + at, level, name[level], rows=end - at)
            at = end


def _body(
    table: AllocationTable, first: int, depth: int, labels: Sequence[tuple[str, ...]]
) -> Iterator[Box]:
    places = [_places(table, at) for at in range(len(table.columns))]
    for at, row in enumerate(table.rows):
        own = len(labels[at]) - 1
        yield Box(first + at, own, labels[at][-1], columns=depth + 1 - own)
        measures = {measure.column: measure for measure in row.measures}
        for number, column in enumerate(table.columns):
            box = Box(first + at, depth + 1 + number, "", left=column.kind is MeasureKind.TEXT)
            measure = measures.get(number)
            if measure is not None:
                unit = column.unit or table.unit or Unit.WAN_YUAN
                box = _figure(box, measure, unit, places[number])
                sums = tuple(_summed(table, at, number, first, depth + 1))
                box = replace(box, sums=sums if box.number else ())
            yield box


def _places(table: AllocationTable, number: int) -> int:
    """The decimals of a column: as many as its finest amount needs."""
    unit = table.columns[number].unit or table.unit or Unit.WAN_YUAN
    cells = (row.measure(number) for row in table.rows)
    return max(
        (places_of(c.amount, unit) for c in cells if c and c.amount and not c.printed), default=0
    )


def _figure(box: Box, measure: Measure, unit: Unit, places: int) -> Box:
    if measure.amount is not None:
        text = figure_of(measure.amount, unit, places)
        number = text if measure.amount.fen is not None else None
        return replace(box, text=text, right=True, number=number)
    if measure.count is not None:
        return replace(box, text=str(measure.count), right=True, number=str(measure.count))
    return replace(box, text=measure.text or measure.printed)


def _summed(
    table: AllocationTable, at: int, number: int, first: int, left: int
) -> Iterator[tuple[int, int]]:
    """The cells that a sum adds up: the rows below it, or the columns beside it."""
    below = [index for index, row in enumerate(table.rows) if row.parent == at]
    column = table.columns[number]
    if below:
        yield from ((first + index, left + number) for index in below)
    elif column.role is ColumnRole.TOTAL:
        yield from ((first + at, left + part) for part in column.parts)


def _code_rows(table: AllocationTable, first: int, names: int, wording: Wording) -> Iterator[Box]:
    """A row for each classification whose codes stand over measure columns."""
    placed = [code for code in table.codes if code.column is not None]
    for offset, scheme in enumerate(dict.fromkeys(code.scheme for code in placed)):
        label = wording.choice("allocation", "codes", scheme.value)
        yield Box(first + offset, 0, label, columns=names, head=True)
        by_column = {code.column: code for code in placed if code.scheme is scheme}
        for number in range(len(table.columns)):
            code = by_column.get(number)
            text = f"{code.code}{code.name}" if code else ""
            yield Box(first + offset, names + number, text, head=True)

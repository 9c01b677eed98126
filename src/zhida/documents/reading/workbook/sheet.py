"""工作表 sheets: a grid of shown values → titles as paragraphs, the rest as tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zhida.documents.errors import OversizeFile
from zhida.documents.reading.builder import Builder, RawCell, RawTable

_LABELLED = re.compile(r"[^:：]{1,12}[:：]|[（(]?\s*20\d\d\s*年度?\s*[）)]?\Z")

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass(slots=True)
class Grid:
    """格网: what a sheet shows: texts by (row, column) from 1, and merged ranges."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)


def add_sheet(grid: Grid, builder: Builder) -> None:
    """Adds the blocks of one sheet.

    Rows of a single filled cell before the first row of two are titles. Empty
    rows part tables only where a title follows them: forms have blank rows.
    """
    rows = _filled(grid)
    for chunk in _chunks(rows):
        titles, body = _parted(chunk, rows)
        for number in titles:
            text = "  ".join(text for _, text in rows[number])
            builder.paragraph(text, sheet=grid.name)
        if body is not None:
            builder.table(_table(grid, rows, *body, builder))


def _filled(grid: Grid) -> dict[int, list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(grid.texts.items()):
        if text.strip():
            rows.setdefault(row, []).append((column, text))
    return rows


def _chunks(rows: dict[int, list[tuple[int, str]]]) -> Iterable[list[int]]:
    """Runs of row numbers; a run begins with a title after empty rows."""
    chunk: list[int] = []
    for number in rows:
        if chunk and number > chunk[-1] + 1 and _is_title(rows[number]):
            yield chunk
            chunk = []
        chunk.append(number)
    if chunk:
        yield chunk


def _is_title(row: list[tuple[int, str]]) -> bool:
    return len(row) == 1 or all(_LABELLED.match(text.strip()) for _, text in row)


def _parted(
    chunk: list[int], rows: dict[int, list[tuple[int, str]]]
) -> tuple[list[int], tuple[int, int] | None]:
    """The title rows, and first and last row of the table under them."""
    first = 0
    while first < len(chunk) and len(rows[chunk[first]]) < 2:
        first += 1
    wider = max((len(rows[number]) for number in chunk), default=0)
    while first < len(chunk) - 1 and wider > 2 and _only_labels(rows[chunk[first]]):
        first += 1
    if first == len(chunk):
        return chunk, None
    return chunk[:first], (chunk[first], chunk[-1])


def _only_labels(row: list[tuple[int, str]]) -> bool:
    """A line such as "填报单位：某局    单位：万元" between title and table."""
    return all(re.match(r"[^:：]{1,12}[:：]\s*\S", text.strip()) for _, text in row)


def _table(
    grid: Grid,
    rows: dict[int, list[tuple[int, str]]],
    first: int,
    last: int,
    builder: Builder,
) -> RawTable:
    inside = [number for number in rows if first <= number <= last]
    left = min(rows[number][0][0] for number in inside)
    right = max(rows[number][-1][0] for number in inside)
    if (last - first + 1) * (right - left + 1) > builder.limits.cells:
        raise OversizeFile(
            builder.file, f"工作表“{grid.name}”范围过大", "请删去表格以外的内容后再读取"
        )
    spans = _spans(grid.merged, (first, left, last, right))
    hidden = {place for span in spans.values() for place in _covered(span)}
    cells = [
        _raw(grid, row, column, first, left, spans.get((row, column)))
        for row in range(first, last + 1)
        for column in range(left, right + 1)
        if (row, column) not in hidden
    ]
    return RawTable(cells, sheet=grid.name)


def _raw(grid: Grid, row: int, column: int, first: int, left: int, span: Range | None) -> RawCell:
    down, across = (1, 1) if span is None else (span[2] - span[0] + 1, span[3] - span[1] + 1)
    text = grid.texts.get((row, column), "")
    address = f"{column_letters(column)}{row}"
    return RawCell(row - first + 1, column - left + 1, text, down, across, address=address)


def _spans(merged: Iterable[Range], bounds: Range) -> dict[tuple[int, int], Range]:
    """Merged ranges clipped to the table, by their top left place."""
    spans: dict[tuple[int, int], Range] = {}
    for top, left, bottom, right in merged:
        if not (bounds[0] <= top <= bounds[2] and bounds[1] <= left <= bounds[3]):
            continue
        clipped = (top, left, min(bottom, bounds[2]), min(right, bounds[3]))
        if clipped[:2] != clipped[2:]:
            spans[top, left] = clipped
    return spans


def _covered(span: Range) -> Iterable[tuple[int, int]]:
    for row in range(span[0], span[2] + 1):
        for column in range(span[1], span[3] + 1):
            if (row, column) != (span[0], span[1]):
                yield row, column


def column_letters(column: int) -> str:
    """The letters of a column as workbooks print them.

    >>> [column_letters(column) for column in (1, 26, 27, 16384)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters

"""表头 headers: the columns of a form, groups joined to the leaves below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zhida.core.provenance import Stated
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import Box, printed, written
from zhida.documents.parsing.performance.grid import Line as Row
from zhida.documents.parsing.values import Value, cell_value

_MOST_ROWS = 4
_LEAST_LINES = 3
_LONGEST = 24
_COUNT = regex.compile(r"(?:\d{1,2}|[A-Z]|[甲乙丙丁]|栏次|行次)(?:\s*=[\dA-Z+\-*/×÷%()]+)?%?$")
_DATE = regex.compile(r"\d{4}[年.\-/]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Headers:
    """表头: the columns by the place of their leaf, and the row below the headings."""

    columns: dict[int, Stated[str]]
    below: int

    def at(self, box: Box) -> str | None:
        """The column in which a cell stands, None outside all of them."""
        for place in range(box.first, box.last + 1):
            if place in self.columns:
                return self.columns[place].value
        return None


def headers_of(lines: tuple[Row, ...], *, aligned: bool) -> Headers:
    """Find the headings of a form. In a flattened table groups can't be placed: leaves only."""
    first = next((at for at, line in enumerate(lines) if len(written(line)) > 1), len(lines))
    below = _below(lines, first, aligned=aligned)
    rows = lines[first:below]
    columns = _joined(rows) if aligned else _leaves(rows)
    while below < len(lines) and is_count_row(lines[below]):
        below += 1
    return Headers(columns, below)


def columns_of_lines(paragraphs: Sequence[Paragraph]) -> tuple[Stated[str], ...]:
    """The headings of a form that was left as one heading a line: its first run of short words.

    Lines that say who fills it in, its unit, and its notes are no headings.
    """
    run: list[Stated[str]] = []
    for paragraph in paragraphs:
        if line_of(paragraph.text) in (Line.OTHER, Line.TITLE) and _is_short(paragraph.text):
            run.append(Stated(printed(paragraph.text), paragraph.source, not paragraph.optical))
        elif len(run) >= _LEAST_LINES:
            break
        else:
            run = []
    return tuple(run) if len(run) >= _LEAST_LINES else ()


def _is_short(text: str) -> bool:
    words = clean(text).text
    return len(words) <= _LONGEST and cell_value(words).kind is Value.WORDS and ":" not in words


def is_count_row(line: Row) -> bool:
    """Whether a row only numbers the columns (1, 2, 3=1+2).

    >>> from zhida.core.provenance import Source
    >>> is_count_row(())
    False
    """
    cells = written(line)
    return len(cells) > 2 and all(_COUNT.match(box.text) for box in cells)


def _below(lines: tuple[Row, ...], first: int, *, aligned: bool) -> int:
    """The first row below the headings."""
    end = first + 1
    while end < min(len(lines), first + _MOST_ROWS):
        above, line = lines[first:end], lines[end]
        covered = aligned and any(box.carried for box in line)
        if not (covered or _open(above, aligned=aligned)) or not _is_heading(line):
            break
        end += 1
    return min(end, len(lines))


def _open(above: tuple[Row, ...], *, aligned: bool) -> bool:
    """Whether the last heading row has groups, so that leaves must follow."""
    if aligned:
        return any(box.last > box.first for box in above[-1] if box.text)
    blanks = [not box.text for box in above[-1]]
    return any(blanks[1:-1])


def _is_heading(line: Row) -> bool:
    cells = [box for box in written(line) if not box.carried]
    if len(cells) < 2 or is_count_row(line):
        return False
    return all(
        cell_value(box.text).kind is Value.WORDS and not _DATE.match(box.text) for box in cells
    )


def _joined(rows: tuple[Row, ...]) -> dict[int, Stated[str]]:
    """Groups and leaves joined by the places that they cover."""
    width = max((box.last for row in rows for box in row), default=0)
    columns: dict[int, Stated[str]] = {}
    seen: set[tuple[int, ...]] = set()
    for place in range(1, width + 1):
        stack: list[Box] = []
        for row in rows:
            box = next((one for one in row if one.first <= place <= one.last and one.text), None)
            if box is not None and all(box.cell is not one.cell for one in stack):
                stack.append(box)
        key = tuple(id(box.cell) for box in stack)
        if stack and key not in seen:
            seen.add(key)
            name = "/".join(box.printed for box in stack)
            columns[place] = Stated(name, stack[-1].source, not stack[-1].cell.optical)
    return columns


def _leaves(rows: tuple[Row, ...]) -> dict[int, Stated[str]]:
    """The lowest heading of every place."""
    columns: dict[int, Stated[str]] = {}
    for row in rows:
        for box in written(row):
            columns[box.first] = Stated(box.printed, box.source, not box.cell.optical)
    return dict(sorted(columns.items()))

"""制表符表格 tab tables: tables flattened to lines of cells parted by TABs.

Two shapes are in use: a row a line, cells parted by TABs; and a cell a line,
each led by a TAB, where a blank line before a TAB begins a new row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.lines import Line, Taken, unmark

_CONTINUES = re.compile(
    r"\s*(?:[（(]|[2-9][、.．]|\d\d[、.．]|[二三四五六七八九十][、.]|目标[2-9]|[，。；、,;])"
)
_NUMBER = re.compile(r"[\s\d.,，%％+\-—]*\Z")
_LONGEST_WRAP = 12
_LONGEST_HEAD = 40
_HEADING = re.compile(r"\s*(?:附\s*[件表]|单位[:：]|[（(]\s*20\d\d|说明|备注|注[:：])|.*表\s*\Z")

Row = list[tuple[int, str]]
"""Cells of one row, each with the number of the line on which it begins."""


def take_tabs(lines: Sequence[Line], start: int) -> Taken:
    """The tab table that begins at `start`, if one does."""
    if "\t" not in lines[start].text:
        return Taken(None, start + 1)
    return _take_stacked(lines, start) or _take_rows(lines, start)


# A cell a line -----------------------------------------------------------------


def _take_stacked(lines: Sequence[Line], start: int) -> Taken | None:
    rows: list[list[tuple[int, list[str]]]] = []
    index, parted = start, True
    while index < len(lines):
        line = lines[index]
        if line.blank and "\t" not in line.text:
            parted = True
        elif _is_stacked_cell(line):
            if parted:
                rows.append([])
            rows[-1].append((line.number, [line.text.strip()]))
            parted = False
        elif "\t" in line.text:
            return None
        else:
            end = _chunk_end(lines, index)
            if parted and not _goes_on(lines, index, end):
                break
            rows[-1][-1][1].extend(lines[place].text.strip() for place in range(index, end))
            index, parted = end, False
            continue
        index += 1
        if len(rows) > _LONGEST_HEAD and not _has_cells(rows[:_LONGEST_HEAD]):
            return None
    if not _has_cells(rows):
        return None
    grid: list[Row] = [[(number, "\n".join(parts)) for number, parts in row] for row in rows]
    return Taken(_table(grid), index)


def _has_cells(rows: Sequence[list[tuple[int, list[str]]]]) -> bool:
    return sum(len(row) > 1 for row in rows) > 1


def _is_stacked_cell(line: Line) -> bool:
    text = line.text.lstrip(" \u3000")
    return text.startswith("\t") and "\t" not in text[1:].strip()


def _chunk_end(lines: Sequence[Line], start: int) -> int:
    end = start
    while end < len(lines) and not lines[end].blank and "\t" not in lines[end].text:
        end += 1
    return end


def _goes_on(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether text after a blank line still belongs to the cell above it."""
    followed = end < len(lines) and "\t" in lines[end].text
    return followed or _CONTINUES.match(lines[start].text) is not None


# A row a line ------------------------------------------------------------------


def _take_rows(lines: Sequence[Line], start: int) -> Taken:
    if _is_indented(lines[start].text.split("\t")):
        return Taken(None, start + 1)
    width = _common_width(lines, start)
    spaced = _is_double_spaced(lines, start)
    rows: list[Row] = []
    index = start
    while index < len(lines):
        line = lines[index]
        if "\t" in line.text:
            rows.append([(line.number, cell) for cell in line.text.split("\t")])
            index += 1
        elif line.blank:
            after = _next_written(lines, index)
            if after is None or "\t" not in lines[after].text:
                break
            if not spaced and lines[after].text.count("\t") + 1 != width:
                break
            index = after
        else:
            end = _wrapped_until(lines, index, rows[-1], width)
            if end is None:
                break
            number, text = rows[-1][-1]
            wrapped = [lines[place].text.strip() for place in range(index, end)]
            rows[-1][-1] = (number, "\n".join([text, *wrapped]))
            index = end
    rows = _joined(rows, width)
    if not _is_table(rows):
        return Taken(None, index if _lists_annexes(rows) else start + 1)
    return Taken(_table(rows), index)


def _common_width(lines: Sequence[Line], start: int) -> int:
    counts: Counter[int] = Counter()
    for line in lines[start : start + 200]:
        if "\t" in line.text:
            counts[line.text.count("\t") + 1] += 1
        elif not line.blank and sum(counts.values()) > 2:
            break
    return counts.most_common(1)[0][0]


def _is_double_spaced(lines: Sequence[Line], start: int) -> bool:
    """Whether a blank line follows each line here, as some converters write."""
    here = lines[start : start + 8]
    return len(here) == 8 and all(
        here[place].blank != here[place + 1].blank for place in range(len(here) - 1)
    )


def _next_written(lines: Sequence[Line], start: int) -> int | None:
    for index in range(start, min(start + 3, len(lines))):
        if not lines[index].blank:
            return index
    return None


def _wrapped_until(lines: Sequence[Line], start: int, row: Row, width: int) -> int | None:
    """Where text without TABs that wraps the last cell of `row` ends; None if it is no wrap."""
    end = _chunk_end(lines, start)
    if end == len(lines) or "\t" not in lines[end].text or end - start > _LONGEST_WRAP:
        return None
    cells = lines[end].text.count("\t") + 1
    if len(row) < width:
        return end if len(row) + cells - 1 == width else None
    whole = len(row) == width == cells and row[-1][1].strip() and end - start == 1
    return end if whole and not _HEADING.match(lines[start].text) else None


def _joined(rows: list[Row], width: int) -> list[Row]:
    """Rows that a line break inside a cell tore in two, made whole."""
    whole: list[Row] = []
    for row in rows:
        if whole and _torn(whole[-1], row, width):
            number, text = whole[-1].pop()
            whole[-1].append((number, f"{text}\n{row[0][1]}"))
            whole[-1].extend(row[1:])
        else:
            whole.append(list(row))
    return whole


def _torn(upper: Row, lower: Row, width: int) -> bool:
    if len(upper) + len(lower) - 1 != width or len(upper) == width or len(lower) == width:
        return False
    end, begin = upper[-1][1], lower[0][1]
    return not _NUMBER.match(end) and not _NUMBER.match(begin)


def _is_indented(cells: Sequence[str]) -> bool:
    """Whether a line with a TAB is only an indented paragraph."""
    return len(cells) <= 2 and sum(1 for cell in cells if cell.strip()) < 2


def _lists_annexes(rows: list[Row]) -> bool:
    return rows[0][0][1].strip().startswith("附件") and max(map(len, rows)) == 2


def _is_table(rows: list[Row]) -> bool:
    if _lists_annexes(rows):
        return False
    if len(rows) == 1:
        cells = [cell.strip() for _, cell in rows[0] if cell.strip()]
        return len(cells) > 2 and not all(cell.endswith((":", "：", "_")) for cell in cells)
    return sum(_written(row) > 1 for row in rows) > 1 or max(map(len, rows)) > 2


def _written(row: Row) -> int:
    return sum(1 for _, cell in row if cell.strip())


def _table(rows: list[Row]) -> RawTable:
    cells = [
        RawCell(place, column, unmark(text), line=number)
        for place, row in enumerate(rows, start=1)
        for column, (number, text) in enumerate(row, start=1)
    ]
    return RawTable(cells, aligned=False, line=cells[0].line)

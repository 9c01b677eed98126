"""竖线表格 pipe tables: rows whose cells are parted by "|" or by drawn lines.

Markdown leads and ends each row with a pipe; other converters only end each
cell with one, and begin a new line after a blank cell. Old plain texts draw
the grid itself (│ ├ ┼ or + and -).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.lines import Line, Taken, is_table_rule, unmark

_DRAWN = str.maketrans(dict.fromkeys("│┃║｜┆┊╎╏", "|"))
_RULE = re.compile(r"[\s|:+\-=─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┿╂—]*\Z")
_GRID = re.compile(r"\s*[+┌├└┏┣┗╔╠╚┠]")
_ESCAPED = "\ue000"
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_LONGEST_CELL = 30

Row = list[tuple[int, str]]


def take_pipes(lines: Sequence[Line], start: int) -> Taken:
    """The pipe table that begins at `start`, if one does."""
    if not _has_pipe(lines[start]) and not _is_grid_rule(lines[start]):
        return Taken(None, start + 1)
    end = _run_end(lines, start)
    run = [Line(line.number, line.text.translate(_DRAWN)) for line in lines[start:end]]
    written = [line for line in run if not line.blank]
    if any(_is_grid_rule(line) for line in written):
        rows = _drawn_rows(written)
    elif all(line.text.lstrip().startswith("|") for line in written):
        rows = _marked_rows(written)
    else:
        rows = _ended_rows(written)
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return Taken(None, end)
    return Taken(_table(rows), end)


def _has_pipe(line: Line) -> bool:
    return "|" in line.text or any(mark in line.text for mark in "│┃║｜")


def _is_grid_rule(line: Line) -> bool:
    text = line.text
    return bool(_GRID.match(text)) and len(text.strip()) > 2 and bool(_RULE.match(text))


def _run_end(lines: Sequence[Line], start: int) -> int:
    """The index after the last line of the run that begins at `start`."""
    index, end = start, start
    while index < len(lines):
        line = lines[index]
        if line.blank:
            after = index + 1
            if after >= len(lines) or not _has_pipe(lines[after]) or _opens(lines, after):
                break
        elif not _has_pipe(line) and not _is_grid_rule(line):
            closing = _closing(lines, index)
            if closing is None or _ended(lines[index - 1]):
                break
            index = closing
            continue
        else:
            end = index + 1
        index += 1
    return end


def _opens(lines: Sequence[Line], index: int) -> bool:
    """Whether a markdown table of its own begins at `index`."""
    return index + 1 < len(lines) and is_table_rule(lines[index + 1].text)


def _ended(line: Line) -> bool:
    return line.text.translate(_DRAWN).rstrip().endswith("|")


def _closing(lines: Sequence[Line], start: int) -> int | None:
    """The line that ends the cell of which the text at `start` is a part."""
    for index in range(start, min(start + _LONGEST_CELL, len(lines))):
        if lines[index].blank:
            return None
        if _has_pipe(lines[index]):
            return index if _ended(lines[index]) else None
    return None


def _split(text: str) -> list[str]:
    return [part.replace(_ESCAPED, "|") for part in text.replace("\\|", _ESCAPED).split("|")]


def _marked_rows(lines: Sequence[Line]) -> list[Row]:
    """Rows that begin (and mostly end) with a pipe."""
    rows: list[Row] = []
    for line in lines:
        text = line.text.strip()
        if is_table_rule(text) or (_RULE.match(text) and "-" in text):
            continue
        body = text[1:-1] if len(text) > 1 and text.endswith("|") else text[1:]
        rows.append([(line.number, cell) for cell in _split(body)])
    return rows


def _ended_rows(lines: Sequence[Line]) -> list[Row]:
    """Rows whose cells each end with a pipe; torn rows are put together by their width."""
    pieces: list[Row] = []
    opened = False
    for line in lines:
        text = line.text.strip()
        if is_table_rule(text):
            continue
        closed = text.endswith("|")
        cells = _split(text[:-1] if closed else text)
        if opened:
            number, before = pieces[-1].pop()
            pieces[-1].append((number, f"{before}\n{cells[0]}"))
            pieces[-1].extend((line.number, cell) for cell in cells[1:])
        else:
            pieces.append([(line.number, cell) for cell in cells])
        opened = not closed and _mostly_closed(lines)
    return _by_width(pieces)


def _mostly_closed(lines: Sequence[Line]) -> bool:
    return sum(line.text.rstrip().endswith("|") for line in lines) * 2 > len(lines)


def _by_width(pieces: list[Row]) -> list[Row]:
    width = Counter(map(len, pieces)).most_common(1)[0][0]
    width = max(width, len(pieces[0]))
    rows: list[Row] = []
    for piece in pieces:
        begins_blank = not piece[0][1].strip()
        if rows and begins_blank and len(rows[-1]) + len(piece) <= width and len(rows[-1]) < width:
            rows[-1].extend(piece)
        else:
            rows.append(list(piece))
    return rows


def _drawn_rows(lines: Sequence[Line]) -> list[Row]:
    """Rows between drawn rules: lines between two rules are one row."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if _RULE.match(line.text) and _is_grid_rule(line):
            groups.append([])
        else:
            groups[-1].append(line)
    rules = sum(_is_grid_rule(line) for line in lines)
    if rules <= 3 and max(map(len, groups)) > 2:
        return [row for group in groups for row in _marked_rows(group)]
    return [_stacked(group) for group in groups if group]


def _stacked(group: Sequence[Line]) -> Row:
    rows = _marked_rows(group)
    width = max(map(len, rows), default=0)
    return [
        (group[0].number, "\n".join(row[place][1].strip() for row in rows if place < len(row)))
        for place in range(width)
    ]


def _table(rows: list[Row]) -> RawTable:
    cells = [
        RawCell(place, column, _plain(text), line=number)
        for place, row in enumerate(rows, start=1)
        for column, (number, text) in enumerate(row, start=1)
    ]
    return RawTable(cells, aligned=False, line=cells[0].line)


def _plain(text: str) -> str:
    text = unmark(text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda match: match.group(1) or match.group(2), text)
    return text.strip()

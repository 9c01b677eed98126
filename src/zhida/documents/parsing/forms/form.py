"""跟踪反馈表 form: told from other tables, and read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zhida.core.money import Amount, Unit
from zhida.core.notice import FilledCell, Form
from zhida.core.provenance import Source, Stated
from zhida.data import load
from zhida.documents.blocks import Paragraph, Table
from zhida.documents.parsing.forms.headers import Headers, columns_of_lines, headers_of
from zhida.documents.parsing.forms.notes import is_note, rules_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import Box, Line, lines_of, written
from zhida.documents.parsing.segments import Segment
from zhida.documents.parsing.values import Value, amount_of, cell_value, unit_in

_LEAST_COLUMNS = 4
_MOSTLY_BLANK = 3


def is_form(segment: Segment, table: Table | None) -> bool:
    """Whether a part of a notice is a form: by its title, or by rows left blank.

    Without a table the title must say so: of some forms only the notes are left.
    """
    title = segment.title.value if segment.title is not None else ""
    if any(word in title for word in _words("not_title")):
        return False
    if any(word in title for word in _words("title")):
        return True
    return table is not None and not title and _is_blank(table)


def read_form(segment: Segment, table: Table | None) -> Form:
    """Read a form: its columns, what the issuer filled in, and the notes on filing it."""
    unit = _unit(segment, table)
    columns: tuple[Stated[str], ...] = ()
    cells: tuple[FilledCell, ...] = ()
    notes: list[Stated[str]] = []
    if table is None:
        columns = columns_of_lines(segment.paragraphs)
    else:
        lines = lines_of(table)
        foot = next((at for at, line in enumerate(lines) if _is_note_row(line)), len(lines))
        headers = headers_of(lines[:foot], aligned=table.aligned)
        columns = tuple(headers.columns.values())
        cells = tuple(_filled(lines[headers.below : foot], headers, unit))
        notes = [_row_text(line) for line in lines[foot:] if written(line)]
    notes += [
        Stated(paragraph.text, paragraph.source, not paragraph.optical)
        for paragraph in segment.paragraphs
    ]
    title = segment.title.value if segment.title is not None else ""
    return Form(
        title, segment.label, unit, columns, cells, rules_of(notes), _source(segment, table)
    )


def _is_blank(table: Table) -> bool:
    """Several columns and almost no cell filled below them."""
    lines = lines_of(table)
    headers = headers_of(lines, aligned=table.aligned)
    below = [box for line in lines[headers.below :] for box in line if not box.carried]
    filled = [box for box in below if box.text and not _is_serial(box, headers)]
    return len(headers.columns) >= _LEAST_COLUMNS and len(filled) * _MOSTLY_BLANK < len(below)


def _is_note_row(line: Line) -> bool:
    cells = written(line)
    return bool(cells) and is_note(cells[0].cell.text)


def _row_text(line: Line) -> Stated[str]:
    """The text of a row of notes; the place is exact where one cell holds it all."""
    cells = [box for box in written(line) if not box.carried] or list(written(line))
    if len(cells) == 1:
        return Stated(cells[0].cell.text, cells[0].source, not cells[0].cell.optical)
    text = "".join(box.printed for box in cells)
    return Stated(text, cells[0].source, not any(box.cell.optical for box in cells))


def _filled(rows: tuple[Line, ...], headers: Headers, unit: Unit | None) -> Iterator[FilledCell]:
    for line in rows:
        for box in written(line):
            column = headers.at(box)
            if box.carried or column is None or _is_serial(box, headers):
                continue
            yield FilledCell(column, box.printed, box.source, _amount(box, column, unit))


def _is_serial(box: Box, headers: Headers) -> bool:
    column = headers.at(box)
    return column is not None and clean(column).text in _words("serial")


def _amount(box: Box, column: str, unit: Unit | None) -> Amount | None:
    """The amount of a filled cell: a figure with a unit of money, its own or the table's."""
    value = cell_value(box.cell.text)
    own = unit_in(column) or unit
    if value.kind is not Value.FIGURE or (value.unit and not value.unit.endswith("元")):
        return None
    if not value.unit and (own is None or not _is_money(column)):
        return None
    return amount_of(value, own or Unit.YUAN, box.source, confirmed=not box.cell.optical)


def _is_money(column: str) -> bool:
    return any(word in column for word in _words("money"))


def _unit(segment: Segment, table: Table | None) -> Unit | None:
    lines = [*segment.heading, *segment.paragraphs]
    stated = next((unit for line in lines if (unit := _unit_of(line))), None)
    if stated is not None or table is None:
        return stated
    return next((unit for cell in table.cells if (unit := unit_in(cell.text))), None)


def _unit_of(line: Paragraph) -> Unit | None:
    return unit_in(line.text) if "单位" in clean(line.text).text else None


def _source(segment: Segment, table: Table | None) -> Source:
    if table is not None:
        return table.source
    if segment.title is not None:
        return segment.title.source
    return next((line.source for line in (*segment.heading, *segment.paragraphs)), Source(""))


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in load("form_words") if row["kind"] == kind)

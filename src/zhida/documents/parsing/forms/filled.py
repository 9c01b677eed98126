"""读回 filled: a filled form read back into the value that it was written from.

Columns are found by their heads: a form whose columns were moved is still read right,
and each moved column is a finding with its cell and what to do.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.figures import Figure, FigureState
from zhida.core.findings import Finding
from zhida.core.forms.faults import fault
from zhida.core.forms.form import Cell, FormTable
from zhida.core.forms.shapes import FormShape, words_of
from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Document, Paragraph, Table
from zhida.documents.parsing.forms.around import Above, Below, above, below, day_of
from zhida.documents.parsing.forms.columns import Matched, match, moved, title_words
from zhida.documents.parsing.forms.filled_cells import empty_cell, read_cell
from zhida.documents.parsing.forms.headers import headers_of
from zhida.documents.parsing.performance.grid import Box, Line, lines_of, written

NO_DAY = datetime.date.min
"""The date of a form that tells none; there is a finding then."""


@dataclass(frozen=True, slots=True)
class Filled:
    """读回的报表: the form, None where the file has none that is known, and what is wrong."""

    form: FormTable | None
    findings: tuple[Finding, ...] = ()

    @property
    def to_be_filled(self) -> bool:
        """待填表样: whether nobody said what was paid, whatever the issuer filled in before."""
        return self.form is not None and all(
            isinstance(cell, Figure) and cell.state is FigureState.BLANK
            for row in self.form.rows
            for cell, column in zip(row, self.form.columns, strict=True)
            if column.key in _FILLED
        )


_FILLED = frozenset({"paid", "executed", "period_paid"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with its heads and rows, and the lines around it."""

    table: Table
    heads: dict[int, Stated[str]]
    rows: tuple[Line, ...]
    feet: tuple[str, ...]


def read_filled(document: Document) -> Filled:
    """读回报表: the first known form of a document."""
    parts = [_part(table) for table in document.tables]
    after = below([*_texts_after(document), *(foot for part in parts for foot in part.feet)])
    for at, part in enumerate(parts):
        before = _texts_before(document, part.table)
        title = above(before, ()).title
        matched = match(part.heads, after.kind, title) or match(part.heads)
        if matched is not None:
            head = above(before, matched.shape.fields)
            return _form(matched, parts[at:], head, after, part.table.source)
    return Filled(None)


def _form(
    matched: Matched, parts: Sequence[_Part], head: Above, foot: Below, where: Source
) -> Filled:
    shape = matched.shape
    words = {**title_words(shape, head.title), **matched.words}
    columns = shape.form_columns(words)
    unit = head.unit or shape.unit
    findings = [*_layout(matched), *_told(shape, head, where)]
    rows: list[tuple[Cell, ...]] = []
    total: tuple[Cell, ...] | None = None
    for line in _rows(matched, parts):
        cells = [_at(line, matched.places.get(each.key)) for each in columns]
        read = [
            read_cell(box, column, unit) if box is not None else (empty_cell(column), None)
            for box, column in zip(cells, columns, strict=True)
        ]
        findings += [found for _, found in read if found is not None]
        row = tuple(cell for cell, _ in read)
        if _is_total(line):
            total = row
        else:
            rows.append(row)
    filed = next((day_of(value) for name, value in head.fields.items() if "日期" in name), None)
    form = FormTable(
        shape.kind,
        head.title,
        foot.owner,
        unit,
        foot.as_of or filed or NO_DAY,
        columns,
        tuple(rows),
        total,
        tuple((label, head.fields.get(label, "")) for label in shape.fields),
        foot.notes,
        foot.signatures,
        foot.name,
    )
    return Filled(form, tuple(findings))


def _layout(matched: Matched) -> Iterator[Finding]:
    """移位、缺栏、多栏."""
    for each, other, source in moved(matched):
        order = [column.key for column in matched.shape.columns]
        side = "之前" if order.index(each.key) < order.index(other.key) else "之后"
        yield fault(
            "F101",
            f"“{each.header[-1]}”应在“{other.header[-1]}”{side}，"
            f"现在第{matched.places[each.key]}列。",
            expected=order.index(each.key) + 1,
            found=matched.places[each.key],
            sources=(source,),
        )
    first = next(iter(matched.heads.values())).source
    for column in matched.shape.columns:
        if column.key not in matched.places:
            yield fault("F102", f"缺少“{column.header[-1]}”一栏。", sources=(first,))
    for head in matched.others:
        yield fault("F103", f"“{head.value}”不是本表的栏目。", sources=(head.source,))


def _told(shape: FormShape, head: Above, where: Source) -> Iterator[Finding]:
    if head.unit is None:
        yield fault(
            "F105", f"没有写明计量单位，按本表的“{shape.unit.label}”读取。", sources=(where,)
        )
    elif head.unit is not shape.unit:
        yield fault(
            "F105",
            f"计量单位为“{head.unit.label}”，本表应为“{shape.unit.label}”。",
            expected=shape.unit.label,
            found=head.unit.label,
            sources=(where,),
        )
    for label in shape.fields:
        if label.endswith("日期") and not head.fields.get(label):
            yield fault("F106", f"没有填写“{label}”。", sources=(where,))


def _rows(matched: Matched, parts: Sequence[_Part]) -> Iterator[Line]:
    """The rows of the form's table and of those that go on with it on further pages."""
    for at, part in enumerate(parts):
        if at and not _goes_on(matched, part):
            break
        for line in part.rows:
            if any(written(line)):
                yield line


def _goes_on(matched: Matched, part: _Part) -> bool:
    return [each.value for each in part.heads.values()] == [
        each.value for each in matched.heads.values()
    ]


def _part(table: Table) -> _Part:
    lines = lines_of(table)
    headers = headers_of(lines, aligned=table.aligned)
    body = lines[headers.below :]
    end = next((at for at, line in enumerate(body) if _is_foot(line, headers.columns)), len(body))
    feet = tuple(box.cell.text for line in body[end:] for box in written(line) if not box.carried)
    return _Part(table, headers.columns, body[:end], feet)


def _is_foot(line: Line, heads: dict[int, Stated[str]]) -> bool:
    """A row of one cell over all columns, as a workbook has it below its table."""
    cells = written(line)
    return len(cells) == 1 and cells[0].first == 1 and cells[0].last >= max(heads, default=1) > 1


def _at(line: Line, place: int | None) -> Box | None:
    if place is None:
        return None
    return next((box for box in line if box.first <= place <= box.last), None)


def _is_total(line: Line) -> bool:
    cells = written(line)
    return bool(cells) and "".join(cells[0].text.split()) in (*words_of("total"), "总计")


def _texts_before(document: Document, table: Table) -> list[str]:
    """The lines between a table and the one before it."""
    lines: list[str] = []
    for block in document.blocks:
        if block is table:
            break
        if isinstance(block, Table):
            lines = []
        elif isinstance(block, Paragraph):
            lines += block.text.split("\n")
    return lines


def _texts_after(document: Document) -> list[str]:
    first = next(
        (at for at, block in enumerate(document.blocks) if isinstance(block, Table)),
        len(document.blocks),
    )
    return [
        line
        for block in document.blocks[first:]
        if isinstance(block, Paragraph)
        for line in block.text.split("\n")
    ]

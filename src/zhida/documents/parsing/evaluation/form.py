"""自评表 form: the tables of a file become self-evaluation forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path

from zhida.core.money import Unit
from zhida.core.performance.evaluation import Entry, FieldEntry, SelfEvaluation
from zhida.core.provenance import Stated
from zhida.documents.blocks import Document, Paragraph, Table
from zhida.documents.parsing.evaluation.columns import columns_in
from zhida.documents.parsing.evaluation.foot import Foot
from zhida.documents.parsing.evaluation.head import Head
from zhida.documents.parsing.evaluation.rows import Body, end_of, read_rows
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import lines_of, printed
from zhida.documents.parsing.performance.head import HeadField
from zhida.documents.parsing.performance.layout import Layout, layout_of
from zhida.documents.parsing.performance.scope import year_of
from zhida.documents.parsing.performance.vocabulary import label_of
from zhida.documents.parsing.values import unit_in
from zhida.documents.reading import read_document


class NoSelfEvaluation(ValueError):
    """没有自评表: the file holds no filled self-evaluation. The message says what was sought."""


@dataclass(slots=True)
class _Piece:
    """One form while its tables are gathered: what stands above, the tables, what below."""

    above: list[Paragraph]
    table: Table
    below: list[Paragraph] = field(default_factory=list)


def read_self_evaluations(path: str | PathLike[str]) -> tuple[SelfEvaluation, ...]:
    """读自评表: every filled form of a file (docx, xlsx, PDF, web page, text).

    Raises `UnreadableFile` for a file that can't be read, `NoSelfEvaluation` for one
    without such a form. What a form says wrongly raises nothing: see `recompute`.
    """
    return self_evaluations_in(read_document(Path(path)))


def self_evaluations_in(document: Document) -> tuple[SelfEvaluation, ...]:
    """读自评表: every filled form of a document that was read, in order."""
    forms = tuple(_form(piece) for piece in _pieces(document))
    if not forms:
        raise NoSelfEvaluation(
            f"{document.file}里没有找到绩效自评表：没有哪个表有“全年执行数”或“全年实际完成值”一栏。"
            "请确认文件；单元格散成一行一个的文本请改用原来的docx、xlsx或PDF"
        )
    return forms


def _pieces(document: Document) -> Iterator[_Piece]:
    """The tables of each form with the lines around them; a table cut by a page is one."""
    above: list[Paragraph] = []
    current: _Piece | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above.append(block)
            continue
        if _begins_form(block):
            if current is not None:
                yield current
            current, above = _Piece(above, block), []
        elif current is not None and _goes_on(current.table, block):
            current.table, above = _joined(current.table, block), []
        else:
            above = []
            continue
    if current is not None:
        current.below = above
        yield current


def _begins_form(table: Table) -> bool:
    """Whether a table has the head of the money, or that of the reached values with no money."""
    lines = lines_of(table)
    for line in lines:
        found = columns_in("money", line)
        if "budget" in found and "executed" in found:
            return True
    layout = layout_of(lines, aligned=table.aligned)
    if layout is None or not layout.head:
        return False  # the rows of a page after the first, their heads repeated
    heads = lines[layout.head : layout.body]
    return any("actual" in columns_in("rows", line) for line in heads)


def _goes_on(above: Table, table: Table) -> bool:
    return above.aligned is table.aligned


def _joined(above: Table, table: Table) -> Table:
    down = max((cell.row + cell.row_span - 1 for cell in above.cells), default=0)
    moved = (replace(cell, row=cell.row + down) for cell in table.cells)
    return replace(above, cells=(*above.cells, *moved))


def _form(piece: _Piece) -> SelfEvaluation:
    table = piece.table
    lines = lines_of(table)
    layout = layout_of(lines, aligned=table.aligned)
    layout = layout or Layout(len(lines), len(lines), len(lines), (), False)
    head = Head(unit=_unit_above(piece.above), fields=list(_blank_fields(piece.above)))
    for line in lines[: layout.head]:
        head.read(line)
    titles = (*_titles(piece.above), *head.titles)
    year = _year(titles, head)
    end = end_of(lines, layout)
    body = read_rows(lines, replace(layout, end=end), year, aligned=table.aligned)
    foot = Foot()
    for line in lines[end:]:
        foot.read(line, body.columns)
    return _filled(head, body, foot, titles, year, piece)


def _filled(
    head: Head,
    body: Body,
    foot: Foot,
    titles: tuple[Stated[str], ...],
    year: int | None,
    piece: _Piece,
) -> SelfEvaluation:
    return SelfEvaluation(
        _title(titles),
        year,
        head.unit or Unit.WAN_YUAN,
        tuple(head.fields),
        tuple(head.money),
        tuple(head.management),
        tuple(head.goals),
        body.rows,
        foot.total,
        foot.grade,
        foot.statement,
        tuple(printed(each.text) for each in piece.below if each.text.strip()),
        head.scored or body.scored,
        source=piece.table.source,
    )


def _blank_fields(above: list[Paragraph]) -> Iterator[FieldEntry]:
    """The fields that nobody filled at the head of a sheet: a line of a label alone is no table."""
    for each in above:
        label = label_of(clean(each.text).text.strip())
        if label is not None and label.role == "field" and not label.rest:
            told = printed(each.text).strip().rstrip(":：")
            yield FieldEntry(label.detail, told, Entry(source=each.source))


def _titles(above: list[Paragraph]) -> tuple[Stated[str], ...]:
    texts = ((printed(each.text).strip("#*|｜ "), each) for each in above)
    return tuple(Stated(text, each.source, not each.optical) for text, each in texts if text)


def _title(titles: tuple[Stated[str], ...]) -> str:
    named = [each.value for each in titles if "自评" in each.value]
    named += [each.value for each in titles if "绩效" in each.value or each.value.endswith("表")]
    return named[0] if named else ""


def _year(titles: tuple[Stated[str], ...], head: Head) -> int | None:
    fields = tuple(
        HeadField(each.key, each.label, Stated(each.value.value, each.value.source))
        for each in head.fields
        if each.value.value is not None and each.value.source is not None
    )
    found = year_of(titles, fields)
    return found.value if found else None


def _unit_above(above: list[Paragraph]) -> Unit | None:
    return next((unit for each in above if (unit := unit_in(each.text))), None)

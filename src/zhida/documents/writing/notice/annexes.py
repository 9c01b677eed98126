"""附件 annexes: which tables stand in which annex, and what stands above and below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.core.notice import AllocationTable, Form, Notice, PerformanceTable
from zhida.documents.writing.notice.allocation import allocation_grid
from zhida.documents.writing.notice.fitting import (
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    fitted_grid,
    title_lines,
)
from zhida.documents.writing.notice.forms import form_grid, form_rules
from zhida.documents.writing.notice.layout import Annex, Grid, Line, Piece, Style
from zhida.documents.writing.notice.looks import ANNEX_TITLE_SIZE
from zhida.documents.writing.notice.performance import performance_grid
from zhida.documents.writing.notice.wording import Wording

_WIDE = 7  # columns that a standing page still holds
_LEAST_SIZE = 10.5  # points; a page is turned before figures become smaller


def annexes_of(notice: Notice, wording: Wording) -> tuple[Annex, ...]:
    """附件: every table of a notice as an annex, in the order of their labels."""
    tables = [
        *(allocation_annex(each, wording) for each in notice.allocation),
        *(performance_annex(each, wording) for each in notice.targets),
        *(_form(each, wording) for each in notice.forms),
    ]
    attached = (*notice.attachments.found, *notice.attachments.listed)
    order = [(each.label, each.title) for each in attached]
    place = {key: at for at, key in reversed(list(enumerate(order)))}
    labels = {each.label: at for at, each in reversed(list(enumerate(attached))) if each.label}
    return tuple(
        sorted(
            tables,
            key=lambda annex: place.get(
                (annex.label, annex.title), labels.get(annex.label, len(order))
            ),
        )
    )


def allocation_annex(table: AllocationTable, wording: Wording) -> Annex:
    """分配表: an allocation table as an annex."""
    title = table.title or wording.word("allocation", "title")
    pieces: list[Piece] = [*_unit(table, wording), allocation_grid(table, wording)]
    pieces += (Line(Style.REMARK, remark.value) for remark in table.remarks)
    return _turned(Annex(table.label, title, tuple(pieces)), wording)


def performance_annex(table: PerformanceTable, wording: Wording) -> Annex:
    """绩效目标表: a performance table as an annex."""
    title = table.title or wording.word("performance", "title")
    pieces: list[Piece] = []
    year = wording.word("performance", "year").format(year=table.year.value) if table.year else ""
    known = {value.value for _, value in table.header}
    scope = table.scope.value if table.scope and table.scope.value not in known else ""
    if year or scope:
        pieces.append(Line(Style.SUBTITLE, f"{year}{scope}"))
    pieces.append(performance_grid(table, wording))
    pieces += (Line(Style.REMARK, remark.value) for remark in table.remarks)
    return _turned(Annex(table.label, title, tuple(pieces)), wording)


def _form(form: Form, wording: Wording) -> Annex:
    title = form.title or wording.word("form", "title")
    pieces: list[Piece] = [*_unit(form, wording)]
    if form.columns:
        pieces.append(form_grid(form))
    pieces += (Line(Style.REMARK, rule) for rule in form_rules(form, wording))
    return _turned(Annex(form.label, title, tuple(pieces)), wording)


def _unit(table: AllocationTable | Form, wording: Wording) -> Iterator[Line]:
    """单位: as the table states it; one that was only inferred is not printed."""
    if table.unit is not None and not getattr(table, "unit_inferred", False):
        pattern = wording.word("allocation", "unit")
        yield Line(Style.UNIT, pattern.format(unit=table.unit.label))


def _turned(annex: Annex, wording: Wording) -> Annex:
    """The annex with its tables fitted to the page, which lies where they are wide."""
    grids = [piece for piece in annex.pieces if isinstance(piece, Grid)]
    wide = any(
        grid.width > _WIDE or fitted_grid(grid, TEXT_WIDTH).size < _LEAST_SIZE for grid in grids
    )
    width = WIDE_TEXT_WIDTH if wide else TEXT_WIDTH
    pieces = tuple(
        fitted_grid(piece, width) if isinstance(piece, Grid) else piece for piece in annex.pieces
    )
    title = "\n".join(title_lines(annex.title, width / ANNEX_TITLE_SIZE, wording.unbroken))
    return replace(annex, title=title, pieces=pieces, landscape=wide)

"""版式文档 pdf: an issued notice by GB/T 9704-2012, set by Typst.

The words of a notice go to Typst as JSON, never as markup. The same notice, set
with the same fonts, gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import ceil
from pathlib import Path
from threading import Lock

import typst

from zhida.documents.whole_rows import WHOLE_ROWS
from zhida.documents.writing.notice.fitting import CELL_INSET, breadths, length
from zhida.documents.writing.notice.layout import Annex, Box, Grid, Issue, Line, Style
from zhida.documents.writing.notice.looks import (
    MARGINS,
    NUMBER_BELOW,
    NUMBER_SIZE,
    PAPER,
    RED,
    SHEETS,
    SIZE,
    TABLE_LEADING,
    Face,
    Look,
    head_lines,
    looks_of,
)
from zhida.documents.writing.notice.pdf.typefaces import TypefaceError, Typefaces

__all__ = ["TypefaceError", "pdf_bytes"]

_SOURCE = (Path(__file__).parent / "issue.typ").read_bytes()
_TOGETHER = 6  # rows of one merged cell that a page end doesn't part
_PAGE: dict[str, object] = {
    "paper": PAPER,
    "margins": MARGINS,
    "number": {"face": Face.NUMBER, "size": NUMBER_SIZE, "below": NUMBER_BELOW},
    "size": SIZE,
    "red": RED,
    "inset": CELL_INSET,
    "together": _TOGETHER,
    "kinds": {
        "head": {"face": Face.HEADING, "side": "center"},
        "left": {"face": Face.BODY, "side": "left"},
        "right": {"face": Face.BODY, "side": "right"},
        "centre": {"face": Face.BODY, "side": "center"},
    },
}
_TALL = 300.0  # points: what a row may need and still stand whole below a head on any page
_LOOSE_PITCH = 1.25  # of a line that keeps no pitch, to its size


def pdf_bytes(issue: Issue, title: str, fonts: Path | None = None) -> bytes:
    """版式文档: an issue as PDF. `fonts` is a folder with an office's own typefaces.

    Raises `TypefaceError` where there is no Chinese typeface.
    """
    with _ONE_AT_A_TIME:
        compiler, faces = _compiler(fonts)
        grids = [each for annex in issue.annexes for each in annex.pieces if isinstance(each, Grid)]
        tall = any(_tall_rows(grid) for grid in grids)
        content = _PAGE | {
            "title": title,
            "keywords": [] if tall else [WHOLE_ROWS],
            "faces": faces,
            "letter": list(_lines(issue.letter)),
            "annexes": [_annex(each) for each in issue.annexes],
            "imprint": list(_lines(issue.imprint)),
            "mark": list(_lines((Line(Style.MARK, issue.mark),) if issue.mark else ())),
        }
        inputs = {"issue": json.dumps(content, ensure_ascii=False)}
        made = compiler.compile(_SOURCE, format="pdf", sys_inputs=inputs, pdf_tags=False)
    assert isinstance(made, bytes)
    return made


_ONE_AT_A_TIME = Lock()  # a compiler is not to be shared between threads at one time


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> tuple[typst.Compiler, dict[str, dict[str, object]]]:
    """The compiler, which keeps the fonts it has loaded, and the faces found."""
    found = Typefaces(folder)
    return typst.Compiler(_SOURCE, font_paths=found.fonts), found.faces()


def _annex(annex: Annex) -> dict[str, object]:
    pieces: list[dict[str, object]] = [*_lines(head_lines(annex))]
    for piece in annex.pieces:
        pieces += [_grid(piece)] if isinstance(piece, Grid) else _lines((piece,))
    return {"landscape": annex.landscape, "paper": SHEETS[annex.paper], "pieces": pieces}


def _lines(lines: Sequence[Line]) -> Iterator[dict[str, object]]:
    for line, look in looks_of(lines):
        yield _line(line.text, look)


def _line(text: str, look: Look) -> dict[str, object]:
    return {
        "text": text,
        "face": look.face,
        "size": look.size,
        "pitch": look.pitch or _LOOSE_PITCH * look.size,
        "tracking": look.tracking,
        "align": look.align,
        "first": look.first,
        "left": look.left,
        "right": look.right,
        "before": look.before,
        "after": look.after,
        "red": look.red,
        "above": look.rule_above,
        "below": look.rule_below,
        "next": look.with_next,
    }


def _grid(grid: Grid) -> dict[str, object]:
    tall = _tall_rows(grid)
    return {
        "size": grid.size,
        "pitch": TABLE_LEADING * grid.size,
        "widths": grid.widths,
        "head": grid.head_rows,
        "boxes": [_box(box, grid, tall) for box in grid.boxes],
    }


def _box(box: Box, grid: Grid, tall: AbstractSet[int]) -> dict[str, object]:
    room = _room(box, grid)
    return {
        "x": box.column,
        "y": box.row,
        "columns": box.columns,
        "rows": box.rows,
        "tall": not tall.isdisjoint(range(box.row, box.row + box.rows)),
        "kind": box.look,
        "lines": [_pieces(line, room / grid.size) for line in box.text.split("\n")],
    }


def _room(box: Box, grid: Grid) -> float:
    """The width of a cell's text, in points."""
    return sum(grid.widths[box.column : box.column + box.columns]) - 2 * CELL_INSET


def _tall_rows(grid: Grid) -> set[int]:
    """The rows that a page end may part."""
    return {
        row
        for box in grid.boxes
        if _is_tall(box, grid)
        for row in range(box.row, box.row + box.rows)
    }


def _is_tall(box: Box, grid: Grid) -> bool:
    """Whether a cell's text may not fit on a page."""
    most = max(1.0, _room(box, grid) / grid.size - 1)  # a line may end a hanzi early
    lines = sum(max(1, ceil(length(line) / most)) for line in box.text.split("\n"))
    return lines * TABLE_LEADING * grid.size > _TALL


def _pieces(line: str, room: float) -> list[str]:
    """A line's text, in one piece unless a word of it is longer than the room."""
    if all(wide <= room for wide in breadths(line)):
        return [line] if line else []
    return list(line)

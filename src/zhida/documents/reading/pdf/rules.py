"""Ruling lines of a PDF page: thin boxes and straight strokes among its paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from zhida.documents.reading.page.grid import Rule
from zhida.documents.reading.pdf.glyphs import Turn

_THIN = 3.0
_SHORT = 2.0
_SLANT = 1.0
_DEEPEST = 8

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]


def rules_of(page: pypdfium2.PdfPage, turn: Turn, most: int) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and vertical lines of a page in points, of at most `most` paths."""
    across: list[Rule] = []
    down: list[Rule] = []
    for drawn, (path, matrix) in enumerate(_paths(page, None, (1, 0, 0, 1, 0, 0), 0)):
        if drawn >= most:
            break
        stroked, filled = _draw_mode(path)
        for outline in _outlines(path, matrix, turn):
            if stroked:
                for first, second in pairwise(outline):
                    _add_stroke(first, second, across, down)
            elif filled:
                _add_box(outline, across, down)
    return across, down


def _paths(
    parent: pypdfium2.PdfPage, form: object, matrix: Matrix, depth: int
) -> Iterator[tuple[object, Matrix]]:
    if form is None:
        count, get, owner = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, parent
    else:
        count, get, owner = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, form
    for index in range(max(0, count(owner))):
        item = get(owner, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix(item), matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(parent, item, _times(_matrix(item), matrix), depth + 1)


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    u, v, w, x, y, z = outer
    return (
        a * u + b * w,
        a * v + b * x,
        c * u + d * w,
        c * v + d * x,
        e * u + f * w + y,
        e * v + f * x + z,
    )


def _draw_mode(path: object) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value), fill.value != pdfium.FPDF_FILLMODE_NONE


def _outlines(path: object, matrix: Matrix, turn: Turn) -> Iterator[list[Point]]:
    """The parts of a path as corner points on the page; curves part it."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(outline) > 1:
                yield outline
            outline = [point]
        else:
            outline.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(outline) > 1:
            yield [*outline, outline[0]]
            outline = [outline[0]]
    if len(outline) > 1:
        yield outline


def _add_stroke(first: Point, second: Point, across: list[Rule], down: list[Rule]) -> None:
    wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
    if high <= _SLANT and wide >= _SHORT:
        middle = (first[1] + second[1]) / 2
        across.append(Rule(middle, min(first[0], second[0]), max(first[0], second[0])))
    elif wide <= _SLANT and high >= _SHORT:
        middle = (first[0] + second[0]) / 2
        down.append(Rule(middle, min(first[1], second[1]), max(first[1], second[1])))


def _add_box(outline: Sequence[Point], across: list[Rule], down: list[Rule]) -> None:
    """A filled box is a line where it is thin; a wide one is a ground of colour."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 <= _THIN and x1 - x0 > y1 - y0:
        across.append(Rule((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= _THIN and y1 - y0 > x1 - x0:
        down.append(Rule((x0 + x1) / 2, y0, y1))

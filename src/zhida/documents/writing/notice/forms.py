"""跟踪反馈表 forms: the grid of a form that the receiver fills in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.notice import FilledCell, Form
from zhida.documents.writing.notice.headers import header_boxes
from zhida.documents.writing.notice.layout import Box, Grid
from zhida.documents.writing.notice.wording import Wording

_BLANK_ROWS = 3


def form_grid(form: Form) -> Grid:
    """跟踪反馈表: the columns, what the issuer filled in, and rows left blank."""
    names = [column.value for column in form.columns]
    head = header_boxes([tuple(name.split("/")) for name in names])
    first = max((box.row + box.rows for box in head), default=0)
    filled = _rows(form.cells)
    rows = [*filled, *({} for _ in range(_BLANK_ROWS if not filled else 0))]
    body = (
        Box(first + at, place, row.get(name, ""), left=True)
        for at, row in enumerate(rows)
        for place, name in enumerate(names)
    )
    return Grid((*head, *body), (1.0,) * len(names), first)


def form_rules(form: Form, wording: Wording) -> Iterator[str]:
    """The notes below a form, the first behind the word 说明."""
    for number, rule in enumerate(form.rules, 1):
        lead = wording.word("form", "notes") if number == 1 else ""
        yield f"{lead}{rule.value}"


def _rows(cells: Sequence[FilledCell]) -> list[dict[str, str]]:
    """Cells by row: those of one printed row, a column that comes again begins the next."""
    rows: list[dict[str, str]] = []
    last: int | None = None
    for cell in cells:
        if not rows or cell.column in rows[-1] or cell.source.row != last:
            rows.append({})
        rows[-1][cell.column] = cell.printed
        last = cell.source.row
    return rows

"""Rows and merged cells that a page end cut in two, made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhida.documents.reading.page.cells import PageCell
from zhida.documents.reading.page.line import SPARE, begins_item, glued, lead_width

_FIGURE = re.compile(r"[\s\d.,，%％+\-—/≥≤＞＜><]*(?:万元|元|亿元|次|个|人|家)?\Z")
_LONGEST_LABEL = 16
_TALL = 3

Pair = tuple[PageCell, PageCell]


def bridged(
    above: Sequence[PageCell], below: Sequence[PageCell], rows: int, *, whole: bool = False
) -> list[PageCell]:
    """The cells of both parts of a table whose upper part has `rows` rows.

    A row whose text runs on under the page end is one row: all its cells are
    joined. Else an empty cell at the top is the rest of the merged cell above
    it, where one of the two spans several rows or the upper one is a label.

    Where the file says that its rows are `whole` (`documents.whole_rows`), nothing was
    cut but merged cells of many rows, of which one part spans several.
    """
    pairs = _pairs(above, below, rows)
    if whole:
        spanning = [pair for pair in pairs if pair[0].row_span > 1 or pair[1].row_span > 1]
        return [*above, *_merged_joined(spanning, below)]
    if _is_cut(pairs, below, rows):
        return [*above, *_row_joined(pairs, below)]
    return [*above, *_merged_joined(pairs, below)]


def _pairs(above: Sequence[PageCell], below: Sequence[PageCell], rows: int) -> list[Pair]:
    """Cells that face each other over the page end."""
    last = {
        (cell.column, cell.column_span): cell
        for cell in above
        if cell.row + cell.row_span - 1 == rows
    }
    top = (cell for cell in below if cell.row == rows + 1)
    faced = ((last.get((cell.column, cell.column_span)), cell) for cell in top)
    return [(upper, lower) for upper, lower in faced if upper is not None]


def _is_cut(pairs: Sequence[Pair], below: Sequence[PageCell], rows: int) -> bool:
    """Whether the page end cut a row: text of the upper part runs on in the lower one."""
    top = [cell for cell in below if cell.row == rows + 1]
    if len(pairs) != len(top):
        return False
    both = [pair for pair in pairs if pair[0].text and pair[1].text]
    single = [pair for pair in pairs if pair[0].row_span == 1 and pair[1].row_span == 1]
    if any(lower.text and not upper.text for upper, lower in single):
        return False  # the words of a cell that was cut begin above the cut
    plain = [pair for pair in both if pair in single]
    written = [cell for cell in top if cell.text]
    if len(written) == 1 and len(both) == 1 and len(pairs) > 1 and _is_long(both[0][0]):
        return any(upper.text for upper, lower in pairs if not lower.text)
    if _ends_early(plain):
        return False
    return bool(plain) and all(_runs_on(upper, lower) for upper, lower in plain)


def _ends_early(plain: Sequence[Pair]) -> bool:
    """Whether a text above ends lines before the page does: nothing of it was cut off."""
    lines = [upper.lines for upper, _ in plain]
    return len(lines) > 1 and max(lines) - min(lines) >= _TALL


def _is_long(cell: PageCell) -> bool:
    return cell.lines >= _TALL


def _runs_on(upper: PageCell, lower: PageCell) -> bool:
    full = lead_width(lower.text) > upper.room - SPARE
    return full and not begins_item(lower.text) and _FIGURE.match(upper.text) is None


def _row_joined(pairs: Sequence[Pair], below: Sequence[PageCell]) -> list[PageCell]:
    """The lower part without its first row, which goes to the upper cells."""
    taken = {id(lower) for _, lower in pairs}
    for upper, lower in pairs:
        if lower.text:
            runs_on = upper.text and _runs_on(upper, lower)
            upper.text = (
                glued(upper.text, lower.text) if runs_on else f"{upper.text}\n{lower.text}".strip()
            )
            upper.lines, upper.room = upper.lines + lower.lines, lower.room
        upper.row_span += lower.row_span - 1
    rest = [cell for cell in below if id(cell) not in taken]
    for cell in rest:
        cell.row -= 1
    return rest


def _merged_joined(pairs: Sequence[Pair], below: Sequence[PageCell]) -> list[PageCell]:
    """The lower part without the cells that are the rest of cells above."""
    taken: set[int] = set()
    for place, (upper, lower) in enumerate(pairs):
        if not upper.text and lower.text and _is_label_below(upper, lower, pairs[place + 1 :]):
            upper.row_span, upper.text = upper.row_span + lower.row_span, lower.text
            taken.add(id(lower))
            continue
        if not upper.text or (lower.text and not _is_stack(upper, lower)):
            continue
        spans = upper.row_span > 1 or lower.row_span > 1
        if spans or _is_label(upper, pairs[place + 1 :]):
            upper.row_span += lower.row_span
            upper.text = f"{upper.text}\n{lower.text}".strip()
            taken.add(id(lower))
    return [cell for cell in below if id(cell) not in taken]


def _is_stack(upper: PageCell, lower: PageCell) -> bool:
    """Whether a merged label goes on: a unit in brackets, or single characters one above another."""
    if upper.row_span == 1 and lower.row_span == 1:
        return False
    stacked = upper.lines == len("".join(upper.text.split())) and len(lower.text) == lower.lines
    return lower.text.startswith(("（", "(")) or stacked


def _is_label_below(upper: PageCell, lower: PageCell, right: Sequence[Pair]) -> bool:
    """Whether the name of a merged cell had no room above the page end and stands below it."""
    spans = upper.row_span > 1 or lower.row_span > 1
    return spans and lower.lines > 1 and _is_label(lower, right)


def _is_label(upper: PageCell, right: Sequence[Pair]) -> bool:
    """Whether an empty cell under `upper` is merged with it: a short name with data beside both."""
    short = len(upper.text) <= _LONGEST_LABEL and _FIGURE.match(upper.text) is None
    beside = [(first, second) for first, second in right if first.text and second.text]
    return short and bool(beside)

"""Pages put together: blocks in reading order, what page ends cut made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from zhida.core.provenance import Box
from zhida.documents.blocks import Page
from zhida.documents.reading.builder import Builder, RawTable
from zhida.documents.reading.lines import is_page_number
from zhida.documents.reading.page.columns import Row, take_columns
from zhida.documents.reading.page.line import Line, glued
from zhida.documents.reading.page.paragraphs import Margins, Passage, margins_of, passages, run_over
from zhida.documents.reading.page.tables import PageTable, continues, joined, raw_table

_PAGE_OF = re.compile(r"\s*(?:第\s*\d+\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|\d{1,3})\s*\Z")
_MARGIN = 0.08
_PITCH = 1.8  # of lines, to their size, where a page doesn't show it

Item: TypeAlias = Passage | PageTable | RawTable


@dataclass(slots=True)
class PageParts:
    """What stands on a page: lines of text in parts, and ruled tables, with places in its units.

    `original` gives a box on the page as it was scanned for one on the page made level.
    """

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    optical: bool = False
    original: Callable[[Box], Box] | None = None


def add_pages(pages: Iterable[PageParts], builder: Builder, *, whole: bool = False) -> None:
    """Adds the blocks of pages in order; paragraphs and tables run over page ends.

    `whole` says that no page end cuts a row of a table (`documents.whole_rows`).
    """
    last: tuple[Item, PageParts] | None = None
    margins: Margins | None = None
    for page in pages:
        builder.pages.append(Page(page.number, page.width, page.height))
        rows = _without_page_number(page)
        margins = _margins(page, rows) or margins
        items = _items(page, rows, margins)
        if last is not None and items:
            merged = _over_page_end(last[0], items[0], whole=whole)
            if merged is not None:
                last = (merged, last[1])
                items = items[1:]
        for item in items:
            if last is not None:
                _add(*last, builder)
            last = (item, page)
    if last is not None:
        _add(*last, builder)


def _over_page_end(upper: Item, lower: Item, *, whole: bool) -> Item | None:
    """The two as one where the second is the rest of the first."""
    if isinstance(upper, PageTable) and isinstance(lower, PageTable):
        return joined(upper, lower, whole=whole) if continues(upper, lower) else None
    if isinstance(upper, Passage) and isinstance(lower, Passage) and run_over(upper, lower):
        upper.text = glued(upper.text, lower.text)
        upper.room = lower.room
        return upper
    return None


def _margins(page: PageParts, rows: Sequence[Row]) -> Margins | None:
    """The margins of a page's text; those of its widest table where the text shows none."""
    lines = [_whole(row) for row in rows]
    found = margins_of(lines, page.width)
    if found is not None or not page.tables or not lines:
        return found
    widest = max(page.tables, key=lambda table: table.xs[-1] - table.xs[0])
    left, right = widest.xs[0] * page.width, widest.xs[-1] * page.width
    return Margins(left, right, _PITCH * lines[-1].size)


def _items(page: PageParts, rows: Sequence[Row], margins: Margins | None) -> list[Item]:
    """The blocks of one page from top to bottom.

    `margins` are those of the page, or of the one before where it shows none.
    """
    items: list[Item] = []
    tables = sorted(page.tables, key=lambda table: table.top)
    index = 0
    for table in [*tables, None]:
        end = index
        limit = table.top * page.height if table is not None else float("inf")
        while end < len(rows) and _middle(rows[end]) < limit:
            end += 1
        items.extend(_text_items(rows[index:end], margins))
        index = end
        if table is not None:
            items.append(table)
    return items


def _text_items(rows: Sequence[Row], margins: Margins | None) -> list[Item]:
    """Paragraphs, and the tables without lines among them."""
    items: list[Item] = []
    waiting: list[Line] = []
    index = 0
    while index < len(rows):
        taken = take_columns(rows, index)
        if taken is None:
            waiting.append(_whole(rows[index]))
            index += 1
            continue
        items.extend(passages(waiting, margins))
        waiting = []
        items.append(taken[0])
        index = taken[1]
    items.extend(passages(waiting, margins))
    return items


def _middle(row: Row) -> float:
    return (row[0].y0 + row[0].y1) / 2


def _whole(row: Row) -> Line:
    """The parts of a line as one, held apart by blanks."""
    if len(row) == 1:
        return row[0]
    return Line(
        "  ".join(part.text for part in row),
        row[0].x0,
        min(part.y0 for part in row),
        row[-1].x1,
        max(part.y1 for part in row),
        row[0].size,
    )


def _without_page_number(page: PageParts) -> list[Row]:
    rows = [row for row in page.rows if row]
    return [row for row in rows if not _is_page_number(row, page)]


def _is_page_number(row: Row, page: PageParts) -> bool:
    if len(row) != 1:
        return False
    text = row[0].text
    marginal = row[0].y0 > (1 - _MARGIN) * page.height or row[0].y1 < _MARGIN * page.height
    return is_page_number(text) or (marginal and _PAGE_OF.match(text) is not None)


def _add(item: Item, page: PageParts, builder: Builder) -> None:
    if isinstance(item, PageTable):
        builder.table(raw_table(item))
    elif isinstance(item, RawTable):
        item.page = page.number
        builder.table(item)
    else:
        box = (
            item.x0 / page.width,
            item.y0 / page.height,
            item.x1 / page.width,
            item.y1 / page.height,
        )
        sides = [round(min(1.0, max(0.0, side)), 5) for side in box]
        place = (sides[0], sides[1], sides[2], sides[3])
        builder.paragraph(
            item.text,
            page=page.number,
            box=page.original(place) if page.original is not None else place,
            optical=page.optical,
        )

"""网址 addresses: where a notice, and the place in it that printed a figure, is opened."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from zhida.core.provenance import Source
from zhida.platform.notices.models import Document


def notice_url(notice: Document | int) -> str:
    """通知网址: the notice beside what was read of it."""
    return reverse("notice", args=[notice.pk if isinstance(notice, Document) else notice])


def cell_url(notice: Document | int, source: Source) -> str:
    """单元格网址: opens the notice with the place boxed that printed a figure.

    For every page that shows a printed figure: `Cell(fen, cell_url(document, share.sources[0]))`,
    `Origin(place=source.describe(), place_href=cell_url(document, source))`. `notice` is the
    document or its key, `source` a place in one of its files; a place that the page doesn't
    show opens the closest one around it. Asks the database nothing.
    """
    place = {
        "file": source.file,
        "block": source.block,
        "row": source.row,
        "column": source.column,
    }
    query = urlencode({name: value for name, value in place.items() if value is not None})
    number = notice.pk if isinstance(notice, Document) else notice
    return f"{reverse('notice-cell', args=[number])}?{query}"


def place_of(stored: dict[str, object]) -> Source:
    """出处: of a place as `zhida check --json` and the stored notice write it."""
    names = ("block", "page", "sheet", "table", "row", "column", "line", "address")
    known = {name: stored.get(name) for name in names}
    return Source(str(stored["file"]), **known)  # type: ignore[arg-type]

"""行 rows: who stands in a row, under which groups, with which cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhida.documents.parsing.allocation.columns import Layout
from zhida.documents.parsing.allocation.grid import Grid, GridRow, Place
from zhida.documents.parsing.allocation.header import Header, is_total
from zhida.documents.parsing.allocation.projects import same_recipient, settle_projects
from zhida.documents.parsing.allocation.raw import RawRow, cells_of

_NOTE = re.compile(r"(?:备\s*注|注|说明)\s*(?:[:]|$)")
_OF_WHICH = re.compile(r"其\s*中\s*[:]?")
_NUMBERING = re.compile(
    r"(?P<mark>[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[、.．](?!\d)|\(\d{1,2}\))\s*"
)


@dataclass(frozen=True, slots=True)
class Body:
    """表体: the rows, and the remarks that stand in rows of their own."""

    rows: tuple[RawRow, ...]
    remarks: tuple[Place, ...]


def body_of(grid: Grid, header: Header, layout: Layout) -> Body:
    """Read the rows; a row that names nobody goes on with the row above or is dropped."""
    rows: list[RawRow] = []
    remarks: list[Place] = []
    groups: tuple[str, ...] = ()
    for printed in header.body:
        leading = _leading(printed, layout, grid.aligned)
        first = next((place for place in leading if place is not None and place.text), None)
        if (first is not None and _NOTE.match(first.text)) or _is_remark(printed, leading):
            remarks.extend(_origins(printed))
            continue
        if first is None:
            rows.extend(same_recipient(printed, layout, rows[-1:]))
            continue
        row, groups = _row(leading, groups)
        row.mark = row.mark or _serial_mark(printed, layout)
        if grid.aligned or _fits(printed, layout):
            row.cells = cells_of(printed, layout)
        else:
            row.run = _run(printed, leading)
            row.cells = {}
        rows.append(row)
    if layout.project is not None:
        settle_projects(rows, layout.measures.index(layout.project))
    return Body(tuple(rows), tuple(remarks))


def _origins(row: GridRow) -> list[Place]:
    return [place for place in row if place is not None and place.origin and place.text]


def _is_remark(row: GridRow, leading: list[Place | None]) -> bool:
    """A long sentence alone in its row is a remark, not a recipient."""
    filled = _origins(row)
    return len(filled) == 1 and len(filled[0].text) > 30 and not filled[0].is_figure


def _leading(row: GridRow, layout: Layout, aligned: bool) -> list[Place | None]:
    """The places that name the recipient: the name columns, or all before the first figure."""
    if aligned:
        return [row[column] for column in layout.names]
    leading: list[Place | None] = []
    for column, place in enumerate(row):
        if column == layout.serial and not _names(place):
            continue
        if layout.measures and column >= layout.measures[0] and _fits(row, layout):
            break
        if place is not None and place.is_figure:
            if column == 0 and len(row) > 2:
                continue
            break
        leading.append(place)
    while leading and (leading[-1] is None or not leading[-1].text):
        leading.pop()
    return leading


def _row(leading: list[Place | None], above: tuple[str, ...]) -> tuple[RawRow, tuple[str, ...]]:
    """The row's label and groups; blanks on the left go on with the groups above."""
    labels: list[str] = []
    last: Place | None = None
    inner = of_which = False
    for depth, place in enumerate(leading):
        text = place.text if place is not None else ""
        if not text:
            inner = inner or depth == 0
            text = above[depth] if inner and depth < len(above) else ""
        elif place is not None:
            last = place
        bare, found = _OF_WHICH.subn("", text, count=1) if text else ("", 0)
        of_which = of_which or bool(found)
        labels.append("其中:" if found and not bare else bare)
    assert last is not None
    named = [label for label in labels if label and label != "其中:"]
    label = named[-1] if named else last.text
    mark = _NUMBERING.match(label)
    if mark and mark.end() < len(label):
        label = label[mark.end() :]
    groups = tuple(dict.fromkeys(name for name in named[:-1] if name != named[-1]))
    row = RawRow(
        label=label,
        groups=groups,
        place=last,
        mark=mark["mark"] if mark else "",
        of_which=of_which,
        inner=inner or of_which,
    )
    return row, () if is_total(label) and not groups else tuple(labels)


def _names(place: Place | None) -> bool:
    """Whether a cell of the serial column holds a name (合计 often stands there)."""
    return place is not None and place.is_words and not _NUMBERING.match(place.text + "、")


def _serial_mark(row: GridRow, layout: Layout) -> str:
    """The numbering that the serial column gives a row, 一 or (一) or 1, "" for none."""
    place = row[layout.serial] if layout.serial is not None else None
    if place is None or not place.text or _names(place):
        return ""
    return place.text


def _fits(row: GridRow, layout: Layout) -> bool:
    """Whether a flattened row's cells stand under heads of their own kind."""
    figures = 0
    for column, place in enumerate(row):
        if place is None or not place.text or column == layout.serial:
            continue
        measure = layout.measures.index(column) if column in layout.measures else None
        wants_figure = measure is not None and layout.columns[measure].kind.value != "text"
        if place.is_figure and column in (*layout.names, layout.project):
            return False
        if place.is_words and wants_figure:
            return False
        if place.is_figure and measure is None:
            return False
        figures += place.is_figure and wants_figure
    return figures > 0 or not any(place is not None and place.is_figure for place in row)


def _run(row: GridRow, leading: list[Place | None]) -> tuple[Place | None, ...]:
    """What stands right of the names: from the first figure on."""
    names = {id(place) for place in leading if place is not None}
    rest = list(row)
    while rest and (
        rest[0] is None or not rest[0].text or id(rest[0]) in names or not rest[0].is_figure
    ):
        rest.pop(0)
    return tuple(rest)

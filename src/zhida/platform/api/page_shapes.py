"""页面的形状 page shapes: tables and origins, as every route that answers them tells them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from zhida.platform.api.paging import Page, Paged, cursor_of, place_of
from zhida.platform.api.shapes import Told
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table, Value


class CellTold(Told):
    """格: money is fen, a share or a number with a point exact text; `href` is the address of its origin.

    `state` tells why there is no value: blank, nothing, not applicable, masked.
    """

    value: int | str | None
    href: str
    state: str
    tone: str


class RowTold(Told):
    """行: one cell for each column; a `subtotal` is in the total already."""

    cells: list[CellTold]
    depth: int
    subtotal: bool


class ColumnTold(Told):
    """列: `kind` says what its values are: text, money, rate, count, number, date."""

    key: str
    name: str
    group: str
    kind: Kind
    meaning: str
    formula: str


class TableTold(Told):
    """表: its heads, its total over all rows, and how many rows it has."""

    key: str
    title: str
    as_of: datetime.date | None
    columns: list[ColumnTold]
    total: RowTold | None
    rows: int
    notes: list[str]
    empty: str


class ItemTold(Told):
    """组成: a part of a figure, or a value of its formula; `href` is the address of its own origin."""

    words: str
    value: int | str | None
    kind: Kind
    href: str
    note: str


class OriginTold(Told):
    """来历: of a figure; where it `adds`, the items sum to the value, and `missing` is what they lack."""

    title: str
    value: int | str | None
    kind: Kind
    formula: str
    items: list[ItemTold]
    adds: bool
    missing: int | str | None
    confirmed: str
    place: str
    place_href: str
    notes: list[str]


def table_told(table: Table) -> TableTold:
    """表: without its rows."""
    return TableTold(
        key=table.key,
        title=str(table.title),
        as_of=table.as_of,
        columns=[_column(each) for each in table.columns],
        total=None if table.total is None else row_told(table.total),
        rows=len(table.rows),
        notes=[str(each) for each in table.notes],
        empty=str(table.empty),
    )


def rows_page(table: Table, asked: Paged, route: str) -> Page[RowTold]:
    """一页行: in the order of the table, which is computed anew for each page."""
    first = int(place_of(asked.cursor, route)[0]) if asked.cursor else 0
    last = first + asked.limit
    shown = table.rows[first:last]
    more = len(table.rows) > last
    return Page[RowTold](
        items=[row_told(each) for each in shown], next=cursor_of((last,), route) if more else ""
    )


def row_told(row: Row) -> RowTold:
    """行."""
    return RowTold(
        cells=[_cell(each) for each in row.cells], depth=row.depth, subtotal=row.subtotal
    )


def origin_told(origin: Origin) -> OriginTold:
    """来历."""
    return OriginTold(
        title=str(origin.title),
        value=exact(origin.value),
        kind=origin.kind,
        formula=str(origin.formula),
        items=[_item(each) for each in origin.items],
        adds=origin.adds,
        missing=exact(origin.missing),
        confirmed=str(origin.confirmed),
        place=str(origin.place),
        place_href=origin.place_href,
        notes=[str(each) for each in origin.notes],
    )


def exact(value: Value) -> int | str | None:
    """值: whole numbers as they are, all others as exact text.

    >>> from fractions import Fraction
    >>> exact(100), exact(Fraction(2, 3)), exact(Decimal("1.50")), exact(None)
    (100, '2/3', '1.50', None)
    """
    if value is None or isinstance(value, int):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _column(each: Column) -> ColumnTold:
    return ColumnTold(
        key=each.key,
        name=str(each.name),
        group=str(each.group),
        kind=each.kind,
        meaning=str(each.meaning),
        formula=each.formula,
    )


def _cell(each: Cell) -> CellTold:
    return CellTold(
        value=exact(each.value),
        href=each.href,
        state=each.state.value if each.state else "",
        tone=each.tone,
    )


def _item(each: Item) -> ItemTold:
    return ItemTold(
        words=str(each.words),
        value=exact(each.value),
        kind=each.kind,
        href=each.href,
        note=str(each.note),
    )

"""分配表 table: one table read whole, or found to be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core import regions
from zhida.core.money import Unit
from zhida.core.notice import (
    AllocationTable,
    BudgetKind,
    CodeStatement,
    Column,
    Measure,
    MeasureKind,
    Repair,
    Row,
    RowKind,
    Scheme,
)
from zhida.core.provenance import Stated
from zhida.core.regions import Region
from zhida.documents.blocks import Table
from zhida.documents.parsing.allocation.columns import Layout, layout_of
from zhida.documents.parsing.allocation.grid import Place, grid_of, unfolded
from zhida.documents.parsing.allocation.header import Header, header_of, is_grand_total, is_total
from zhida.documents.parsing.allocation.parts import with_parts
from zhida.documents.parsing.allocation.placing import Placed, place_figures
from zhida.documents.parsing.allocation.raw import RawRow
from zhida.documents.parsing.allocation.rows import body_of
from zhida.documents.parsing.allocation.tree import Node, tree_of
from zhida.documents.parsing.allocation.turning import upright
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import Segment
from zhida.documents.parsing.values import Value, amount_of, unit_in

_CODE = re.compile(r"(?P<code>[1235]\d{2,6})(?!\d)[-—.\s、]*(?P<name>[^\d-][^,;]*)?")
_PROJECT = re.compile(r"项目(?!(?:承担|实施)?单位)|内容|用途|事项|科目")


@dataclass(frozen=True, slots=True)
class AllocationReading:
    """读出的分配表: the table, what was repaired, and whether its rows name recipients."""

    table: AllocationTable
    repairs: tuple[Repair, ...]
    names_recipients: bool


def read_allocation(
    segment: Segment, table: Table, within: str | None, known_fen: Sequence[int] = ()
) -> AllocationReading | None:
    """Read a table of recipients × measures; None where no money column is found.

    `within` is the code of the issuer's region, in which place names are looked
    up. `known_fen` are amounts of the letter: where the table prints no unit,
    the one that makes its total one of them is taken, and the repair reported.
    """
    grid = upright(unfolded(grid_of(table)))
    if len(grid.rows) < 2 or grid.width < 2:
        return None
    header = header_of(grid)
    stated = _stated_unit(segment, header)
    layout = layout_of(header, stated)
    body = body_of(grid, header, layout)
    rows = list(body.rows)
    if not rows or not any(column.kind is MeasureKind.MONEY for column in layout.columns):
        return None
    columns = with_parts(layout.columns, rows)
    placed = place_figures(rows, columns)
    columns = _filled(with_parts(layout.columns, rows) if placed else columns, rows)
    places = _regions(rows, within)
    tree = tree_of(rows, places, columns)
    places = _regions_below(rows, places, tree)
    unit, guessed = _unit(stated, columns, rows, tree, known_fen)
    title = segment.title.value if segment.title else ""
    built = AllocationTable(
        title=title,
        label=segment.label,
        unit=unit,
        columns=columns,
        rows=tuple(_row(index, rows, places, tree, columns, unit) for index in range(len(rows))),
        source=table.source,
        codes=_codes(header, layout, columns),
        remarks=_remarks(segment, table, body.remarks),
        unit_inferred=guessed,
    )
    repairs = [*map(_placed_repair, placed), *_damaged_repairs(rows)]
    if guessed:
        repairs.append(_unit_repair(built))
    named = _heads_recipients(header, layout, title) or any(
        place is not None or regions.of_body(row.label) is not None
        for place, row in zip(places, rows, strict=True)
    )
    return AllocationReading(built, tuple(repairs), named)


def _filled(columns: tuple[Column, ...], rows: Sequence[RawRow]) -> tuple[Column, ...]:
    """The columns without those at the end that have neither a head nor a cell."""
    while columns and not columns[-1].header:
        last = len(columns) - 1
        if any(last in row.cells and row.cells[last].text for row in rows):
            break
        columns = columns[:-1]
        for row in rows:
            row.cells.pop(last, None)
    return columns


def _heads_recipients(header: Header, layout: Layout, title: str) -> bool:
    """Whether head or title say that the rows are recipients, known places or not."""
    heads = [header.names[place] for place in layout.names if header.names[place]]
    if any(_PROJECT.search(head) for head in heads):
        return False
    return bool(heads) or "分配" in title


def _stated_unit(segment: Segment, header: Header) -> Unit | None:
    """The unit in the lines over the table, in the table's banner, or in its head."""
    texts = [paragraph.text for paragraph in (*segment.heading, *segment.paragraphs)]
    for text in (*texts, *(place.text for place in header.banners)):
        if line_of(text) is Line.UNIT or "单位" in text or "元)" in clean(text).text:
            found = unit_in(text)
            if found is not None:
                return found
    return next((unit for name in header.names if (unit := unit_in(name)) is not None), None)


def _regions(rows: Sequence[RawRow], within: str | None) -> list[Region | None]:
    """The place of each row; a misspelt one is resolved too, for a rule to report."""
    places: list[Region | None] = []
    for row in rows:
        name = _place_name(row)
        found = regions.find(name, within=within) if name else None
        if found is None and name and within is not None:
            found = regions.misspelt(name, within)
        places.append(found)
    return places


def _place_name(row: RawRow) -> str:
    """What may name a place: the label, of a sum its group or what stands before 小计."""
    if not is_total(row.label):
        return row.label
    if is_grand_total(row.label):
        return row.groups[-1] if row.groups else ""
    bare = row.label.rstrip("计小合总 ")
    return bare or (row.groups[-1] if row.groups else "")


def _regions_below(
    rows: Sequence[RawRow], places: Sequence[Region | None], tree: Sequence[Node]
) -> list[Region | None]:
    """A name that fits several places is looked up again within the place above it."""
    found = list(places)
    for at, node in enumerate(tree):
        above = found[node.parent] if node.parent is not None else None
        if found[at] is None and above is not None and not is_total(rows[at].label):
            found[at] = regions.find(rows[at].label, within=above.code)
    return found


def _unit(
    stated: Unit | None,
    columns: Sequence[Column],
    rows: Sequence[RawRow],
    tree: Sequence[Node],
    known_fen: Sequence[int],
) -> tuple[Unit, bool]:
    """The stated unit, else the one that makes a total known to the letter, else 万元."""
    if stated is not None:
        return stated, False
    sums = [row for row, node in zip(rows, tree, strict=True) if node.kind is not RowKind.LEAF]
    own = {place.value.unit for row in rows for place in row.cells.values() if place.is_figure}
    for unit in (Unit.WAN_YUAN, Unit.YUAN, Unit.QIAN_YUAN, Unit.YI_YUAN):
        if unit.label in own:
            return unit, False
    for unit in (Unit.WAN_YUAN, Unit.YUAN, Unit.QIAN_YUAN, Unit.YI_YUAN):
        for row in sums or rows:
            figures = [
                amount_of(place.value, unit, place.cell.source).fen
                for at, place in row.cells.items()
                if columns[at].kind is MeasureKind.MONEY and place.is_figure
            ]
            known = [fen for fen in figures if fen]
            if any(fen in known_fen for fen in known) or sum(known) in known_fen:
                return unit, True
    return Unit.WAN_YUAN, True


def _row(
    index: int,
    rows: Sequence[RawRow],
    places: Sequence[Region | None],
    tree: Sequence[Node],
    columns: Sequence[Column],
    unit: Unit,
) -> Row:
    row, node = rows[index], tree[index]
    return Row(
        recipient=row.label,
        kind=node.kind,
        source=row.place.cell.source,
        region=places[index],
        path=_path(index, rows, tree),
        parent=node.parent,
        of_which=row.of_which,
        measures=tuple(
            _measure(at, place, columns[at], unit) for at, place in sorted(row.cells.items())
        ),
    )


def _path(index: int, rows: Sequence[RawRow], tree: Sequence[Node]) -> tuple[str, ...]:
    """The labels of the sums above a row, but for the grand total, then its own groups."""
    chain: list[str] = []
    parent = tree[index].parent
    while parent is not None and tree[parent].kind is not RowKind.TOTAL:
        above = rows[parent]
        chain.insert(0, above.groups[-1] if is_total(above.label) and above.groups else above.label)
        parent = tree[parent].parent
    chain.extend(rows[index].groups)
    return tuple(dict.fromkeys(name for name in chain if name != rows[index].label))


def _measure(at: int, place: Place, column: Column, unit: Unit) -> Measure:
    source, value = place.cell.source, place.value
    confirmed = not place.cell.optical
    if column.kind is MeasureKind.MONEY:
        amount = amount_of(value, column.unit or unit, source, confirmed=confirmed)
        return Measure(at, place.text, source, amount=amount)
    if column.kind is MeasureKind.COUNT:
        whole = value.digits.replace(",", "")
        return Measure(at, place.text, source, count=int(whole) if whole.isdigit() else None)
    return Measure(at, place.text, source, text=place.text or None)


def _codes(header: Header, layout: Layout, columns: Sequence[Column]) -> tuple[CodeStatement, ...]:
    """The codes of code rows, each over its measure column, and of code columns."""
    found: list[CodeStatement] = []
    for row in header.codes:
        for at, column in enumerate(layout.measures):
            place = row[column] if column < len(row) else None
            found.extend(_code(place, columns[at], at) if place is not None else ())
        if not found or all(place is None or not place.text for place in row[2:]):
            found.extend(code for place in row if place for code in _code(place, None, None))
    for column in layout.measures:
        if header.meanings[column] == "code":
            for body_row in header.body:
                place = body_row[column]
                found.extend(_code(place, None, None) if place is not None else ())
    distinct = {(code.code, code.column, code.name): code for code in found}
    return tuple(distinct.values())


def _code(place: Place, column: Column | None, at: int | None) -> list[CodeStatement]:
    match = _CODE.match(place.text)
    if match is None or (place.value.kind is Value.FIGURE and len(place.text) < 3):
        return []
    code = match["code"]
    return [
        CodeStatement(
            scheme=_scheme(code),
            code=code,
            name=(match["name"] or "").strip(),
            source=place.cell.source,
            kind=_kind_of(column),
            funding=column.funding if column else None,
            in_table=True,
            column=at,
        )
    ]


def _kind_of(column: Column | None) -> BudgetKind | None:
    return column.budget_kind if column else None


def _scheme(code: str) -> Scheme:
    if code.startswith("1"):
        return Scheme.INCOME
    if code.startswith("230"):
        return Scheme.TRANSFER_FUNCTION
    if code.startswith("2"):
        return Scheme.FUNCTION
    return Scheme.GOV_ECON if code.startswith("5") else Scheme.DEPT_ECON


def _remarks(segment: Segment, table: Table, in_table: Sequence[Place]) -> tuple[Stated[str], ...]:
    inside = [Stated(place.text, place.cell.source) for place in in_table]
    last = table.source.block or 0
    below = [
        Stated(clean(paragraph.text).text, paragraph.source)
        for paragraph in segment.paragraphs
        if (paragraph.source.block or 0) > last and line_of(paragraph.text) is not Line.EMPTY
    ]
    return (*inside, *below)


def _placed_repair(placed: Placed) -> Repair:
    row = placed.row
    words = "各行各列合计只允许这一种排法" if placed.certain else "合计不足以确定列次，请核对"
    return Repair(
        f"“{row.label}”一行的数字与表头错位，已按合计关系归列：{words}。",
        tuple(place.cell.source for place in row.cells.values()),
        doubtful=not placed.certain,
    )


def _damaged_repairs(rows: Sequence[RawRow]) -> Iterator[Repair]:
    for row in rows:
        for place in row.cells.values():
            if place.value.damaged:
                sentence = (
                    f"“{row.label}”一行的“{place.text}”夹有字母或空格，按{place.value.digits}读"
                )
                yield Repair(sentence, (place.cell.source,), doubtful=True)


def _unit_repair(table: AllocationTable) -> Repair:
    unit = table.unit.label if table.unit else ""
    return Repair(
        f"“{table.title or '分配表'}”未注明金额单位，按正文金额推定为{unit}。", (table.source,)
    )


__all__ = ["AllocationReading", "read_allocation"]

"""绩效目标表 table: a performance table read whole."""

from __future__ import annotations

from dataclasses import replace

from zhida.core import regions
from zhida.core.money import AmountState, Unit
from zhida.core.notice import Indicator, PerformanceTable, Repair, SourceAmount, TargetKind
from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Paragraph, Table
from zhida.documents.parsing.lines import label_of as annex_label_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grid import Box, Line, lines_of, printed, written
from zhida.documents.parsing.performance.head import Head, read_head
from zhida.documents.parsing.performance.indicators import read_indicators
from zhida.documents.parsing.performance.layout import Layout, layout_of
from zhida.documents.parsing.performance.scope import scope_of, year_of
from zhida.documents.parsing.performance.scopes import columns_by_scope, rows_by_scope
from zhida.documents.parsing.performance.vocabulary import label_of, level_of
from zhida.documents.parsing.segments import Segment
from zhida.documents.parsing.values import unit_in

_LEAST_HEADINGS = 2
_OPEN = (TargetKind.BLANK, TargetKind.TEMPLATE)


def is_performance_table(table: Table, title: str = "") -> bool:
    """Whether a table states goals and indicators.

    Headings of columns (三级指标, 指标值) or at least two headings of indicators
    (数量指标, 满意度指标) tell; under a `title` of goals also a row for each place.
    """
    lines = lines_of(table)
    layout = layout_of(lines, aligned=table.aligned)
    if layout is not None and layout.columns:
        return any(column.role in ("level2", "level3", "level4") for column in layout.columns)
    headings = {
        box.text for line in lines for box in written(line) if level_of(box.text) is not None
    }
    surely = any(text.endswith("指标") for text in headings)
    if surely and len(headings) >= _LEAST_HEADINGS:
        return True
    whole = layout or _whole(lines)
    return _is_titled(title) and bool(rows_by_scope(lines, whole, None, titled=True))


def _is_titled(title: str) -> bool:
    return "绩效目标" in title or "绩效指标" in title


def _whole(lines: tuple[Line, ...]) -> Layout:
    """The layout of a table without indicators: all of it is head."""
    return Layout(len(lines), len(lines), len(lines), (), False)


def read_performance(
    segment: Segment, table: Table, year: int | None, within: str | None = None
) -> tuple[PerformanceTable, tuple[Repair, ...]]:
    """Read a performance table of a part of a notice; of several scopes the first.

    `year` is the budget year of the notice: it completes dates where the table
    prints no year of its own. `within` is the code of the place that speaks; it
    decides between places of one name. Never raises on odd input: what can't be
    read is empty, and a Repair says so where something was lost.
    """
    tables, repairs = read_performances(segment, table, year, within)
    return tables[0], repairs


def read_performances(
    segment: Segment, table: Table, year: int | None, within: str | None = None
) -> tuple[tuple[PerformanceTable, ...], tuple[Repair, ...]]:
    """Read a performance table, one for each scope that it puts side by side.

    Most tables have one scope. A table that breaks goals down (绩效目标分解表) may
    have a column or a row for each place; it makes a table for each, in order.
    """
    lines = lines_of(table)
    layout = layout_of(lines, aligned=table.aligned)
    layout = layout or _whole(lines)
    above = _above(segment, table)
    unit = next((found for one in above if (found := unit_in(one.value))), None)
    titled = any(_is_titled(one.value) for one in above)
    by_row = rows_by_scope(lines, layout, unit, titled=titled)
    head = read_head(lines[: 0 if by_row else layout.head], unit, stream=layout.stream)
    titles = (*above, *head.titles)
    stated = year_of(titles, head.fields)
    year = stated.value if stated else year
    common = PerformanceTable(
        _title(segment, titles),
        segment.label or _label(titles),
        None,
        None,
        stated,
        tuple((one.label, one.value) for one in head.fields),
        head.amounts,
        head.goals,
        (),
        table.source,
        remarks=_remarks(segment, table, lines[layout.end :]),
    )
    tables: list[PerformanceTable] = []
    repairs = list(_unit(head, table.source))
    if by_row:
        for row in by_row:
            tables.append(_scoped(common, row.scope, within, row.indicators(year), row.amounts))
        return tuple(tables), tuple(repairs)
    for scope, column in columns_by_scope(layout):
        indicators, mended = read_indicators(lines, column, year, aligned=table.aligned)
        tables.append(_scoped(common, scope, within, indicators, ()))
        repairs += mended
    if not tables:
        indicators, mended = read_indicators(lines, layout, year, aligned=table.aligned)
        named = scope_of(titles, head.fields, within)
        one = replace(common, scope=named.name, region=named.region, indicators=indicators)
        tables.append(replace(one, template=_is_template(one)))
        repairs += mended
    return tuple(tables), tuple(repairs)


def _scoped(
    common: PerformanceTable,
    scope: Box,
    within: str | None,
    indicators: tuple[Indicator, ...],
    amounts: tuple[SourceAmount, ...],
) -> PerformanceTable:
    """The table of one of several scopes; the amounts of the head are those of all together."""
    return replace(
        common,
        scope=Stated(scope.printed, scope.source, not scope.cell.optical),
        region=regions.find(scope.text, within),
        indicators=indicators,
        amounts=amounts,
    )


def _above(segment: Segment, table: Table) -> tuple[Stated[str], ...]:
    """The lines above the table: since the table before it, else the annex's heading too."""
    lines: list[Paragraph] = list(segment.heading)
    for block in segment.blocks:
        if block is table or block.source == table.source:
            break
        if isinstance(block, Table):
            lines = []
        else:
            lines.append(block)
    texts = ((printed(line.text).strip("#*|｜ "), line) for line in lines)
    stated = [Stated(text, line.source, not line.optical) for text, line in texts if text]
    return _title_whole(stated, segment.title.value if segment.title else "")


def _title_whole(lines: list[Stated[str]], title: str) -> tuple[Stated[str], ...]:
    """The lines with the parts of a title that was broken over several as one."""
    for start in range(len(lines)):
        for end in range(start + 2, len(lines) + 1):
            if "".join(clean(line.value).text for line in lines[start:end]) == title:
                whole = replace(lines[start], value=title)
                return (*lines[:start], whole, *lines[end:])
    return tuple(lines)


def _title(segment: Segment, titles: tuple[Stated[str], ...]) -> str:
    if segment.title is not None:
        return segment.title.value
    named = [one.value for one in titles if "绩效" in one.value or one.value.endswith("表")]
    return (annex_label_of(named[0])[1] or named[0]) if named else ""


def _label(titles: tuple[Stated[str], ...]) -> str:
    """The number of the annex, printed in the first rows of a sheet."""
    return next((label for one in titles if (label := annex_label_of(one.value)[0])), "")


def _unit(head: Head, source: Source) -> tuple[Repair, ...]:
    if head.unit_stated:
        return ()
    return (Repair(f"绩效表未注明金额单位，按{Unit.WAN_YUAN.label}读取", (source,), True),)


def _remarks(segment: Segment, table: Table, foot: tuple[Line, ...]) -> tuple[Stated[str], ...]:
    remarks: list[Stated[str]] = []
    for line in foot:
        cells = [box for box in written(line) if not box.carried]
        text = "".join(box.printed for box in cells)
        if text and not _is_foot(cells[0].text):
            optical = any(box.cell.optical for box in cells)
            remarks.append(Stated(text, cells[0].source, not optical))
    return (*remarks, *_below(segment, table))


def _is_foot(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.role == "foot"


def _below(segment: Segment, table: Table) -> list[Stated[str]]:
    """Notes (备注：…) in the lines straight below the table."""
    notes: list[Stated[str]] = []
    blocks = segment.blocks
    place = next(
        (at for at, block in enumerate(blocks) if block.source == table.source), len(blocks)
    )
    parts = {cell.source for cell in table.cells}
    for block in blocks[place + 1 :]:
        if isinstance(block, Table):
            if all(cell.source in parts for cell in block.cells):
                continue
            break
        label = label_of(clean(block.text).text.strip())
        numbered = clean(block.text).text[:1].isdigit() and bool(notes)
        if numbered or (label is not None and label.role == "remark"):
            notes.append(Stated(printed(block.text), block.source, not block.optical))
        elif notes:
            break
    return notes


def _is_template(table: PerformanceTable) -> bool:
    """No amount is a figure, no goal is stated, and values stand open."""
    if any(one.amount.state is AmountState.NUMBER for one in table.amounts) or table.goals:
        return False
    kinds = [one.target.kind for one in table.indicators]
    return TargetKind.TEMPLATE in kinds or all(kind in _OPEN for kind in kinds)

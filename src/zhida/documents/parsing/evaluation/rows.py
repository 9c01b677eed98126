"""指标行 rows: the indicators of a filled form with what was reached, points and reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zhida.core.notice import Indicator
from zhida.core.performance.evaluation import Entry, IndicatorRow
from zhida.core.provenance import Source
from zhida.documents.parsing.evaluation.columns import Columns, columns_in
from zhida.documents.parsing.evaluation.entries import points_entry, reached_entry, words_entry
from zhida.documents.parsing.evaluation.vocabulary import holds_both, key_of
from zhida.documents.parsing.performance.grid import Box, Line, written
from zhida.documents.parsing.performance.indicators import read_indicators
from zhida.documents.parsing.performance.layout import Layout


@dataclass(frozen=True, slots=True)
class Body:
    """指标部分: the rows, and the heads of the columns for the sum of points below them."""

    rows: tuple[IndicatorRow, ...] = ()
    columns: Columns = field(default_factory=lambda: Columns({}))

    @property
    def scored(self) -> bool:
        """Whether the form has a column for points."""
        return "points" in self.columns


def read_rows(lines: tuple[Line, ...], layout: Layout, year: int | None, *, aligned: bool) -> Body:
    """The indicator rows of a form."""
    homes: dict[str, Box] = {}
    for line in lines[layout.head : layout.body]:
        homes |= columns_in("rows", line).homes
    columns = Columns(homes)
    indicators, _ = read_indicators(lines, layout, year, aligned=aligned)
    at = _lines_by_source(lines[layout.body : layout.end])
    rows = [_row(one, at.get(_whole(one.source), ()), columns, layout, year) for one in indicators]
    return Body(tuple(rows), columns)


def end_of(lines: tuple[Line, ...], layout: Layout) -> int:
    """The row after the last indicator: the sum of points, the grade, the statement."""
    for place in range(layout.body, layout.end):
        cells = [box for box in written(lines[place]) if not box.carried]
        if cells and key_of("foot", cells[0].text) is not None:
            return place
    return layout.end


def _lines_by_source(lines: tuple[Line, ...]) -> dict[Source, Line]:
    return {_whole(box.source): line for line in lines for box in line if not box.carried}


def _whole(source: Source) -> Source:
    """The place of the whole cell."""
    return replace(source, span=None)


def _row(
    one: Indicator, line: Line, columns: Columns, layout: Layout, year: int | None
) -> IndicatorRow:
    shift = _shift(one, line, layout)
    both = any(holds_both(box.text) for box in columns.homes.values())
    remedy = None if both or "remedy" not in columns else words_entry(
        columns.cell(line, "remedy", shift)
    )  # fmt: skip
    return IndicatorRow(
        one.level1,
        one.level2,
        one.name,
        one.target,
        reached_entry(columns.cell(line, "actual", shift), year, one.name),
        points_entry(columns.cell(line, "weight", shift)),
        points_entry(columns.cell(line, "points", shift)),
        words_entry(columns.cell(line, "reason", shift)) if "reason" in columns else Entry(),
        remedy,
        one.source,
    )


def _shift(one: Indicator, line: Line, layout: Layout) -> int:
    """How many columns a flattened row stands beside its heads, by its value."""
    home = next((column for column in layout.columns if column.role == "value"), None)
    if home is None or one.value_source is None:
        return 0
    own = _whole(one.value_source)
    box = next((each for each in line if _whole(each.source) == own), None)
    if box is None or (box.first <= home.last and box.last >= home.first):
        return 0
    return box.first - home.first

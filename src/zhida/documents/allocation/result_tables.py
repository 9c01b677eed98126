"""结果表 result_tables: what a plan gives, as tables of words and exact figures.

The same tables are written as csv and as sheets of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.comparison import Change
from zhida.core.findings import Finding
from zhida.core.money import Unit
from zhida.documents.allocation.csv_table import NAME
from zhida.documents.allocation.planned import PlannedAllocation

Value: TypeAlias = str | int | Decimal | None
_FEN_PLACES = 6


@dataclass(frozen=True, slots=True)
class ResultTable:
    """结果表: a file name without ending, a title, a header and rows.

    `sums` tells for a row (by index) which rows it is the sum of, column by
    column; `across` that the last column sums those between it and the first.
    """

    file: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: dict[int, tuple[int, ...]] | None = None
    across: bool = False


def tables_of(
    planned: PlannedAllocation, findings: Sequence[Finding], other: Sequence[Change] = ()
) -> Iterator[ResultTable]:
    """Every table of a plan's result; `other` are the changes that another plan would bring."""
    allocation = planned.allocation
    yield _matrix(planned, "allocation", "分配表", allocation.table.cells)
    yield _explanation(planned)
    yield _waterfall(planned)
    if planned.has_advance:
        yield _matrix(planned, "advance", "已提前下达", allocation.advanced)
        yield _matrix(planned, "issue", "此次下达", allocation.issued())
    if planned.cube is not None:
        yield _purposes(planned)
    if planned.last_year is not None:
        changes = planned.compared()
        yield _changes(planned, changes, planned.unit.fen, "comparison", "与上年比较", "上年")
    if other:
        yield _changes(planned, other, 1, "what_if", "假设比较", "原方案", "假设方案")
    yield ResultTable(
        "questions",
        "下达前核对",
        ("code", "级别", "问题", "改法", "依据", "出处"),
        tuple(
            (
                each.code,
                each.severity.label,
                each.sentence,
                each.mend,
                each.basis,
                "；".join(source.describe() for source in each.sources),
            )
            for each in findings
        ),
    )


def wan(fen: int, places: int = _FEN_PLACES) -> Decimal:
    """Fen in 万元, exactly.

    >>> wan(600_530_000, 2)
    Decimal('600.53')
    """
    exact = Decimal(fen) / Unit.WAN_YUAN.value
    return exact.quantize(Decimal(1).scaleb(-places)) if places else exact.to_integral_value()


def figure(units: int, unit: RoundingUnit) -> Decimal:
    """Units in 万元, with the decimals of the unit."""
    return wan(units * unit.fen, unit.places)


def _matrix(planned: PlannedAllocation, file: str, title: str, cells: Cells) -> ResultTable:
    """Rows × sources with totals, in 万元; subtotals where the plan has groups."""
    margins = planned.allocation.table.margins
    sources = [line.name for line in planned.draft.lines]
    rows: list[tuple[Value, ...]] = []
    members: dict[int | None, list[int]] = {}
    for i, (name, row) in enumerate(zip(planned.names, cells, strict=True)):
        members.setdefault(margins.lines[i].parent, []).append(i)
        rows.append((name, *(figure(each, planned.unit) for each in (*row, sum(row)))))
    tops = members.pop(None)
    down = [sum(cells[i][j] for i in tops) for j in range(len(sources))]
    rows.append(("合计", *(figure(each, planned.unit) for each in (*down, sum(down)))))
    sums = {group: tuple(own) for group, own in members.items() if group is not None}
    sums[len(rows) - 1] = tuple(tops)
    return ResultTable(file, title, (NAME, *sources, "合计"), tuple(rows), sums, across=True)


def _explanation(planned: PlannedAllocation) -> ResultTable:
    """Recipients × steps: each line's parts sum to its result; the last cell is its data's place."""
    steps = planned.allocation.steps
    rows: list[tuple[Value, ...]] = []
    table = planned.recipients
    for i, record in enumerate(table.records):
        bars = planned.waterfall(i)
        place = f"{table.path.name} 第{record.line}行"
        total = wan(bars[-1].end if bars else 0)
        rows.append((record.name, *(wan(bar.amount) for bar in bars), total, place))
    return ResultTable(
        "explanation",
        "逐项说明",
        (NAME, *(step.name for step in steps), "合计", "数据"),
        tuple(rows),
    )


def _waterfall(planned: PlannedAllocation) -> ResultTable:
    """A row for each part of each recipient, with its document and the cell that it came from."""
    rows: list[tuple[Value, ...]] = []
    for i, record in enumerate(planned.recipients.records):
        for bar in planned.waterfall(i):
            grounds = bar.step.grounds
            place = grounds.sources[i].describe() if grounds.sources else ""
            rows.append((record.name, bar.step.name, wan(bar.amount), grounds.basis, place))
    return ResultTable(
        "waterfall", "各部分来由", (NAME, "部分", "万元", "依据", "出处"), tuple(rows)
    )


def _purposes(planned: PlannedAllocation) -> ResultTable:
    cube = planned.cube
    if cube is None:
        raise ValueError("the plan has no purposes")
    rows: list[tuple[Value, ...]] = []
    for name, line in zip(planned.names, cube.cells, strict=True):
        for fact, cells in zip(planned.draft.lines, line, strict=True):
            amounts = (figure(each, planned.unit) for each in (*cells, sum(cells)))
            rows.append((name, fact.name, *amounts))
    header = (NAME, "资金", *cube.axes.purposes, "合计")
    return ResultTable("purposes", "分用途", header, tuple(rows))


def _changes(
    planned: PlannedAllocation,
    changes: Sequence[Change],
    fen: int,
    file: str,
    title: str,
    before: str,
    now: str = "本年",
) -> ResultTable:
    """Both amounts, difference, rate, and the place of each recipient on either side."""
    names = {record.code: record.name for record in planned.recipients.records}
    places = _places([each.now for each in changes]), _places([each.before for each in changes])
    rows = []
    for i, each in enumerate(changes):
        money = (each.before, each.now, each.difference)
        rows.append(
            (
                names.get(each.name, each.name),
                *(None if one is None else wan(one * fen) for one in money),
                percent(each.rate),
                places[1][i],
                places[0][i],
            )
        )
    header = (NAME, before, now, "增减", "增减%", f"{before}位次", f"{now}位次")
    return ResultTable(file, title, header, tuple(rows))


def percent(rate: Fraction | None) -> Decimal | None:
    """A rate in percent, rounded to one decimal for reading."""
    return None if rate is None else Decimal(round(rate * 1000)).scaleb(-1)


def _places(amounts: Sequence[int | None]) -> list[int | None]:
    """Ranks among those that have an amount."""
    known = sorted((each for each in amounts if each is not None), reverse=True)
    return [None if each is None else known.index(each) + 1 for each in amounts]

"""资金分配表: the layouts of tests/cases/allocation.toml are read as a finance officer reads them."""

import tomllib
from pathlib import Path

import pytest

from zhida.core.money import AmountState, format_fen
from zhida.core.notice import AllocationTable, ColumnRole, Measure, MeasureKind, Row
from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Table
from zhida.documents.parsing.allocation import read_allocation
from zhida.documents.parsing.segments import Segment

CASES = tomllib.loads((Path(__file__).parents[3] / "cases" / "allocation.toml").read_text("utf-8"))[
    "case"
]


def table_of(text: str, *, aligned: bool) -> Table:
    """A table as a flattened text holds it."""
    cells = tuple(
        Cell(number, column, word, Source("案例.txt", block=1, table=1, row=number, column=column))
        for number, line in enumerate(text.strip("\n").split("\n"), start=1)
        for column, word in enumerate(line.split("→"), start=1)
    )
    return Table(cells, Source("案例.txt", block=1, table=1), aligned)


def read(text: str, *, aligned: bool = False) -> AllocationTable:
    table = table_of(text, aligned=aligned)
    reading = read_allocation(Segment("1", None, (), (table,)), table, None)
    assert reading is not None, "no money column was found"
    return reading.table


def written(measure: Measure | None) -> str:
    if measure is None:
        return "-"
    if measure.amount is not None:
        if measure.amount.state is not AmountState.NUMBER or measure.amount.fen is None:
            return "-"
        return format_fen(measure.amount.fen).removesuffix("万元")
    if measure.count is not None:
        return f"{measure.count}人"
    return measure.text or "-"


def line(row: Row, table: AllocationTable) -> str:
    place = row.region.full_name if row.region else ""
    cells = [written(row.measure(at)) for at in range(len(table.columns))]
    return " | ".join([row.recipient, row.kind.value, "/".join(row.path), place, *cells])


def squeezed(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_row_stands_where_a_reader_sees_it(case: dict[str, list[str] | str]) -> None:
    table = read(str(case["table"]))
    assert [squeezed(line(row, table)) for row in table.rows] == [
        squeezed(row) for row in case["rows"]
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_column_is_what_its_head_says(case: dict[str, list[str] | str]) -> None:
    table = read(str(case["table"]))
    found = []
    for column in table.columns:
        kind = column.role.value if column.kind is MeasureKind.MONEY else column.kind.value
        parts = "+".join(map(str, column.parts)) if column.role is ColumnRole.TOTAL else ""
        funding = column.funding.value if column.funding else ""
        found.append([column.header, kind, parts or funding])
    assert found == [squeezed(column) for column in case["columns"]]


def test_a_table_without_money_is_no_allocation() -> None:
    table = table_of("姓名→电话\n某甲→无\n某乙→无", aligned=True)
    assert read_allocation(Segment("", None, (), (table,)), table, None) is None


def test_an_unprinted_unit_is_taken_from_the_amount_in_the_letter_and_reported() -> None:
    table = table_of("地区→金额\n太原市→600000\n大同市→400000\n合计→1000000", aligned=True)
    segment = Segment("1", None, (), (table,))
    reading = read_allocation(segment, table, None, known_fen=(100_000_000,))
    assert reading is not None and reading.table.unit is not None
    assert reading.table.unit.label == "元"
    assert "未注明金额单位" in reading.repairs[0].sentence

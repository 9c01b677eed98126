"""A small notice to book: a city passes central money to two districts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from zhida.core.money import Amount, AmountState, Unit, fen_of
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    Basis,
    BudgetKind,
    Codes,
    CodeStatement,
    Column,
    ColumnRole,
    DocumentNumber,
    File,
    Flag,
    FundingSource,
    Measure,
    MeasureKind,
    Notice,
    Regime,
    Row,
    RowKind,
    Scheme,
    Status,
)
from zhida.core.provenance import Source, Stated
from zhida.core.regions import find

PLACE = Source("通知.docx", block=1, table=1, row=1, column=1)
Build = Callable[..., Notice]


def amount(printed: str, *, confirmed: bool = True) -> Amount:
    """An amount in 万元, or what stands where one belongs."""
    states = {"": AmountState.BLANK, "**": AmountState.MASKED, "如数": AmountState.AS_LISTED}
    if printed in states:
        return Amount(None, states[printed], printed, source=PLACE)
    fen = fen_of(printed, Unit.WAN_YUAN)
    return Amount(fen, AmountState.NUMBER, printed, 10_000, PLACE, confirmed)


@pytest.fixture
def notice() -> Build:
    """`notice(rows, total=…)` with rows of a name and the figures of the columns."""

    def build(
        rows: list[tuple[str, ...]] | None = None,
        total: str = "100",
        columns: tuple[ColumnRole, ...] = (ColumnRole.PART,),
        **changes: object,
    ) -> Notice:
        usual: list[tuple[str, ...]] = [("天山区", "60"), ("沙依巴克区", "40")]
        told = usual if rows is None else rows
        made = Notice(
            (File("通知.docx", "docx", "00"),),
            doc_number=Stated(DocumentNumber("乌财社", 2025, 7), PLACE),
            issuers=(Stated("乌鲁木齐市财政局", PLACE),),
            addressees=(Stated("天山区财政局", PLACE),),
            title=Stated("关于下达2025年中央财政医疗救助补助资金的通知", PLACE),
            date=Stated(datetime.date(2025, 3, 3), PLACE),
            fund=Stated("医疗救助补助资金", PLACE),
            budget_year=Stated(2025, PLACE),
            status=Stated(Status.FORMAL, PLACE),
            basis=(Basis(DocumentNumber("新财社", 2025, 3), "下达", Status.FORMAL, True, PLACE),),
            total=amount(total),
            appropriations=(
                Appropriation(
                    FundingSource.CENTRAL,
                    BudgetKind.GENERAL,
                    None,
                    "中央资金",
                    amount(total),
                    Codes(function=(CodeStatement(Scheme.FUNCTION, "2101301", "", PLACE),)),
                    Flag(Regime.TRACKED, None, "追踪", PLACE),
                ),
            ),
            allocation=(_table(told, columns),) if told else (),
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    return build


def _table(rows: list[tuple[str, ...]], columns: tuple[ColumnRole, ...]) -> AllocationTable:
    headers = {
        ColumnRole.PART: "金额",
        ColumnRole.ENTITLED: "应下达",
        ColumnRole.ADVANCED: "已提前下达",
        ColumnRole.NOW: "此次下达",
    }
    return AllocationTable(
        "分配表",
        "1",
        Unit.WAN_YUAN,
        tuple(Column(headers[role], MeasureKind.MONEY, role, source=PLACE) for role in columns),
        tuple(_row(number, row) for number, row in enumerate(rows, 2)),
        PLACE,
    )


def _row(number: int, row: tuple[str, ...]) -> Row:
    name, *figures = row
    place = replace(PLACE, row=number)
    optical = name.startswith("~")
    return Row(
        name.lstrip("~"),
        RowKind.LEAF,
        place,
        find(name.lstrip("~"), within="650100"),
        measures=tuple(
            Measure(i, printed, place, replace(amount(printed), confirmed=not optical))
            for i, printed in enumerate(figures)
        ),
    )

"""zhida allocate: money divided so that every total holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages

_FAULTY = 2

allocate = typer.Typer(
    name="allocate",
    help="分配资金：行、列和小计都精确相等，一个单位也不差。",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@allocate.command("margins")
def margins(
    rows: Annotated[
        Path, typer.Option("--rows", metavar="ROWS.csv", help="各地合计，表头 name,amount，万元。")
    ],
    columns: Annotated[
        Path,
        typer.Option("--columns", metavar="COLUMNS.csv", help="各资金来源合计，格式相同。"),
    ],
    unit: Annotated[
        str, typer.Option("--unit", metavar="元|0.01万元|万元", help="取整单位。")
    ] = "0.01万元",
) -> None:
    """由各行、各列的合计算出精确的分配表（csv），并说明与逐格取整的差别。"""
    # loaded here: the other commands need no solver
    from zhida.cli.allocation_view import show_moves
    from zhida.core.allocation import AllocationError, RoundingUnit, round_table
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.allocation.margins import read_margins
    from zhida.documents.allocation.writing import write_matrix

    console = messages()
    try:
        smallest = RoundingUnit.named(unit)
        named = read_margins(rows, columns, smallest)
        table = round_table(named.margins)
    except (FaultyInput, AllocationError) as error:
        console.print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(_FAULTY) from None
    write_matrix(sys.stdout, named, table, smallest)
    show_moves(console, named, table, smallest)

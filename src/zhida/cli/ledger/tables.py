"""The options of tables of the ledger, and where they are shown or written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import refuse
from zhida.core.money import Unit

if TYPE_CHECKING:
    from zhida.documents.ledger.grids import Cell, Grid

AsCsv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="写为csv文件。")]
AsXlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写为xlsx文件。")]
AsJson = Annotated[bool, typer.Option("--json", help="以json输出，金额以分为单位。")]
InUnit = Annotated[str, typer.Option("--unit", metavar="元|万元", help="金额单位。")]


def unit_of(word: str) -> Unit:
    """The unit that a person named; refused where there is none of that name."""
    units = {each.label: each for each in (Unit.YUAN, Unit.WAN_YUAN)}
    if word not in units:
        refuse(f"没有“{word}”这个单位，请写{'或'.join(units)}")
    return units[word]


def deliver(
    grids: Sequence[Grid], unit: Unit, csv: Path | None, xlsx: Path | None, as_json: bool
) -> None:
    """Write the tables where they were asked for; in the terminal where nowhere."""
    from zhida.documents.ledger.grids import grids_text, write_csv, write_xlsx
    from zhida.documents.writing.replacing import UnwritableReport

    try:
        for path, write in ((csv, write_csv), (xlsx, write_xlsx)):
            if path is not None:
                write(path, grids, unit)
                messages().print(f"已写入 {path}", soft_wrap=True)
    except UnwritableReport as error:
        refuse(str(error))
    if as_json:
        typer.echo(grids_text(grids))
    elif csv is None and xlsx is None:
        for grid in grids:
            _show(grid, unit)


def _show(grid: Grid, unit: Unit) -> None:
    money = range(grid.texts, len(grid.heads))
    if not grid.rows:
        messages().print(f"{grid.title}：没有记录", soft_wrap=True)
        return
    # what is nothing everywhere only takes place from what is something
    columns = [*grid.narrow, *(n for n in money if any(row[n] for row in grid.rows))]
    title = f"{grid.title}（{unit.label}）" + (f"\n{grid.note}" if grid.note else "")
    table = Table(title=title, title_justify="left", show_footer=True)
    last = (*grid.totals, *grid.ends)
    for place, column in enumerate(columns):
        if column < grid.texts:
            table.add_column(grid.heads[column], "" if place else "合计", overflow="fold")
        else:
            total = _cell(last[column - grid.texts], unit)
            table.add_column(grid.heads[column], total, justify="right", no_wrap=True)
    for row in grid.rows:
        cells = (row[column] for column in columns)
        table.add_row(*(_cell(cell, unit) for cell in cells))
    output().print(table)


def _cell(cell: Cell, unit: Unit) -> str:
    from zhida.documents.ledger.grids import plain

    return cell if isinstance(cell, str) else plain(cell, unit)

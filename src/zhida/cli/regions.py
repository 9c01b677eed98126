"""zhida regions: a region by its code, its name or another name for it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from zhida.cli.console import output
from zhida.cli.installation import installation


def regions(
    words: Annotated[
        list[str], typer.Argument(metavar="名称或代码", help="可写几个词，都须符合。")
    ],
) -> None:
    """按名称、别名或代码查找财政区划。"""
    with installation():
        from zhida.platform.regions.queries import search

        table = Table.grid(padding=(0, 2))
        for each in search(" ".join(words)):
            local = "（自编代码）" if each.status == "local" else ""
            table.add_row(each.code, each.full_name, local)
        output().print(table if table.row_count else "没有符合的区划。")

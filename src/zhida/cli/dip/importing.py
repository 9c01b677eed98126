"""zhida dip import: the official workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import running


def import_workbook(
    workbook: Annotated[
        Path, typer.Argument(metavar="工作簿", help="病种目录、综合病种、各类代码表（xlsx、csv）。")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="文件夹", help="写到这里，须是空的或不存在的。")
    ],
) -> None:
    """读入官方工作簿，写成目录和代码表；每一行留着工作表和行号，核对数量表是否平衡。"""
    with running("读入"):
        from zhida.engines.dip.workbook import read_workbook, write_imported
        from zhida.engines.dip.workbook_sheets import TITLES

        found = read_workbook(workbook)
        write_imported(found, out)
    told = output()
    told.print(f"{found.file}，SHA-256 {found.sha256}", soft_wrap=True)
    for name, kind, rows in found.sheets:
        told.print(f"  工作表“{name}”：{TITLES[kind]}，{rows}行", soft_wrap=True)
    for each in found.findings:
        places = "".join(f"（{source.describe()}）" for source in each.sources)
        told.print(
            f"{each.severity.label} {each.code} {each.sentence}{places}。{each.mend}",
            soft_wrap=True,
        )
    told.print(f"已写入{out}", soft_wrap=True)

"""zhida allocate: money divided so that every total holds."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from zhida.cli.console import messages, output

_DISPROVED, _FAULTY = 1, 2


class _PlanUnlessNamed(TyperGroup):
    """`zhida allocate 方案.toml` is short for `zhida allocate plan 方案.toml`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its type is private to typer
        first = next(iter(args), "-")
        if not first.startswith("-") and first not in self.commands:
            args = ["plan", *args]
        return super().parse_args(ctx, args)


allocate = typer.Typer(
    name="allocate",
    cls=_PlanUnlessNamed,
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
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="OUT.json", help="另写一份凭证。"),
    ] = None,
) -> None:
    """由各行、各列的合计算出精确的分配表（csv），并说明与逐格取整的差别。"""
    # loaded here: the other commands need no solver
    from zhida.cli.allocation_view import show_moves
    from zhida.core.allocation import AllocationError, RoundingUnit, round_table
    from zhida.documents.allocation.certificate_file import certificate_text
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.allocation.margins import read_margins
    from zhida.documents.allocation.writing import write_matrix
    from zhida.documents.writing.replacing import UnwritableReport, replacing

    console = messages()
    try:
        smallest = RoundingUnit.named(unit)
        named = read_margins(rows, columns, smallest)
        table = round_table(named.margins)
        if certificate is not None:
            with replacing(certificate) as draft:
                title = f"{rows.name} × {columns.name}"
                draft.write_text(certificate_text(title, smallest, table), encoding="utf-8")
    except (FaultyInput, AllocationError, UnwritableReport) as error:
        console.print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(_FAULTY) from None
    write_matrix(sys.stdout, named, table, smallest)
    show_moves(console, named, table, smallest)


@allocate.command("plan")
def plan(
    file: Annotated[Path, typer.Argument(metavar="方案.toml", help="分配方案。")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写入结果的文件夹。")],
    last_year: Annotated[
        Path | None,
        typer.Option("--last-year", metavar="LAST.csv", help="上年各地金额，name,amount，万元。"),
    ] = None,
    what_if: Annotated[
        Path | None,
        typer.Option("--what-if", metavar="方案2.toml", help="另一个方案，列出各地的增减。"),
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="从哪一天算剩余时限，默认今天。"),
    ] = None,
) -> None:
    """按方案分配资金，写出分配表、逐项说明、瀑布图、下达前核对和凭证。“plan”可以省略。"""
    from zhida.cli.allocation_view import show_plan
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.allocation.plan_file import allocate_plan
    from zhida.documents.allocation.writing import write_plan
    from zhida.documents.writing.replacing import UnwritableReport

    console = messages()
    day = (today or datetime.now().astimezone()).date()
    try:
        planned = allocate_plan(file, last_year)
        other = None if what_if is None else allocate_plan(what_if, last_year)
        written = write_plan(out, planned, other, day)
    except (FaultyInput, UnwritableReport) as error:
        console.print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(_FAULTY) from None
    show_plan(console, planned, planned.questions(day))
    for path in written:
        console.print(f"已写入 {path}", soft_wrap=True)


@allocate.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(metavar="certificate.json", help="分配时写出的凭证。")],
) -> None:
    """验证凭证：合计全部相等，且没有更好的表；不用求解器。有误时退出状态为 1。"""
    from zhida.documents.allocation.certificate_file import read_certificate
    from zhida.documents.allocation.faults import FaultyInput

    console = messages()
    try:
        table = read_certificate(file)
    except FaultyInput as error:
        console.print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(_FAULTY) from None
    wrong = table.fault()
    if wrong is not None:
        console.print(f"{file.name}：凭证不成立：{wrong}。", style="fault", soft_wrap=True)
        raise typer.Exit(_DISPROVED)
    output().print(
        f"{file.name}：凭证成立，{len(table.cells)}行×{len(table.margins.columns)}列。",
        soft_wrap=True,
    )

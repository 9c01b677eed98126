"""zhida dip book: a settlement flow into the insurance-fund book, or out of it again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import As, installation, refuse


def book(
    flow: Annotated[
        Path, typer.Argument(metavar="流程.json", help="zhida dip settle --flow的结果。")
    ],
    date: Annotated[str, typer.Option("--date", metavar="年-月-日", help="入账依据的日期。")],
    undo: Annotated[
        str,
        typer.Option("--undo", metavar="理由", help="冲销已入账的这一流程；不能由原经办人办理。"),
    ] = "",
    who: As = None,
) -> None:
    """把结算流程记入医保基金账：每个机构每个环节一张凭证；再记一次不会重复，后来的环节可以续记。"""
    from zhida.engines.dip.flow import read_flow
    from zhida.engines.errors import EngineError

    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        refuse(f"--date {date}：请写成 年-月-日，如 2026-04-01")
    try:
        read = read_flow(flow)
    except EngineError as wrong:
        refuse(str(wrong))
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.ledger.fund_booking import book_flow, undo_flow

        acts = actor(who)
        posted = undo_flow(acts, read, day, undo) if undo else book_flow(acts, read, day)
    new = [each for each in posted if not each.replayed]
    what = "冲销" if undo else "基金入账"
    of = f"统筹区{read.pool} 险种{read.insutype} {read.year}年"
    if new:
        span = f"{new[0].year}-{new[0].number}至{new[-1].year}-{new[-1].number}"
        messages().print(f"{what}：{of}，{len(new)}张凭证，{span}", soft_wrap=True)
    before = len(posted) - len(new)
    if before:
        messages().print(f"{what}：{of}，{before}张凭证此前已记账，没有重记", soft_wrap=True)

"""zhida dip book: a settlement flow submitted, approved into the insurance-fund book, or out of it again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.dip.settling import Decided


def book(
    flow: Annotated[
        Path,
        typer.Argument(metavar="流程.json", help="zhida dip settle --flow或zhida dip step的结果。"),
    ],
    date: Annotated[
        str, typer.Option("--date", metavar="年-月-日", help="入账或冲销依据的日期。")
    ] = "",
    submit: Annotated[
        bool, typer.Option("--submit", help="由经办收取并提交，等待另一人审批。")
    ] = False,
    undo: Annotated[
        str,
        typer.Option("--undo", metavar="理由", help="冲销已入账的这一流程；不能由原经办人办理。"),
    ] = "",
    who: As = None,
) -> None:
    """审批结算流程并记入医保基金账：经办先用--submit提交，另一名审核人员审批，后来的环节可以续记。"""
    from zhida.engines.dip.flow import flow_of
    from zhida.engines.errors import EngineError, unreadable

    if submit and (undo or date):
        refuse("--submit不与--date、--undo一起写：提交的人不审批")
    if not submit and not date:
        refuse("请用--date写明依据的日期，如--date 2026-04-01；经办收取并提交的，写--submit")
    day = datetime.datetime.now(datetime.UTC).astimezone().date()
    try:
        day = day if submit else datetime.date.fromisoformat(date)
    except ValueError:
        refuse(f"--date {date}：请写成 年-月-日，如 2026-04-01")
    try:
        content = flow.read_bytes()
        read = flow_of(content.decode("utf-8"), flow.name)
    except (OSError, UnicodeDecodeError) as wrong:
        refuse(str(unreadable(flow, wrong, "结算流程")))
    except EngineError as wrong:
        refuse(str(wrong))
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.dip import settling
        from zhida.platform.dip.models import State
        from zhida.platform.scope import scope

        acts = actor(who)
        try:
            if submit:
                done = settling.bring(acts, content, flow.name, read.year, day)
            else:
                with scope(acts.region):
                    found = settling.settlement_of(content, flow.name)
                if undo:
                    done = settling.undo_settlement(acts, found.pk, day, undo)
                elif found.state == State.BOOKED:
                    done = settling.Decided(found)
                else:
                    done = settling.approve_settlement(acts, found.pk, day)
        except EngineError as wrong:
            refuse(str(wrong))
    _tell(done.settlement.edition, f"统筹区{read.pool} 险种{read.insutype} {read.year}年", done,
          "已提交，等待审批" if submit else "冲销" if undo else "基金入账")  # fmt: skip


def _tell(edition: int, of: str, done: Decided, what: str) -> None:
    new = done.new
    said = f"{what}：{of}第{edition}版"
    if new:
        span = f"{new[0].year}-{new[0].number}至{new[-1].year}-{new[-1].number}"
        said += f"，{len(new)}张凭证，{span}"
    messages().print(said, soft_wrap=True)
    before = len(done.posted) - len(new)
    if before:
        messages().print(f"{before}张凭证此前已记账，没有重记", soft_wrap=True)
    elif what == "基金入账" and not new:
        messages().print("此前已入账，没有重记", soft_wrap=True)

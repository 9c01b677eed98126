"""zhida due file, accept, send-back, waive: what is done about a duty."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.days import day_of
from zhida.cli.installation import As, installation, refuse

Number = Annotated[int, typer.Argument(metavar="编号", help="任务编号，zhida due 可列出。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么；写入日志。")]
Day = Annotated[str | None, typer.Option("--date", metavar="年-月-日", help="办理日期；默认今天。")]


def file(
    number: Number,
    files: Annotated[
        list[Path] | None, typer.Option("--file", metavar="FILE", help="报送的文件；可重复。")
    ] = None,
    nothing: Annotated[
        bool, typer.Option("--nothing-to-report", help="无可报：也是一次报送。")
    ] = False,
    words: Annotated[
        str, typer.Option("--words", metavar="说明", help="办理情况，如“已挂接”。")
    ] = "",
    date: Day = None,
    who: As = None,
) -> None:
    """报送：附文件，或写明办理情况，或写明无可报；迟报的天数会记下来。"""
    from zhida.documents.errors import why_unopened

    day = day_of(date, "--date")
    given: dict[str, bytes] = {}
    for path in files or []:
        try:
            given[path.name] = path.read_bytes()
        except OSError as wrong:
            refuse(f"无法读取“{path}”：{why_unopened(wrong)}。请核对文件名")
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.obligations import actions

        filed = actions.file(actor(who), number, given, nothing=nothing, words=words, day=day)
        late = f"，迟{filed.days_late}天" if filed.days_late else ""
        what = "无可报" if nothing else f"{len(given)}个文件" if given else "办理情况"
        output().print(f"任务{number}已报送（{what}），第{filed.ordinal}次{late}。", soft_wrap=True)


def accept(number: Number, date: Day = None, who: As = None) -> None:
    """接收：最近一次报送符合要求。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.obligations import actions

        actions.accept(actor(who), number, day_of(date, "--date"))
        output().print(f"任务{number}已接收。")


def send_back(number: Number, reason: Reason = "", date: Day = None, who: As = None) -> None:
    """退回：最近一次报送须重报，写明理由。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.obligations import actions

        actions.send_back(actor(who), number, reason, day_of(date, "--date"))
        output().print(f"任务{number}已退回。")


def waive(number: Number, reason: Reason = "", date: Day = None, who: As = None) -> None:
    """免除：不必再报，写明理由。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.obligations import actions

        actions.waive(actor(who), number, reason, day_of(date, "--date"))
        output().print(f"任务{number}已免除。")

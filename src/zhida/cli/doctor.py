"""zhida doctor: what works, what is missing, how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from zhida.cli.console import output

if TYPE_CHECKING:
    from zhida.platform.doctor import Check

_STYLES = {"fine": "green", "warning": "warning", "fault": "error", "unknown": "label"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出，供程序使用。")] = False,
) -> None:
    """检查运行环境：哪些正常，缺什么，怎样修复。退出状态：0 没有故障；1 有故障。"""
    from zhida.platform.doctor import State, examination

    checks = list(examination())
    faulty = any(each.state is State.FAULT for each in checks)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in checks], ensure_ascii=False, indent=2))
    else:
        _show(checks)
    raise typer.Exit(1 if faulty else 0)


def _show(checks: list[Check]) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in checks:
        said = Text(each.said)
        if each.mend:
            said.append(f"\n→ {each.mend}", style="label")
        table.add_row(Text(each.state.label, style=_STYLES[each.state]), each.name, said)
    output().print(table)

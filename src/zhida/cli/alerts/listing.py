"""zhida alerts list: raises what is new on a day, and lists what stands."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.alerts.colours import colour_word
from zhida.cli.console import messages, output
from zhida.cli.days import day_of
from zhida.cli.installation import As, installation, refuse
from zhida.core.execution.alerts import Colour, catalogue

if TYPE_CHECKING:
    from zhida.documents.execution.alert_files import AlertLine
    from zhida.platform.access.policy import Actor


def listed(
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="按哪一天检查；省略时为今天。")
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="区划", help="一个区划及以下；省略时为本区划。"),
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="规则", help="只看这些规则；可重复。")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all/--open", help="连同已办结和已消除的；默认只列未了结的。")
    ] = False,
    look: Annotated[
        bool, typer.Option("--look", help="只检查、不登记：看任何一天的情况，不改变预警。")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以json输出，金额以分为单位。")] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FILE", help="写为xlsx文件。")
    ] = None,
    who: As = None,
) -> None:
    """检查并列出预警：新的登记，仍在的更新，不再存在的写明消除。"""
    from zhida.documents.execution.alert_files import alerts_text, write_alerts
    from zhida.documents.writing.replacing import UnwritableReport

    codes = _codes(rule or [])
    day = day_of(on)
    if look and every:
        refuse("--look 只看这一天的情况，没有已办结的预警，不要与 --all 同写")
    with installation():
        from django.utils.timezone import localdate

        from zhida.platform.access.actors import actor as actor_of

        actor = actor_of(who)
        lines = _lines(actor, day or localdate(), region or "", codes, every, look)
    try:
        if xlsx is not None:
            write_alerts(xlsx, lines)
            messages().print(f"已写入 {xlsx}", soft_wrap=True)
    except UnwritableReport as error:
        refuse(str(error))
    if as_json:
        typer.echo(alerts_text(lines))
    elif xlsx is None:
        _show(lines)


def _lines(
    actor: Actor, day: datetime.date, region: str, codes: Sequence[str], every: bool, look: bool
) -> list[AlertLine]:
    from zhida.documents.execution.alert_files import AlertLine
    from zhida.platform.execution.alert_queries import alert_rows
    from zhida.platform.execution.raising import found_alerts, raise_alerts, years_of
    from zhida.platform.regions.models import Region
    from zhida.platform.scope import scope

    if region and not Region.objects.filter(code=region).exists():
        refuse(f"没有代码为“{region}”的区划。用 zhida regions 查找")
    place = region or actor.region
    progress = messages()
    if look:
        with scope(actor.region), progress.status("正在检查"):
            found = found_alerts(place, day, years_of(day), codes)
        return [AlertLine.of_found(each) for each in found]
    with progress.status("正在检查"):
        done = raise_alerts(actor, day, region, codes=codes)
    progress.print(
        f"{day}：新发{done.new}条，变色{done.changed}条，仍在{done.kept}条，消除{done.gone}条",
        soft_wrap=True,
    )
    with scope(actor.region):
        rows = list(alert_rows(place, codes, holding=not every, on=day))
    return [
        AlertLine(**{name: getattr(each, name) for name in _SHOWN} | {"state": each.state.label})
        for each in rows
    ]


_SHOWN = (
    *("number", "colour", "rule", "name", "region", "holder", "holder_name", "period", "fen"),
    *("sentence", "expected", "found", "since", "days", "raised_on", "gone_on", "basis", "mend"),
    *("status", "subject"),
)


def _codes(wanted: Sequence[str]) -> list[str]:
    known = {each.code for each in catalogue()}
    codes = [each.upper() for each in wanted]
    for code in codes:
        if code not in known:
            refuse(f"没有代码为“{code}”的预警规则。用 zhida alerts rules 列出全部规则")
    return codes


def _show(lines: Sequence[AlertLine]) -> None:
    if not lines:
        messages().print("没有预警")
        return
    numbered = any(each.number for each in lines)
    table = Table(box=None, pad_edge=False)
    for heading in (*(("编号",) if numbered else ()), "颜色", "规则", "状态", "情况"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "情况")
    for each in lines:
        number = [str(each.number)] if numbered else []
        table.add_row(
            *number, colour_word(each.colour), f"{each.rule} {each.name}", each.state, each.sentence
        )
    output().print(table)
    counted = Counter(each.colour for each in lines)
    told = "，".join(f"{colour.label}色{counted[colour]}条" for colour in Colour if counted[colour])
    output().print(f"共{len(lines)}条：{told}", style="label")

"""zhida due remind and feed: what to remind of on a day, and the calendar to subscribe to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import output
from zhida.cli.days import day_of, today
from zhida.cli.installation import As, acting

if TYPE_CHECKING:
    from zhida.platform.obligations.queries import Reminded


def remind(
    on: Annotated[
        str | None, typer.Option("--on", metavar="年-月-日", help="哪一天的提醒；默认今天。")
    ] = None,
    region: Annotated[
        str, typer.Option("--region", metavar="区划", help="一个区划及其下级；默认本区划。")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    who: As = None,
) -> None:
    """当日提醒，以及应当告知上一级的逾期任务。"""
    day = day_of(on, "--on") or today()
    with acting(who) as actor:
        from zhida.platform.obligations.queries import escalated, reminded

        place = region or actor.region
        due = list(reminded(day, region=place))
        above = list(escalated(day, region=place))
    if as_json:
        said = {"reminders": list(map(_object, due)), "escalations": list(map(_object, above))}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    _show(f"{day}的提醒", due)
    _show("告知上一级的逾期任务", above)


def feed(
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位", help="代码或全称；默认本单位。")
    ] = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help="zhida serve 的端口。")] = 8000,
    who: As = None,
) -> None:
    """日历订阅地址：zhida serve 运行时，日历程序可以订阅；知道地址的人都能看。"""
    with acting(who) as actor:
        from zhida.platform.access.policy import require
        from zhida.platform.access.queries import about
        from zhida.platform.administration import the_agency
        from zhida.platform.obligations.feed import path_of

        chosen = the_agency(agency or actor.agency)
        require(actor, "see", about(chosen.region_id))
        path = path_of(chosen.code)
    output().print(f"http://127.0.0.1:{port}{path}", soft_wrap=True)


def _show(title: str, found: list[Reminded]) -> None:
    if not found:
        output().print(f"{title}：没有。")
        return
    table = Table(title=title, title_justify="left")
    for head in ("编号", "到期日", "提醒", "事项", "责任单位", "告知"):
        table.add_column(head, overflow="fold")
    for each in found:
        duty = each.row.duty
        table.add_row(
            str(each.row.number),
            str(duty.due),
            each.reminder.words,
            f"{duty.what}（{duty.period}）" if duty.period else duty.what,
            each.row.owner,
            each.above,
        )
    output().print(table)


def _object(each: Reminded) -> dict[str, object]:
    return {
        "number": each.row.number,
        "what": each.row.duty.what,
        "period": each.row.duty.period,
        "owner": each.row.duty.owner,
        "due": str(each.row.duty.due),
        "reminder": each.reminder.words,
        "above": each.above,
    }

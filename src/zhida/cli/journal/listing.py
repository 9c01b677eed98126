"""zhida journal list: who did what, when and why."""

from __future__ import annotations

import datetime
import json
from typing import Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, refuse


def listed(
    subject: Annotated[
        str, typer.Option("--subject", metavar="对象", help="凭证号、文号、方案号等。")
    ] = "",
    concept: Annotated[
        str, typer.Option("--concept", metavar="类别", help="如 ledger、notice、plan。")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="用户", help="谁办的。")] = "",
    verb: Annotated[str, typer.Option("--verb", metavar="事项", help="如 签发、冲销。")] = "",
    region: Annotated[
        str, typer.Option("--region", metavar="区划代码", help="只看一个区划。")
    ] = "",
    since: Annotated[str, typer.Option("--since", metavar="年-月-日", help="从这一天起。")] = "",
    until: Annotated[str, typer.Option("--until", metavar="年-月-日", help="到这一天为止。")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多几行。")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，含前后内容。")] = False,
    who: As = None,
) -> None:
    """日志：谁在何时办了什么、为什么；最近的在前，限于本区划及以下。"""
    first, last = _moment("--since", since), _moment("--until", until, days=1)
    with acting(who):
        from zhida.platform.accounts.queries import deed_names
        from zhida.platform.journal.queries import deeds

        names = deed_names()
        codes = {name: code for code, name in names.items()}
        found = deeds(
            concept=concept,
            subject=subject,
            actor=by,
            verb=codes.get(verb, verb),
            region=region,
            since=first,
            until=last,
        )
        rows = list(found[: limit + 1])
    if as_json:
        typer.echo(
            json.dumps(
                [
                    {
                        "at": each.at.isoformat(),
                        "actor": each.actor,
                        "agency": each.agency,
                        "region": each.region_id,
                        "verb": each.verb,
                        "concept": each.concept,
                        "subject": each.subject,
                        "before": each.before,
                        "after": each.after,
                        "reason": each.reason,
                        "source": each.source,
                    }
                    for each in rows[:limit]
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    if not rows:
        messages().print("没有符合的记录。")
        return
    table = Table("时间", "用户", "单位", "事项", "对象", "理由")
    for each in rows[:limit]:
        at = each.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        table.add_row(
            at, each.actor, each.agency, names.get(each.verb, each.verb), each.subject, each.reason
        )
    output().print(table)
    if len(rows) > limit:
        messages().print(f"只列出最近{limit}条，用 --limit 多看", soft_wrap=True)


def _moment(option: str, text: str, days: int = 0) -> datetime.datetime | None:
    """The day's beginning, or its end, in the clock's zone."""
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text) + datetime.timedelta(days=days)
    except ValueError:
        refuse(f"{option} {text}：请写成 年-月-日，如 2025-03-03")
    return datetime.datetime.combine(day, datetime.time()).astimezone()

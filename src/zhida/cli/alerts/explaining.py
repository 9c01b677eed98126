"""zhida alerts show, rules: one alert with its history; the rules and when they hold."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from zhida.cli.alert_rule_view import explain_alert_rule
from zhida.cli.alerts.colours import colour_word
from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, refuse
from zhida.core.execution.alerts import catalogue, rule
from zhida.core.execution.alerts.terms import STATUS_WORDS
from zhida.core.money import format_fen

Number = Annotated[int, typer.Argument(metavar="编号", help="预警的编号，见 zhida alerts。")]


def show(number: Number, who: As = None) -> None:
    """一条预警：应为、实为、依据、改法、来历，以及问询答复的全部历史。"""
    with acting(who):
        from zhida.platform.execution.alert_queries import alert_row, entries

        found = alert_row(number)
        if found is None:
            refuse(f"没有编号为{number}的预警，或不在本区划范围内。用 zhida alerts 查看")
        history = entries(number)
    head = Text.assemble((f"预警{found.number}", "name"), "  ", colour_word(found.colour), "  ")
    head.append(f"{found.rule} {found.name}  {found.state.label}")
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True, style="label")
    facts.add_column(overflow="fold")
    held = f"{found.raised_on}起，{found.seen_on}仍在"
    if found.gone_on:
        held = f"{found.raised_on}起，{found.gone_on}检查时已不存在"
    again = f"，第{found.occurrence}次出现" if found.occurrence > 1 else ""
    for label, words in (
        ("单位", f"{found.holder_name}（{found.holder}）"),
        ("金额", format_fen(found.fen)),
        ("应为", found.expected),
        ("实为", found.found),
        ("存续", held + again),
        ("依据", found.basis),
        ("效力", STATUS_WORDS[found.status]),
        ("改法", found.mend),
        ("来历", "；".join(" ".join(filter(None, each[1:])) for each in found.evidence)),
    ):
        facts.add_row(label, words)
    thread = Table(box=None, pad_edge=False)
    for heading in ("时间", "事项", "办理人", "内容"):
        thread.add_column(heading, overflow="fold", no_wrap=heading == "时间")
    for each in history:
        by = " ".join(filter(None, (each.agency_name, each.actor)))
        thread.add_row(each.at.astimezone().strftime("%Y-%m-%d %H:%M"), each.label, by, each.words)
    output().print(Group(head, Text(), Text(found.sentence), Text(), facts, Text(), thread))


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[规则代码]", help="只说明这一条，如 E101。")
    ] = None,
) -> None:
    """列出预警规则，或说明其中一条：适用范围、时限、色档和例子。"""
    if code is None:
        table = Table.grid(padding=(0, 2))
        for each in catalogue():
            table.add_row(Text(each.code, style="code"), each.name, each.explanation)
        output().print(table)
        return
    try:
        found = rule(code)
    except KeyError:
        messages().print(
            f"没有代码为“{code}”的预警规则。用 zhida alerts rules 列出全部规则", style="fault"
        )
        raise typer.Exit(2) from None
    explain_alert_rule(output(), found)

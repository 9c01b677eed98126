"""zhida rules: what is checked, and why."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, NoReturn

import typer
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from zhida.cli.alert_rule_view import alert_rule_rows, explain_alert_rule
from zhida.cli.console import messages, output, severity_word
from zhida.core.execution.alerts import rule as alert_rule
from zhida.core.execution.alerts.terms import basis_of
from zhida.core.rules import Rule, catalogue, rule

FAMILIES = {
    "N1": "合计",
    "N2": "要素",
    "N3": "科目",
    "N4": "资金管理",
    "N5": "绩效",
    "N6": "时限",
    "N7": "读取",
}


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[规则代码]", help="只说明这一条，如 N101、E301。")
    ] = None,
) -> None:
    """列出全部检查规则（N）和预警规则（E），或说明其中一条：依据，适用的资金、年度和收款人。"""
    if code is None:
        _list(output())
        return
    if code.strip().upper().startswith("E"):
        try:
            explain_alert_rule(output(), alert_rule(code.strip()))
        except KeyError:
            _unknown(code)
        return
    try:
        found = rule(code)
    except KeyError:
        _unknown(code)
    _explain(output(), found)


def _unknown(code: str) -> NoReturn:
    messages().print(f"没有代码为“{code}”的规则。运行 zhida rules 可列出全部规则。", style="fault")
    raise typer.Exit(2) from None


def _list(console: Console) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="code")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    every = catalogue()
    for family, members in groupby(every, key=lambda each: each.code[:2]):
        table.add_row("", "", "")
        table.add_row(Text(FAMILIES.get(family, family), style="name"), "", "")
        for each in members:
            table.add_row(each.code, severity_word(each.severity), each.name)
    watched = alert_rule_rows()
    for name, alert_rules in watched:
        table.add_row("", "", "")
        table.add_row(Text(f"预警：{name}", style="name"), "", "")
        for one in alert_rules:
            table.add_row(one.code, "预警", f"{one.name}  {basis_of(one.code)}")
    console.print(table)
    console.print()
    alerts = sum(len(alert_rules) for _, alert_rules in watched)
    console.print(
        f"共{len(every)}条检查规则、{alerts}条预警规则。zhida rules 代码 可查看一条的说明和例子。",
        style="label",
    )


def _explain(console: Console, found: Rule) -> None:
    head = Text.assemble((found.code, "code"), "  ", severity_word(found.severity), "  ")
    head.append(found.name, style="name")
    lines = Table.grid(padding=(0, 2))
    lines.add_column(no_wrap=True, style="label")
    lines.add_column(overflow="fold")
    lines.add_row("依据", found.basis)
    lines.add_row("适用", years_of(found))
    lines.add_row("改法", found.mend)
    console.print(
        Group(
            head,
            Text(),
            Text(found.explanation),
            Text(),
            lines,
            Text(),
            Panel(Text(found.bad), title="错误的例子", title_align="left", border_style="error"),
            Panel(Text(found.good), title="正确的例子", title_align="left", border_style="green"),
        )
    )


def years_of(found: Rule) -> str:
    """适用年度: the budget years in which a rule holds, in words."""
    if found.since is None and found.until is None:
        return "各年度"
    if found.until is None:
        return f"{found.since}年度起"
    if found.since is None:
        return f"{found.until}年度止"
    return f"{found.since}至{found.until}年度"

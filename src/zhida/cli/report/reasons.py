"""原因 reasons: zhida report reason: why money wasn't spent, told once for all forms."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.report.options import OfAgency, Year, period_told


def reason(
    line: Annotated[
        str | None,
        typer.Argument(metavar="文号", help="下达资金的文号，或表中的序号；省略时列出写过的原因。"),
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="原因", help="为什么没有支出、何时支出。")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="报告期",
            help="说的是哪一期：2025-03、2025Q1，或一天 2025-06-30。",
        ),
    ] = None,
    year: Year = None,
    agency: OfAgency = None,
    who: As = None,
) -> None:
    """未支出原因：写一次，以后各表都用；再写一次，新的代替旧的，旧的留存。"""
    if line is None:
        _list(agency, year, who)
        return
    if text is None or period is None:
        refuse("请写明原因和报告期：zhida report reason 文号 原因 --period 2025-03")
    asked = period_told(period)
    with acting_for(who) as actor:
        from zhida.platform.reports.reasons import give_reason

        if agency is not None and agency != actor.agency:
            refuse("未支出原因由填报单位自己写，不必写 --agency；请用 --as 换成该单位的用户")
        for each in give_reason(actor, line, text, asked, year):
            said = each.reason
            output().print(
                f"{each.document or each.name}截至{said.as_of}未支出的原因已记下：{said.text}",
                soft_wrap=True,
            )


def _list(agency: str | None, year: int | None, who: str | None) -> None:
    if year is None:
        refuse("请写明文号、原因和报告期；要查看写过的原因，请写 --year 年度")
    with acting_for(who) as actor:
        from zhida.platform.reports.heads import agency_of
        from zhida.platform.reports.reasons import reason_history
        from zhida.platform.scope import scope

        with scope(actor.region):
            of = agency_of(agency or actor.agency)
            found = reason_history(of, year)
        if not found:
            messages().print(f"{of.name}{year}年没有写过未支出原因。")
            return
        grid = Table("截至", "报告期", "下达文号", "原因", "何人何时写")
        for each in found:
            grid.add_row(
                each.as_of.isoformat(),
                each.period,
                each.document,
                each.text,
                f"{each.said_by} {each.said_at:%Y-%m-%d %H:%M}",
            )
        output().print(grid)

"""zhida report: the forms that are due, made from the ledger or read back from files."""

from __future__ import annotations

import typer

from zhida.cli.report.listing import list_
from zhida.cli.report.making import feedback, quarterly
from zhida.cli.report.performing import targets
from zhida.cli.report.reading import read
from zhida.cli.report.reasons import reason
from zhida.cli.report.rolling import rollup
from zhida.cli.report.self_evaluating import selfeval

report = typer.Typer(
    name="report",
    help="报表：按账生成反馈表、季报、自评表和绩效目标表，读回填好的表，汇总下级各表。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
report.command("feedback")(feedback)
report.command("quarterly")(quarterly)
report.command("selfeval")(selfeval)
report.command("targets")(targets)
report.command("reason")(reason)
report.command("read")(read)
report.command("rollup")(rollup)
report.command("list")(list_)

"""zhida evaluate coefficients: confirmed evaluations as the coefficients of next year's plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.coefficients_file import deliver_coefficients
from zhida.cli.console import messages
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for

if TYPE_CHECKING:
    from zhida.platform.performance.evaluations import EvaluationRow

Year = Annotated[int, typer.Option("--year", metavar="年度", help="评价的年度，系数用于下一年。")]
OutFile = Annotated[Path, typer.Option("--out", metavar="OUT.csv", help="写到哪个文件。")]
Factors = Annotated[
    Path | None,
    typer.Option("--factors", metavar="因素.csv", help="把绩效系数填入分配方案的因素表，另存。"),
]
Fund = Annotated[str, typer.Option("--fund", metavar="资金", help="哪项资金的评价。")]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        metavar="编号=名称",
        help="评价在因素表中的名称与单位所在地不同时写明，如 --name 7=市本级；可重复。",
    ),
]


def coefficients(
    year: Year,
    out: OutFile,
    factors: Factors = None,
    fund: Fund = "",
    names: Names = None,
    who: As = None,
) -> None:
    """下年分配系数：按直接下级已确认的评价得分，写出系数表或填入因素表。"""
    from zhida.documents.performance.coefficient_file import Rated, plan_name

    named = _named(names or [])
    with acting_for(who) as actor:
        from zhida.platform.performance.evaluations import evaluations_below
        from zhida.platform.scope import scope

        with scope(actor.region):
            found = evaluations_below(actor.region, year, fund=fund, besides=tuple(named))
    done = [each for each in found if each.confirmed]
    _tell_open([each for each in found if not each.confirmed])
    if not done:
        refuse(
            f"直接下级没有已确认的{year}年{f'“{fund}”' if fund else ''}绩效评价。"
            "先办完自评、复核和确认：zhida evaluate list"
        )
    known = {each.number: named.get(each.number) or plan_name(each.agency_name) for each in done}
    _once(done, known)
    rated = [Rated(known[each.number], each.counts.total) for each in done]
    deliver_coefficients(rated, year, fund or done[0].fund, out, factors)


def _named(texts: list[str]) -> dict[int, str]:
    named = {}
    for text in texts:
        number, _, name = text.replace("＝", "=").partition("=")
        if not number.strip().isdecimal() or not name.strip():
            refuse(f"--name “{text}”不是“编号=名称”。写成 7=市本级")
        named[int(number)] = name.strip()
    return named


def _tell_open(rows: list[EvaluationRow]) -> None:
    for each in rows:
        messages().print(
            f"评价{each.number}（{each.agency_name}“{each.fund}”）{each.state.label}，未确认，不计",
            style="label",
            soft_wrap=True,
        )


def _once(rows: list[EvaluationRow], names: dict[int, str]) -> None:
    """One score for each recipient of one fund; never one of two picked."""
    funds = list(dict.fromkeys(each.fund for each in rows))
    if len(funds) > 1:
        refuse(f"已确认的评价涉及{len(funds)}项资金：{'、'.join(funds)}。请用 --fund 写明")
    for number, name in names.items():
        same = [str(other) for other, its in names.items() if its == name]
        if len(same) > 1:
            refuse(
                f"“{name}”有{len(same)}项已确认的评价（编号{'、'.join(same)}）。"
                f"请用 --name {number}=名称 分别写明在因素表中的名称"
            )

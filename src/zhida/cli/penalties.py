"""zhida penalties: what slow execution takes from next year's money: a proposal with its arithmetic."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.days import day_of
from zhida.cli.installation import As, installation, refuse
from zhida.core.money import format_fen

if TYPE_CHECKING:
    from zhida.core.execution.penalties import PenaltyProposal


def penalties(
    year: Annotated[int, typer.Option("--year", metavar="年度", help="考核哪一个预算年度。")],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="日期", help="考核日；省略时用办法规定的日期。"),
    ] = None,
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="办法", help="扣减办法，见数据表 penalty_schemes。")
    ] = "rate",
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="区划", help="考核谁的下级；省略时为本区划。"),
    ] = None,
    fund: Annotated[str, typer.Option("--fund", metavar="资金", help="只看一项资金。")] = "",
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="方案.toml", help="以下年方案中各地的金额为扣减基数。"),
    ] = None,
    scores: Annotated[
        Path | None,
        typer.Option("--scores", metavar="得分.csv", help="各地得分，表头 name,得分。"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.csv", help="写为下年方案可以直接采用的扣减表。"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以json输出，金额以分为单位。")] = False,
    who: As = None,
) -> None:
    """扣减建议：按执行率、下达时间或评价得分，算出下年扣减多少、分给谁，逐行列出算式。"""
    from zhida.core.execution.penalty_schemes import penalty_scheme
    from zhida.core.ledger.errors import LedgerError
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.execution.penalty_files import (
        penalties_text,
        read_scores,
        write_penalties,
    )
    from zhida.documents.writing.replacing import UnwritableReport

    try:
        chosen = penalty_scheme(scheme, year)
        bases = _bases(plan) if plan else None
        told = read_scores(scores) if scores else None
    except (LedgerError, FaultyInput) as wrong:
        refuse(str(wrong))
    day = day_of(on) or chosen.measured_on(year)
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution.penalising import Wish, propose_penalties

        wish = Wish(chosen, year, day, region or "", fund, bases=bases, scores=told)
        proposal = propose_penalties(actor(who), wish)
    if as_json:
        typer.echo(penalties_text(proposal))
    else:
        _show(proposal, year, day)
    if out is not None:
        try:
            write_penalties(out, proposal)
        except UnwritableReport as error:
            refuse(str(error))
        messages().print(_how_to_use(out, proposal), soft_wrap=True)


def _bases(plan: Path) -> dict[str, int]:
    """What each recipient of next year's plan would have, in fen, in the plan's order."""
    from zhida.documents.allocation.plan_file import allocate_plan

    planned = allocate_plan(plan)
    fens = [units * planned.unit.fen for units in planned.totals.values()]
    return dict(zip((each.name for each in planned.recipients.records), fens, strict=True))


def _show(proposal: PenaltyProposal, year: int, day: datetime.date) -> None:
    scheme = proposal.scheme
    output().print(f"{scheme.name}（{year}年度，考核到{day}）", style="name")
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column("地方", "合计", overflow="fold")
    total = sum(each.returned_fen for each in proposal.cuts)
    kept = sum(each.kept_fen for each in proposal.cuts)
    for head, fen in (
        ("基数（元）", proposal.base_fen),
        ("扣减（元）", proposal.cut_fen),
        ("分回（元）", total),
        ("扣减后（元）", kept),
    ):
        table.add_column(head, _yuan(fen), justify="right", no_wrap=True)
    for each in proposal.cuts:
        fens = (each.party.base_fen, each.cut_fen, each.returned_fen, each.kept_fen)
        table.add_row(each.party.name, *map(_yuan, fens))
    output().print(table)
    if proposal.reserve_fen:
        output().print(f"留作机动 {format_fen(proposal.reserve_fen)}")
    output().print("\n算式", style="label")
    for each in (*proposal.above, *proposal.cuts):
        for line in each.arithmetic:
            output().print(f"  {each.party.name}：{line}", soft_wrap=True)
    whole = kept + proposal.reserve_fen
    output().print(
        f"核对：基数合计{format_fen(proposal.base_fen)} = 扣减后{format_fen(kept)}"
        f" + 机动{format_fen(proposal.reserve_fen)}"
        f"{'' if whole == proposal.base_fen else '，不平'}",
        soft_wrap=True,
    )
    messages().print(
        f"依据：{scheme.basis}。{scheme.source}。本表是建议，由人决定。", soft_wrap=True
    )


def _yuan(fen: int) -> str:
    """As in a column of 元: all with two decimals, so that sums can be seen."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"


def _how_to_use(out: Path, proposal: PenaltyProposal) -> str:
    kept = '、kept_by = "保留扣减资金的分配对象"' if proposal.reserve_fen else ""
    return (
        f'已写入 {out}。在下年方案中加一节 [penalties]，写 file = "{out.name}"{kept}，'
        "再运行 zhida allocate 方案.toml"
    )

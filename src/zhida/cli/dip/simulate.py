"""zhida dip simulate: a past year under another plan, beside the one that stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Out, policy_of, running


def simulate(
    grouped: Annotated[Path, typer.Argument(metavar="分组.parquet", help="现行目录的分组结果。")],
    scores: Annotated[Path, typer.Option("--scores", metavar="测算.json", help="现行测算结果。")],
    plan_scores: Annotated[
        Path, typer.Option("--plan-scores", metavar="测算.json", help="方案的测算结果。")
    ],
    funds: Annotated[
        Path, typer.Option("--funds", metavar="基金.csv", help="同zhida dip settle。")
    ],
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help="模拟哪一年的病例。")],
    out: Out,
    plan_grouped: Annotated[
        Path | None,
        typer.Option(
            "--plan-grouped", metavar="分组.parquet", help="方案另有目录的，用它的分组结果。"
        ),
    ] = None,
    policy: Changes = None,
) -> None:
    """模拟运行：用方案的目录、测算和政策（--policy）重算一年，与现行和原办法逐机构比较（json或xlsx）。

    结果写明日期和各文件的指纹，是“模拟运行时间”的依据。
    """
    from datetime import UTC, datetime

    day = datetime.now(UTC).astimezone().date()
    with running("模拟", grouped, plan_grouped, write=[out]) as engine:
        from zhida.cli.dip.step.keeping import yuan
        from zhida.engines.dip import stages
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.report_files import ReportTable, writable_report, write_report
        from zhida.engines.dip.result_columns import COMPARED_COLUMNS
        from zhida.engines.dip.side_tables import read_funds
        from zhida.engines.dip.simulation import compare, levels

        writable_report(out)
        pools, stands, chosen = read_funds(funds), policy_of(None), policy_of(policy)
        now_measured, plan_measured = read_measured(scores), read_measured(plan_scores)
        cases = plan_grouped or grouped
        now = stages.settle_year(engine, grouped, year, now_measured, pools, stands)
        plan = stages.settle_year(engine, cases, year, plan_measured, pools, chosen)
        table = stages.read_grouped(engine, grouped, now_measured.directory)
        rows = compare(now, plan, levels(engine, table.filter(table.year == year)))
        facts: dict[str, object] = {
            "simulated_on": day.isoformat(), "year": year, "policy": policy or [],
            "files": stages.fingerprints({
                "grouped": grouped, "scores": scores, "plan_grouped": cases,
                "plan_scores": plan_scores, "funds": funds,
            }),
        }  # fmt: skip
        shown: list[list[str | int | None]] = [
            [*each.pool, each.level, each.institution, each.cases, each.cost_fen, each.booked_fen,
             each.now_fen, each.plan_fen, each.difference_fen, each.pay_permille]
            for each in rows
        ]  # fmt: skip
        of = [ReportTable("institutions", "机构", COMPARED_COLUMNS, [row for row in shown if row[3]]),
              ReportTable("levels", "等级", COMPARED_COLUMNS, [row for row in shown if not row[3]])]  # fmt: skip
        write_report(out, facts, of)
    told = output()
    told.print(f"{day}模拟运行：{year}年", soft_wrap=True)
    for each in rows:
        if not each.institution:
            told.print(
                f"统筹区{each.pool[0]} 险种{each.pool[1]} 等级{each.level or '未填'}："
                f"{each.cases}例，差额{yuan(each.difference_fen)}元，支付率{each.pay_permille}‰",
                soft_wrap=True,
            )
    told.print(f"已写入{out}", soft_wrap=True)

"""zhida dip step review: the outcome of a single review of special cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Grouped, Scores, policy_of, running
from zhida.cli.dip.step.keeping import FlowFile, FlowOut, basis, keep, tell


def review(
    flow: FlowFile,
    grouped: Grouped,
    scores: Scores,
    outcomes: Annotated[
        list[Path],
        typer.Option(
            "--outcomes",
            metavar="评议.csv",
            help="setl_id,kind（按项目、调整分值、不同意）,points；以前各期的也要给出，可写多次。",
        ),
    ],
    out: FlowOut = None,
    policy: Changes = None,
) -> None:
    """特例单议：登记一次评议的结果，年度清算时照用；申请的不超过统筹区出院病例的special_permille‰。"""
    with running("特例单议", grouped, write=[out]) as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.flow import read_flow
        from zhida.engines.dip.flow_reviews import review_flow
        from zhida.engines.dip.measured import read_measured

        stands, measured, chosen = read_flow(flow), read_measured(scores), policy_of(policy)
        pool = (stands.pool, stands.insutype)
        scored = stages.scored_year(engine, grouped, stands.year, measured, chosen, pool)
        rests_on = basis({"grouped": grouped, "scores": scores}, policy)
        after, published = review_flow(
            engine, scored, stands, outcomes, measured, chosen, rests_on
        )  # fmt: skip
        keep(after, out or flow)
    output().print(
        f"公布：出院病例{published.discharges}例，最多可申请{published.quota}例，"
        f"已申请{published.asked}例，同意{published.granted}例",
        soft_wrap=True,
    )
    tell(after, out or flow)

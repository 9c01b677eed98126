"""zhida dip step prepay: one month's payment, with that month's deductions."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Grouped, Scores, policy_of, running
from zhida.cli.dip.step.keeping import Deductions, FlowFile, FlowOut, basis, keep, tell


def prepay(
    flow: FlowFile,
    grouped: Grouped,
    scores: Scores,
    month: Annotated[
        int | None,
        typer.Option("--month", min=1, max=12, help="月份；不写为下一个月，写了要与次序相符。"),
    ] = None,
    deductions: Deductions = None,
    out: FlowOut = None,
    policy: Changes = None,
) -> None:
    """月度预付：一个月的病例按年初点值预付，减去个人支付和当月扣款；扣不完的到年底再扣。"""
    with running("月度预付", grouped, write=[out]) as engine:
        from zhida.engines.dip import flow_steps, stages
        from zhida.engines.dip.flow import Step, read_flow
        from zhida.engines.dip.flow_tables import read_deductions
        from zhida.engines.dip.flow_year import months_of, strangers, value_of
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.errors import EngineError

        stands, measured, chosen = read_flow(flow), read_measured(scores), policy_of(policy)
        number, pool = month or stands.due(Step.PREPAID), (stands.pool, stands.insutype)
        scored = stages.scored_year(engine, grouped, stands.year, measured, chosen, pool)
        taken = read_deductions(deductions).get((pool, number), {})
        if unknown := strangers(engine, scored, stands, taken):
            raise EngineError(
                f"“{deductions}”{number}月的机构{unknown[0]}在统筹区{pool[0]}、险种{pool[1]}、"
                f"{stands.year}年没有病例，也没有领过款，无从扣款。请核对机构代码"
            )
        rows = months_of(
            engine, scored.filter(scored.month == number), {(pool, number): taken}
        ).get((pool, number), [])  # fmt: skip
        if not any(each.points for each in rows) and Step.PREPAID in stands.next_steps():
            raise EngineError(
                f"“{grouped}”里没有统筹区{pool[0]}、险种{pool[1]}、{stands.year}年{number}月的病例。"
                "请先采集、分组这个月的清单"
            )
        rests_on = basis({"grouped": grouped, "scores": scores, "deductions": deductions}, policy)
        after = flow_steps.prepay(
            stands, number, rows, value_of(stands, measured), measured.places, chosen, rests_on
        )
        keep(after, out or flow)
    tell(after, out or flow)
    parts = after.taken[-1].parts
    if none := [each.institution for each in parts if each.deducted_fen and not each.paid_fen]:
        output().print(
            f"付款减到零，扣不完的到年底再扣：{'、'.join(none)}。请核对扣款表", soft_wrap=True
        )

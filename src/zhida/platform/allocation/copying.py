"""假设方案 copying: a draft with the figures of another plan, to be changed and compared with it."""

from __future__ import annotations

from dataclasses import replace

from zhida.core.ledger import LedgerError
from zhida.documents.parsing.normalise import clean
from zhida.platform.access.policy import Actor
from zhida.platform.allocation import actions, working
from zhida.platform.allocation.models import Plan


def copied(actor: Actor, plan: Plan) -> Plan:
    """复制方案: drafted anew by `actor`. Raises `LedgerError` where its files weren't kept."""
    found = working.sheet(plan)
    if found is None:
        raise LedgerError("这个方案没有存下计算用的文件，不能复制")
    sheet = replace(found, title=f"{found.title}（假设）")
    proposal = working.proposal(sheet, actor.region, plan.upstream_document)
    return actions.draft(actor, proposal, paying(plan), plan.pk)


def paying(plan: Plan) -> dict[str, int]:
    """付款指标: the number of the line that pays, by the name of the plan's column."""
    return {clean(each.name).text: each.line_id for each in plan.pool.order_by("ordinal")}

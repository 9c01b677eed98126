"""存方案 storing: a proposal becomes the pool, the awards and the files of a plan's edition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor
from zhida.platform.access.queries import about
from zhida.platform.allocation.emptied import empty_lines
from zhida.platform.allocation.models import Award, Edition, Plan, PlanFile, PoolLine
from zhida.platform.allocation.pool import held_lines, match
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.regions.models import Agency


def store(
    actor: Actor, plan: Plan, proposal: Proposal, chosen: Mapping[str, int] | None = None
) -> None:
    """存: the proposal as the plan's `version`. Raises `LedgerError` where it can't be issued."""
    held = held_lines(actor.agency, proposal.year)
    asked = set((chosen or {}).values()) - {each.number for each in held}
    empty = empty_lines(actor.agency, proposal.year, asked)
    lines = match(proposal.columns, held, proposal.upstream, chosen, empty)
    recipients = _recipients(actor, proposal)
    plan.title, plan.year = proposal.title, proposal.year
    plan.upstream_document, plan.unit_fen = proposal.upstream, proposal.unit_fen
    plan.certificate, plan.explanation = proposal.certificate, proposal.explanation
    plan.save()
    edition = Edition.objects.create(plan=plan, number=plan.version, saved_by=actor.name)
    PlanFile.objects.bulk_create(
        PlanFile(edition=edition, name=name, content=data, sha256=hashlib.sha256(data).hexdigest())
        for name, data in proposal.files.items()
    )
    pool = PoolLine.objects.bulk_create(
        PoolLine(
            plan=plan,
            ordinal=at,
            name=column.name,
            line_id=line.number,
            kind=line.kind,
            fen=column.fen,
        )
        for at, (column, line) in enumerate(zip(proposal.columns, lines, strict=True), 1)
    )
    Award.objects.bulk_create(
        Award(plan=plan, pool_line=each, recipient=recipients[code], fen=fen)
        for code, row in zip(proposal.recipients, proposal.fens, strict=True)
        for each, fen in zip(pool, row, strict=True)
        if fen
    )


def _recipients(actor: Actor, proposal: Proposal) -> dict[str, Agency]:
    found = {each.code: each for each in Agency.objects.filter(code__in=proposal.recipients)}
    for code in proposal.recipients:
        if code not in found:
            raise LedgerError(f"没有代码为{code}的单位。请先登记该单位，或改正方案中的名称")
        if code == actor.agency:
            raise LedgerError(f"方案不能把资金分配给本单位（{found[code].name}）")
        if actor.region not in about(found[code].region_id).reached_from:
            raise LedgerError(f"{found[code].name}不在本区划（{actor.region}）之内，不能向它下达")
    return found

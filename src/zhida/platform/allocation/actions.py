"""办理 actions: the steps of a plan, each one transaction: permission, ledger, state, journal."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils import timezone

from zhida.core.allocation.states import STEPS, State, after
from zhida.core.ledger import LedgerError
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.allocation import papers, reserve
from zhida.platform.allocation.models import Award, Paper, Plan, PlanFile, PoolLine
from zhida.platform.allocation.pool import first_dated, held_lines, match
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "allocation"


def draft(actor: Actor, proposal: Proposal, chosen: Mapping[str, int] | None = None) -> Plan:
    """起草: stores a plan with all it was made from. Nothing is reserved yet.

    `chosen` gives for a column's name the number of the quota line that pays.
    Raises `LedgerError` where a column has no line with enough on it, or a
    recipient is not known.
    """
    with scope(actor.region):
        require(actor, "draft", about(actor.region))
        lines = match(
            proposal.columns, held_lines(actor.agency, proposal.year), proposal.upstream, chosen
        )
        recipients = _recipients(actor, proposal)
        plan = Plan.objects.create(
            title=proposal.title,
            year=proposal.year,
            agency=Agency.objects.get(code=actor.agency),
            region_id=actor.region,
            upstream_document=proposal.upstream,
            unit_fen=proposal.unit_fen,
            drafted_by=actor.name,
            certificate=proposal.certificate,
            explanation=proposal.explanation,
        )
        PlanFile.objects.bulk_create(
            PlanFile(plan=plan, name=name, content=data, sha256=hashlib.sha256(data).hexdigest())
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
        record(actor, "draft", CONCEPT, str(plan.pk), None, _outline(plan))
        return plan


def submit(actor: Actor, plan: int) -> Plan:
    """送审: the draft goes to the reviewer."""
    with _step(actor, plan, "submit") as found:
        return found


def approve(actor: Actor, plan: int, reason: str = "") -> Plan:
    """审定: by somebody else than the drafter."""
    with _step(actor, plan, "approve", reason) as found:
        found.decided_by = actor.name
        return found


def send_back(actor: Actor, plan: int, reason: str) -> Plan:
    """退回: to the drafter, with reasons."""
    if not reason.strip():
        raise LedgerError("退回方案必须写明理由")
    with _step(actor, plan, "send_back", reason) as found:
        found.decided_by = actor.name
        found.reason = reason
        return found


def send_out(actor: Actor, plan: int, letter: papers.Letter) -> Plan:
    """送签: reserves the money and makes the documents that the office will sign."""
    with _step(actor, plan, "send_out") as found:
        reserve.take(actor, found, timezone.localdate())
        _store(found, "signing", papers.make(found, letter))
        return found


def sign(
    actor: Actor,
    plan: int,
    letter: papers.Letter,
    number: str,
    day: datetime.date,
    sealed_sha256: str = "",
) -> Plan:
    """签发: number and date come back from the office, with the hash of its sealed file.

    An installation without an office system signs in place: the documents are
    made anew with number and date, and `sealed_sha256` stays empty.
    """
    with _step(actor, plan, "sign") as found:
        _refuse_used(found, number)
        _refuse_dated(found, number, day)
        found.number, found.signed_on, found.sealed_sha256 = number, day, sealed_sha256
        _store(found, "signed", papers.make(found, letter))
        return found


def book(actor: Actor, plan: int) -> Plan:
    """下达: what was reserved goes on its way to the recipients, in one batch."""
    with _step(actor, plan, "book", permission="issue") as found:
        reserve.issue(actor, found)
        return found


def withdraw(actor: Actor, plan: int, reason: str) -> Plan:
    """撤回: gives up a plan; what was reserved for it is free again."""
    if not reason.strip():
        raise LedgerError("撤回方案必须写明理由")
    with _step(actor, plan, "withdraw", reason) as found:
        if found.state in (State.SIGNING, State.SIGNED):
            reserve.give_back(actor, found, timezone.localdate(), reason)
        found.reason = reason
        return found


@contextmanager
def _step(
    actor: Actor, number: int, verb: str, reason: str = "", permission: str = ""
) -> Iterator[Plan]:
    """One step of one plan: locked, permitted, in the right state; then saved and recorded."""
    with scope(actor.region):
        plan = Plan.objects.select_for_update().filter(pk=number).first()
        if plan is None:
            raise LedgerError(f"没有编号为{number}的方案，或不在本区划范围内")
        require(actor, permission or verb, about(plan.region_id, [plan.drafted_by]))
        before = _outline(plan)
        state = after(verb, State(plan.state))
        yield plan
        plan.state = state
        plan.save()
        record(actor, verb, CONCEPT, str(plan.pk), before, _outline(plan), reason)


def _refuse_used(plan: Plan, number: str) -> None:
    used = Plan.objects.filter(agency=plan.agency, number=number).exclude(state=State.WITHDRAWN)
    if other := used.first():
        raise LedgerError(f"文号{number}已用于方案{other.pk}“{other.title}”。请核对文号")


def _refuse_dated(plan: Plan, number: str, day: datetime.date) -> None:
    """A number of another year, a day to come, a day before the money was given: a slip."""
    if day > (today := timezone.localdate()):
        raise LedgerError(f"签发日期{day}还没有到（今天是{today}）。请核对日期")
    for found in document_numbers_in(number):
        if (year := found.value.number.year) != day.year:
            raise LedgerError(f"文号{number}是{year}年的，签发日期是{day}。请核对文号和日期")
    given = first_dated(plan.pool.values_list("line_id", flat=True))
    if given and day < given:
        raise LedgerError(f"签发日期{day}早于资金下达给本单位的文件（{given}）。请核对日期")


def _outline(plan: Plan) -> dict[str, object]:
    return {
        "title": plan.title,
        "state": State(plan.state).value,
        "number": plan.number,
        "signed_on": plan.signed_on.isoformat() if plan.signed_on else None,
    }


def _store(plan: Plan, stage: str, made: Mapping[str, bytes]) -> None:
    Paper.objects.bulk_create(
        Paper(
            plan=plan,
            stage=stage,
            name=name,
            content=data,
            sha256=hashlib.sha256(data).hexdigest(),
        )
        for name, data in made.items()
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


def labels() -> dict[str, str]:
    """步骤名称: the Chinese name of every step, for lists of what may be done next."""
    return {verb: step.label for verb, step in STEPS.items()}

"""办理 actions: the steps of a plan, each one transaction: permission, ledger, state, journal."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils import timezone

from zhida.core.allocation.states import OPEN, STEPS, State, after
from zhida.core.ledger import LedgerError
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.allocation import papers, reserve, storing
from zhida.platform.allocation.models import Paper, Plan
from zhida.platform.allocation.pool import first_dated
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.allocation.queries import drafters, outline
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "allocation"


class OutdatedVersion(LedgerError):
    """别人已先保存: a plan was changed by somebody else since; `stored` is the version it has now."""

    def __init__(self, stored: int) -> None:
        self.stored = stored
        super().__init__(f"别人已先保存了第{stored}版。请比较两边的改动，再决定保留哪些")


def draft(
    actor: Actor,
    proposal: Proposal,
    chosen: Mapping[str, int] | None = None,
    copied_from: int | None = None,
) -> Plan:
    """起草: stores a plan with all it was made from. Nothing is reserved yet.

    `chosen` gives for a column's name the number of the quota line that pays;
    `copied_from` is the plan that it is a what-if copy of.
    Raises `LedgerError` where a column has no line with enough on it, or a
    recipient is not known.
    """
    with scope(actor.region):
        require(actor, "draft", about(actor.region))
        plan = Plan(
            agency=Agency.objects.get(code=actor.agency),
            region_id=actor.region,
            drafted_by=actor.name,
            copied_from_id=copied_from,
        )
        storing.store(actor, plan, proposal, chosen)
        record(actor, "draft", CONCEPT, str(plan.pk), None, outline(plan))
        return plan


def revise(
    actor: Actor,
    number: int,
    proposal: Proposal,
    version: int,
    chosen: Mapping[str, int] | None = None,
) -> Plan:
    """修改: a draft, or a plan that was sent back, is made anew of other figures.

    `version` is the one that the change began from. Raises `OutdatedVersion` where
    somebody has saved another since; what they saved stays, and so does every edition.
    """
    with scope(actor.region):
        plan = _locked(number)
        require(actor, "draft", about(plan.region_id))
        state = State(plan.state)
        if state not in OPEN:
            raise LedgerError(f"方案在“{state.label}”，不能修改。请审核人员先退回")
        if plan.version != version:
            raise OutdatedVersion(plan.version)
        before = outline(plan)
        plan.version += 1
        plan.pool.all().delete()
        storing.store(actor, plan, proposal, chosen)
        record(actor, "draft", CONCEPT, str(plan.pk), before, outline(plan))
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
        found.letter = papers.kept(letter)
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
        found.mark, made = papers.marked(found, letter)
        _store(found, "signed", made)
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
        plan = _locked(number)
        require(actor, permission or verb, about(plan.region_id, drafters(plan)))
        before = outline(plan)
        state = after(verb, State(plan.state))
        yield plan
        plan.state = state
        plan.save()
        record(actor, verb, CONCEPT, str(plan.pk), before, outline(plan), reason)


def _locked(number: int) -> Plan:
    plan = Plan.objects.select_for_update().filter(pk=number).first()
    if plan is None:
        raise LedgerError(f"没有编号为{number}的方案，或不在本区划范围内")
    return plan


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


def labels() -> dict[str, str]:
    """步骤名称: the Chinese name of every step, for lists of what may be done next."""
    return {verb: step.label for verb, step in STEPS.items()}

"""办理 actions: duties are born, filed, accepted, sent back, waived. Each is one transaction."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping

from django.utils import timezone

from zhida.core.ledger import LedgerError
from zhida.core.obligations import DutyState, Step, StepError, days_late, require_step, state_on
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.obligations.models import Decision, Duty, Filing, FilingFile
from zhida.platform.obligations.queries import deeds_of
from zhida.platform.scope import scope

CONCEPT = "duty"


def file(
    actor: Actor,
    number: int,
    files: Mapping[str, bytes] | None = None,
    *,
    nothing: bool = False,
    words: str = "",
    day: datetime.date | None = None,
) -> Filing:
    """报送: hands in files (by name), or says in words what was done, or that there is nothing.

    `day` is when it was handed in, today by default. Raises `LedgerError` where
    nothing at all is said, the day is to come, or the duty isn't open.
    """
    given = dict(files or {})
    if nothing and given:
        raise LedgerError("“无可报”不能再附文件，请只选一种")
    if not (nothing or given or words.strip()):
        raise LedgerError(
            "报送须附文件（--file）、写明办理情况（--words），或写明无可报（--nothing-to-report）"
        )
    on = _not_to_come(day)
    with scope(actor.region):
        duty = _locked(actor, number, "file_duty", Step.FILE, on)
        filing = Filing.objects.create(
            duty=duty,
            ordinal=duty.filings.count() + 1,
            form=duty.form,
            nothing=nothing,
            filed_on=on,
            days_late=days_late(duty.due, on),
            words=words.strip(),
            filed_by=actor.name,
        )
        FilingFile.objects.bulk_create(
            FilingFile(
                filing=filing,
                name=name,
                sha256=hashlib.sha256(content).hexdigest(),
                content=content,
            )
            for name, content in given.items()
        )
        _recorded(actor, "file_duty", duty, on, words)
        return filing


def accept(actor: Actor, number: int, day: datetime.date | None = None) -> Decision:
    """接收: the last filing is in order."""
    return _decide(actor, number, Step.ACCEPT, "accept_filing", "", day)


def send_back(actor: Actor, number: int, reason: str, day: datetime.date | None = None) -> Decision:
    """退回: the last filing is to be done again, with the reason."""
    return _decide(actor, number, Step.SEND_BACK, "send_back_filing", reason, day)


def waive(actor: Actor, number: int, reason: str, day: datetime.date | None = None) -> Decision:
    """免除: nothing is owed any more, with the reason."""
    return _decide(actor, number, Step.WAIVE, "waive_duty", reason, day)


def hindered(actor: Actor, number: int, step: Step) -> str:
    """为何不能: what stands against a step on a duty today, whatever the policy says; "" if nothing."""
    duty = Duty.objects.select_related("owner", "receiver").get(pk=number)
    try:
        _by_the_right_side(actor, duty, step)
        require_step(step, state_on(duty.due, deeds_of(duty), timezone.localdate()))
    except (LedgerError, StepError) as refused:
        return str(refused)
    return ""


def _decide(
    actor: Actor, number: int, step: Step, verb: str, reason: str, day: datetime.date | None
) -> Decision:
    if step is not Step.ACCEPT and not reason.strip():
        raise LedgerError(f"{step.label}必须写明理由（--reason）")
    on = _not_to_come(day)
    with scope(actor.region):
        duty = _locked(actor, number, verb, step, on)
        filing = duty.filings.order_by("-ordinal").first() if step is not Step.WAIVE else None
        decision = Decision.objects.create(
            duty=duty,
            filing=filing,
            step=step.value,
            reason=reason.strip(),
            decided_on=on,
            decided_by=actor.name,
        )
        _recorded(actor, verb, duty, on, reason)
        return decision


def _locked(actor: Actor, number: int, verb: str, step: Step, on: datetime.date) -> Duty:
    """The duty, locked, permitted, and in a state on which the step follows."""
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("owner", "receiver")
        .filter(pk=number)
        .first()
    )
    if duty is None:
        raise LedgerError(
            f"没有编号为{number}的任务，或不在本区划范围内。编号见任务列表（时限，或 zhida due）"
        )
    require(actor, verb, about(duty.region_id))
    _by_the_right_side(actor, duty, step)
    deeds = deeds_of(duty)
    if deeds and on < deeds[-1].day:
        raise LedgerError(f"{on}早于上一次办理的日期{deeds[-1].day}，请核对日期")
    try:
        require_step(step, state_on(duty.due, deeds, on))
    except StepError as wrong:
        raise LedgerError(f"任务{number}“{duty.what}”：{wrong}") from wrong
    return duty


def _by_the_right_side(actor: Actor, duty: Duty, step: Step) -> None:
    """Who owes files; who owes neither takes in its own filing nor lets itself off."""
    own = actor.agency == duty.owner.code
    if step is Step.FILE and not own:
        raise LedgerError(f"这项任务由{duty.owner.name}报送，{actor.name}不在该单位")
    if step in (Step.ACCEPT, Step.SEND_BACK) and own and duty.receiver_code != duty.owner.code:
        raise LedgerError(f"报送单位不能{step.label}自己的报送，请由接收单位或上级办理")
    if step is Step.WAIVE and own and duty.receiver_code != duty.owner.code:
        raise LedgerError("责任单位不能免除自己的任务，请由接收单位或上级办理")


def _not_to_come(day: datetime.date | None) -> datetime.date:
    today = timezone.localdate()
    if day is not None and day > today:
        raise LedgerError(f"{day}还没有到（今天是{today}），请核对日期")
    return day or today


def _recorded(actor: Actor, verb: str, duty: Duty, on: datetime.date, reason: str) -> None:
    deeds = deeds_of(duty)
    before: DutyState = state_on(duty.due, deeds[:-1], on)
    after: dict[str, object] = {"state": state_on(duty.due, deeds, on).value, "on": on.isoformat()}
    record(
        actor,
        verb,
        CONCEPT,
        str(duty.pk),
        {"state": before.value},
        after,
        reason,
        region=duty.region_id,
    )

"""任务产生 births: the duties of a registered notice, stored once however often it is read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.core.obligations import BirthError, Obligor, Part, born, issuer, obligor, receivers
from zhida.core.obligations import Duty as CoreDuty
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.notices.models import Document, State
from zhida.platform.notices.queries import notice_of
from zhida.platform.notices.receiving import receipt_of, tell_receipt
from zhida.platform.obligations.actions import CONCEPT
from zhida.platform.obligations.models import Duty
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


@dataclass(slots=True)
class Births:
    """产生结果: duties that are new, whose day was settled anew, and that stood already.

    `strangers` are the codes of those who owe but are registered nowhere.
    """

    new: int = 0
    dated: int = 0
    kept: int = 0
    strangers: list[str] = field(default_factory=list)


def give_birth(
    actor: Actor,
    document: Document,
    received: datetime.date | None = None,
    notice: Notice | None = None,
) -> Births:
    """产生任务: of a notice as registered at an agency. Twice is the same as once.

    At a receiver its own duties, counted from the day of receipt, which is stored where
    it is told here as `received` (see `notices.receiving`); at the issuer its own and
    those of every receiver, whose day of receipt is theirs to tell. A day once known
    is changed only by a receipt that was told, and never after something was filed.
    `notice` is what the document says, where it was just read.
    """
    with scope(actor.region):
        require(actor, "take_in", about(document.region_id))
        notice = notice or notice_of(document)
        sender = issuer(notice)
        sent = sender is not None and sender.code == document.agency.code
        if received is not None and not sent:
            document = tell_receipt(actor, document, received)
        day = receipt_of(document)
        result = Births()
        for duty in _born(document, notice, day):
            _store(actor, document, duty, result, day, explicit=document.received is not None)
        return result


def _born(document: Document, notice: Notice, received: datetime.date) -> list[CoreDuty]:
    number = _name(document)
    sender = issuer(notice)
    here = document.agency
    try:
        if sender is not None and sender.code == here.code:
            found = list(born(notice, sender, document=number, part=Part.ISSUER))
            for each in receivers(notice):
                found += born(notice, each, document=number)
            return found
        who = _obligor(here)
        return list(born(notice, who, document=number, received=received))
    except BirthError as wrong:
        raise LedgerError(f"{document}：{wrong}") from wrong


def _name(document: Document) -> str:
    """The number that the duties bear: one that comes back after it was withdrawn owes anew."""
    if not document.number:
        return f"收文{document.pk}"
    before = Document.objects.filter(
        agency_id=document.agency_id,
        issuer=document.issuer,
        number=document.number,
        state=State.WITHDRAWN,
        pk__lt=document.pk,
    ).count()
    return f"{document.number}（撤销后第{before}次）" if before else document.number


def _obligor(agency: Agency) -> Obligor:
    found = obligor(agency.code, agency.name, agency.kind, agency.region_id)
    if found is None:
        raise LedgerError(f"{agency.name}的区划（{agency.region_id}）不在区划表中，不能产生任务")
    return found


def _store(
    actor: Actor,
    document: Document,
    duty: CoreDuty,
    result: Births,
    received: datetime.date,
    *,
    explicit: bool,
) -> None:
    told = received if duty.owner == document.agency.code else None
    there = Duty.objects.select_for_update().filter(key=duty.key).first()
    if there is not None:
        _settle(actor, there, duty, result, told, explicit=explicit)
        return
    owner = Agency.objects.filter(code=duty.owner).first()
    if owner is None or actor.region not in about(owner.region_id).reached_from:
        if duty.owner not in result.strangers:
            result.strangers.append(duty.owner)
        return
    receiver = Agency.objects.filter(code=duty.receiver).first() if duty.receiver else None
    made = Duty.objects.create(
        key=duty.key,
        owner=owner,
        region_id=owner.region_id,
        receiver=receiver,
        receiver_code=duty.receiver,
        receiver_region_id=receiver.region_id if receiver else "",
        notice=document,
        rule=duty.rule,
        what=duty.what,
        form=duty.form,
        period=duty.period,
        document=duty.document,
        year=duty.year,
        received=told,
        due=duty.due,
        unknown=duty.unknown,
        note=duty.note,
        basis=duty.basis,
        consequence=duty.consequence,
        source=duty.source.describe() if duty.source else "",
    )
    result.new += 1
    record(actor, "take_in", CONCEPT, str(made.pk), None, _days(made), region=owner.region_id)


def _settle(
    actor: Actor,
    there: Duty,
    duty: CoreDuty,
    result: Births,
    received: datetime.date | None,
    *,
    explicit: bool,
) -> None:
    """The day of a duty that stands already, where this reading knows it better."""
    better = duty.due is not None and duty.due != there.due and (there.due is None or explicit)
    if not better or there.filings.exists():
        result.kept += 1
        return
    before = _days(there)
    there.due, there.unknown, there.note = duty.due, duty.unknown, duty.note
    there.received = received
    there.save(update_fields=["received", "due", "unknown", "note"])
    result.dated += 1
    record(actor, "take_in", CONCEPT, str(there.pk), before, _days(there), region=there.region_id)


def _days(duty: Duty) -> dict[str, object]:
    return {
        "what": duty.what,
        "due": duty.due.isoformat() if duty.due else None,
        "unknown": duty.unknown,
    }

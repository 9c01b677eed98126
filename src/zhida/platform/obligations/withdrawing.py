"""撤销通知 withdrawing: a notice is undone in the ledger, and what it asked for is owed no more."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from zhida.core.obligations import Step, state_on
from zhida.platform.access.policy import Actor
from zhida.platform.journal.actions import record
from zhida.platform.ledger import booking
from zhida.platform.ledger.posting import Posted
from zhida.platform.notices.models import Document
from zhida.platform.obligations.actions import CONCEPT
from zhida.platform.obligations.models import Decision, Duty
from zhida.platform.obligations.queries import deeds_of
from zhida.platform.obligations.selecting import OPEN
from zhida.platform.scope import scope

WITHDRAWN = "通知已撤销"


def withdraw(actor: Actor, document: Document, reason: str) -> tuple[tuple[Posted, ...], int]:
    """撤销: as `ledger.booking.withdraw`, and the notice's open duties are waived in the same step.

    Answers the vouchers that undo it and how many duties were closed. What was handed
    in already stays with whoever is to accept it. Raises what `booking.withdraw` raises.
    """
    with scope(actor.region):
        posted = booking.withdraw(actor, document, reason)
        return posted, _close(actor, document, reason)


def _close(actor: Actor, document: Document, reason: str) -> int:
    """The duties born from it, and those of its own agency born from the same number elsewhere."""
    mine = Q(notice=document)
    if document.number:
        mine |= Q(document=document.number, owner_id=document.agency_id)
    today = timezone.localdate()
    closed = 0
    for duty in Duty.objects.select_for_update(of=("self",)).filter(mine).order_by("pk"):
        before = state_on(duty.due, deeds_of(duty), today)
        if before not in OPEN:
            continue
        words = f"{WITHDRAWN}：{reason.strip()}"
        Decision.objects.create(
            duty=duty,
            step=Step.WAIVE.value,
            reason=words,
            decided_on=today,
            decided_by=actor.name,
        )
        after: dict[str, object] = {
            "state": state_on(duty.due, deeds_of(duty), today).value,
            "on": today.isoformat(),
        }
        record(
            actor,
            "withdraw_notice",
            CONCEPT,
            str(duty.pk),
            {"state": before.value},
            after,
            words,
            region=duty.region_id,
        )
        closed += 1
    return closed

"""查日志 deeds: what was done, newest first, as far as the running scope reaches."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from zhida.platform.access.policy import Actor, may
from zhida.platform.access.queries import about
from zhida.platform.journal.models import Deed


def deeds(
    *,
    concept: str = "",
    subject: str = "",
    actor: str = "",
    verb: str = "",
    region: str = "",
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    text: str = "",
) -> QuerySet[Deed]:
    """查日志: the acts that fit all that is asked for; "" and None ask for nothing.

    `since` and `until` are moments with a time zone, the first included, the
    second not. `text` stands anywhere in the subject, the reason, the source or the
    state before or after. Must be read within a scope; without one there are no rows.
    """
    wanted = {
        "concept": concept,
        "subject": subject,
        "actor": actor,
        "verb": verb,
        "region_id": region,
        "at__gte": since,
        "at__lt": until,
    }
    found = Deed.objects.filter(**{name: each for name, each in wanted.items() if each})
    if text:
        found = found.annotate(
            before_text=Cast("before", TextField()), after_text=Cast("after", TextField())
        ).filter(
            Q(subject__icontains=text)
            | Q(reason__icontains=text)
            | Q(source__icontains=text)
            | Q(before_text__icontains=text)
            | Q(after_text__icontains=text)
        )
    return found.order_by("-at", "-id")


def audits(actor: Actor) -> bool:
    """审计: whether a person reads the deeds of others whole."""
    return may(actor, "audit", about(actor.region)).allowed


def readable(actor: Actor, found: QuerySet[Deed]) -> QuerySet[Deed]:
    """可阅的日志: all within the scope for who audits, else those of the person alone."""
    return found if audits(actor) else found.filter(actor=actor.name)

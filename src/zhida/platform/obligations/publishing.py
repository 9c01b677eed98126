"""公开 publishing: a public version is permitted, told in the journal, and files the duty to publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils import timezone

from zhida.core.booking import UNNUMBERED
from zhida.core.notice import Notice
from zhida.core.obligations import state_on
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.notices.models import Document
from zhida.platform.notices.queries import registered_as
from zhida.platform.obligations import actions
from zhida.platform.obligations.models import Duty
from zhida.platform.obligations.queries import deeds_of
from zhida.platform.obligations.selecting import OPEN
from zhida.platform.scope import scope

RULE = "publish"
CONCEPT = "notice"


def publish(
    actor: Actor,
    notice: Notice,
    files: Mapping[str, str],
    removed: int,
    write: Callable[[], None],
) -> int | None:
    """公开: one notice's public version; answers the number of the duty that it filed, if any.

    `notice` is as it was read, `files` the hashes (SHA-256) of what is made by name,
    `removed` how many places were taken out, `write` puts the files in place: where it
    fails, nothing stands in the journal either. Raises `Forbidden`.
    """
    with scope(actor.region):
        require(actor, "publish", about(actor.region))
        document = registered_as(actor.agency, notice)
        number = str(notice.doc_number.value) if notice.doc_number else ""
        after: dict[str, object] = {"files": dict(files), "removed": removed}
        subject = number or (document.number if document else "") or UNNUMBERED
        record(actor, "publish", CONCEPT, subject, None, after)
        duty = _owed(actor, document)
        if duty is not None:
            hashes = "、".join(f"{name}（{digest[:12]}）" for name, digest in files.items())
            actions.file(actor, duty.pk, words=f"已做公开稿：{hashes}")
        write()
        return duty.pk if duty is not None else None


def _owed(actor: Actor, document: Document | None) -> Duty | None:
    """The open duty of the actor's agency to publish this notice."""
    if document is None:
        return None
    today = timezone.localdate()
    found = Duty.objects.filter(owner__code=actor.agency, rule=RULE, notice=document)
    return next((each for each in found if state_on(each.due, deeds_of(each), today) in OPEN), None)

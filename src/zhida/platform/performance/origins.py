"""目标的来处 origins: a file, or a notice that was registered before."""

from __future__ import annotations

from pathlib import Path

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor
from zhida.platform.notices.queries import in_force, notice_of
from zhida.platform.notices.taken import take
from zhida.platform.performance.storing import Origin
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


def origin_of_file(path: Path) -> Origin:
    """文件: the one notice of a file. Raises `LedgerError` where it can't be read."""
    taken, unread = take([path])
    if unread:
        raise LedgerError(unread[0].sentence)
    if len(taken) != 1:
        raise LedgerError(f"{path.name}中有{len(taken)}份通知，请分开登记")
    return Origin(taken[0].checked.notice, {each.name: each.content for each in taken[0].files})


def origin_of_document(actor: Actor, number: str) -> Origin | None:
    """已登记的通知: by its number at the actor's agency, None where there is none in force."""
    with scope(actor.region):
        found = in_force(Agency.objects.get(code=actor.agency), number)
        if found is None:
            return None
        kept = {each.name: bytes(each.content) for each in found.files.filter(copy=0)}
        return Origin(notice_of(found), kept, found.pk)

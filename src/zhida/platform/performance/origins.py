"""目标的来处 origins: a file, or a notice that was registered before."""

from __future__ import annotations

from pathlib import Path

from zhida.core.ledger import LedgerError
from zhida.documents.errors import UnreadableFile
from zhida.documents.intake.read import read
from zhida.platform.access.policy import Actor
from zhida.platform.notices.queries import in_force, notice_of
from zhida.platform.performance.storing import Origin
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


def origin_of_file(path: Path) -> Origin:
    """文件: a notice, or performance tables alone. Raises `LedgerError` where it can't be read."""
    try:
        notice = read(path)
    except UnreadableFile as error:
        raise LedgerError(str(error)) from error
    return Origin(notice, {path.name: path.read_bytes()})


def origin_of_document(actor: Actor, number: str) -> Origin | None:
    """已登记的通知: by its number at the actor's agency, None where there is none in force."""
    with scope(actor.region):
        found = in_force(Agency.objects.get(code=actor.agency), number)
        if found is None:
            return None
        kept = {each.name: bytes(each.content) for each in found.files.filter(copy=0)}
        return Origin(notice_of(found), kept, found.pk)

"""查收文 queries: notices as an agency has them."""

from __future__ import annotations

from django.db.models import Q

from zhida.core.booking import UNNUMBERED, content_of, issuer_of, sound_number
from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.platform.notices.models import OVER, Document
from zhida.platform.notices.taken import Taken, TakenFile, read_again
from zhida.platform.regions.models import Agency


def notice_of(document: Document) -> Notice:
    """通知: what a stored notice says, read again from its first files.

    Raises `LedgerError` where this version of the program reads other figures
    from them than were checked.
    """
    first = document.files.filter(copy=0).order_by("ordinal")
    kept = [TakenFile(each.name, bytes(each.content)) for each in first]
    notice = read_again(kept).notice
    if content_of(notice) != document.content:
        raise LedgerError(
            f"{document}：从存下的文件重读，金额、收款单位或年度与登记时不同（程序已更新）。"
            "请核对原件后重新登记"
        )
    return notice


def registered(agency: Agency, taken: Taken, number: str) -> Document | None:
    """已登记的: the notice in force that these files, or this number of its issuer, belong to."""
    hashes = {each.sha256 for each in taken.files}
    same = Document.objects.filter(agency=agency, files__sha256__in=hashes).exclude(state__in=OVER)
    for document in same.distinct().order_by("pk"):
        if hashes <= set(document.files.values_list("sha256", flat=True)):
            return document
    if not number:
        return None
    named = Document.objects.filter(
        agency=agency, issuer=issuer_of(taken.checked.notice), number=number
    )
    return named.exclude(state__in=OVER).select_for_update().first()


def in_force(agency: Agency, number: str) -> Document | None:
    """在效的通知: the one of a number at an agency that was not corrected, replaced or withdrawn."""
    found = Document.objects.filter(agency=agency, number=number)
    return found.exclude(state__in=OVER).first()


def registered_as(agency: str, notice: Notice) -> Document | None:
    """登记为: the notice in force at an agency (its code) that this one is, told by its number.

    One that has no number, there or here, is told by its issuer and what a booking rests on:
    figures, payees, year. None where two of these say the same.
    """
    found = Document.objects.filter(agency__code=agency, issuer=issuer_of(notice))
    found = found.exclude(state__in=OVER)
    number = sound_number(notice)
    if number and (same := found.filter(number=number).first()):
        return same
    if number:
        found = found.filter(Q(number="") | Q(number__startswith=UNNUMBERED))
    alike = list(found.filter(content=content_of(notice))[:2])
    return alike[0] if len(alike) == 1 else None

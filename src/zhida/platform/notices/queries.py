"""查收文 queries: notices as an agency has them."""

from __future__ import annotations

from zhida.core.booking import content_of
from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.platform.notices.models import OVER, Document
from zhida.platform.notices.taken import TakenFile, read_again
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


def in_force(agency: Agency, number: str) -> Document | None:
    """在效的通知: the one of a number at an agency that was not corrected, replaced or withdrawn."""
    found = Document.objects.filter(agency=agency, number=number)
    return found.exclude(state__in=OVER).first()

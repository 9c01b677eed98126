"""收文日期页 views: which day counts as that of receipt, and the form that tells it."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.inbox.receipt import receive, untold
from zhida.platform.notices.models import OPEN
from zhida.platform.notices.receiving import receipt_of
from zhida.platform.notices.views import found
from zhida.platform.obligations.models import Duty
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.page import Looking, page


@page("see")
def notice_receipt(looking: Looking, number: int) -> HttpResponse:
    """收文日期: looked at, or told."""
    document = found(number)
    here = reverse("notice-receipt", args=[number])
    if looking.request.method == "POST":
        return deed(looking, lambda: _told(looking, number), here)
    subject = about(document.region_id)
    context = {
        "lens": looking.lens,
        "document": document,
        "day": receipt_of(document),
        "today": timezone.localdate(),
        "duties": Duty.objects.filter(notice=document, owner=document.agency).count(),
        "tell": button(looking, "take_in", subject, _("写明收文日期"), here, off=untold(document)),
    }
    return render(looking.request, "inbox/receipt.html", context)


def _told(looking: Looking, number: int) -> str:
    document = found(number)
    try:
        day = datetime.date.fromisoformat(looking.request.POST.get("received", ""))
    except ValueError:
        raise LedgerError(_("请写明收文日期，如 2025-03-06。")) from None
    births = receive(looking.actor, document, day)
    if document.state in OPEN:
        return _("已写明收文日期。入账时产生的任务从这一天起算。")
    return _("已写明收文日期：新产生{new}项任务，重定日期{dated}项，其余{kept}项不变。").format(
        new=births.new, dated=births.dated, kept=births.kept
    )

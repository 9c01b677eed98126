"""查看原文页 views: a payment's personal data, masked; the original in answer to a reason, once."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.access.policy import Forbidden
from zhida.platform.access.queries import about
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.pages.buttons import button
from zhida.platform.pages.page import Looking, page
from zhida.platform.system.unmasking import masked, unmask


@page("see")
def payment(looking: Looking, number: int) -> HttpResponse:
    """一笔支付的收款人: the answer to a POST shows the original; a second look needs a second reason."""
    found = PaymentRecord.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    shown, open_, refused = masked(found), False, ""
    if looking.request.method == "POST":
        try:
            reason = looking.request.POST.get("reason", "").replace("\0", "")[:500]
            shown, open_ = unmask(looking.actor, found, reason), True
        except Forbidden as error:
            refused = str(error)
    subject, url = about(found.region_id), reverse("unmask-payment", args=[number])
    context = {
        "lens": looking.lens,
        "payment": found,
        "shown": shown,
        "open": open_,
        "refused": refused,
        "button": button(looking, "unmask", subject, _("查看原文"), url, reason=_("查看理由")),
    }
    return render(looking.request, "system/payment.html", context)

"""到期日历 feed: an agency's duties as a calendar that its people subscribe to.

A calendar program can't sign in: who has the address has the calendar. The address
carries a token of the agency, made of the installation's own key, and the server
listens on this machine alone.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from zhida.documents.writing.ics import Entry, calendar_bytes
from zhida.platform.obligations.queries import duties
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


def token_of(agency: str) -> str:
    """口令: of an agency's code; it changes with the installation's secret key."""
    return salted_hmac("zhida.obligations.feed", agency, algorithm="sha256").hexdigest()[:40]


def path_of(agency: str) -> str:
    """订阅地址: the path of an agency's calendar on the server."""
    return reverse("due-feed", args=(agency, token_of(agency)))


@login_not_required
def feed(request: HttpRequest, agency: str, token: str) -> HttpResponse:
    """日历: what the agency owes; 404 for a wrong token as for no such agency."""
    if not constant_time_compare(token, token_of(agency)):
        raise Http404
    found = Agency.objects.filter(code=agency).first()
    if found is None:
        raise Http404
    return HttpResponse(
        agency_calendar(found),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="due.ics"', "Cache-Control": "private"},
    )


def agency_calendar(agency: Agency) -> bytes:
    """单位日历: every duty of an agency as of today."""
    with scope(agency.region_id):
        rows = duties(timezone.localdate(), agency=agency)
    entries = [Entry(each.duty, each.state, each.owner, each.receiver) for each in rows]
    return calendar_bytes(entries, f"{agency.name}时限任务", timezone.now())

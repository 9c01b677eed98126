"""时限页 views: what is due, as a list and as a month; one duty, and what is done about it."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.calendar import add_months
from zhida.core.ledger import LedgerError
from zhida.core.obligations import DutyState, Step
from zhida.platform.access.policy import Subject
from zhida.platform.access.queries import about
from zhida.platform.notices.models import Document
from zhida.platform.notices.queries import in_force
from zhida.platform.obligations import actions
from zhida.platform.obligations.grids import duty_table, month_of, weeks_of
from zhida.platform.obligations.models import Duty, FilingFile
from zhida.platform.obligations.queries import DutyRow, due_between, history, row_of
from zhida.platform.obligations.selecting import OPEN, selected
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.labels import labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.uploads import received

_A_DAY = 6
"""Duties that a day of the calendar shows; of others it tells how many there are."""
_STATES = {each.value for each in DutyState}


@page("see")
def due(looking: Looking) -> HttpResponse:
    """时限: those of a year that are open, or of one state (`?state=overdue`), or all."""
    today = timezone.localdate()
    state = looking.request.GET.get("state", "")
    lens = looking.lens
    found = selected(today, region=lens.region, year=lens.year, states=_wanted(state))
    table = duty_table(found, lens, today)
    context = {
        "today": today,
        "state": state if state in _STATES or state == "all" else "",
        "states": labelled(DutyState),
        "total": len(table.rows),
    }
    return show(looking, "obligations/due.html", context, [table], concept=actions.CONCEPT)


@page("see")
def due_calendar(looking: Looking) -> HttpResponse:
    """月历: the duties of a month (`?month=2026-04`), whatever their state."""
    today = timezone.localdate()
    first = _month(looking.request.GET.get("month", ""), today)
    weeks = weeks_of(first.year, first.month)
    shown = due_between(today, looking.lens.region, weeks[0][0], weeks[-1][-1], _A_DAY)
    context = {
        "lens": looking.lens,
        "today": today,
        "first": first,
        "before": add_months(first, -1),
        "after": add_months(first, 1),
        "weeks": month_of(shown, first.year, first.month),
    }
    return render(looking.request, "obligations/calendar.html", context)


@page("see")
def duty(looking: Looking, number: int) -> HttpResponse:
    """一项任务: what is owed, what was handed in, and what can be done now."""
    row = _duty(number)
    context = {
        "lens": looking.lens,
        "row": row,
        "history": history(number),
        "receipt": _receipt(number),
        "file": _button(looking, row, "file_duty", _("报送"), "file"),
        "buttons": [
            _button(looking, row, "accept_filing", _("接收"), "accept"),
            _button(looking, row, "send_back_filing", _("退回"), "send-back", _("退回理由")),
            _button(looking, row, "waive_duty", _("免除"), "waive", _("免除理由")),
        ],
    }
    return render(looking.request, "obligations/duty.html", context)


@page("see")
def duty_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """办理: a duty is filed, accepted, sent back or waived."""
    back = f"{reverse('duty', args=[number])}?{looking.lens.query}"
    if looking.request.method != "POST":
        return deed(looking, lambda: None, back)
    _duty(number)
    return deed(looking, lambda: _stepped(looking, number, step), back)


@page("see")
def filing_file(looking: Looking, number: int, file: int) -> HttpResponse:
    """报送文件: as it was handed in."""
    row = _duty(number)
    found = FilingFile.objects.filter(pk=file, filing__duty_id=number).first()
    if found is None:
        raise Http404
    content, kind = bytes(found.content), "application/octet-stream"
    subject = str(row.number)
    return send_file(looking, found.name, content, kind, concept=actions.CONCEPT, subject=subject)


def _wanted(state: str) -> tuple[DutyState, ...]:
    """The states that are asked for: the open ones unless said, none for all."""
    if state == "all":
        return ()
    return (DutyState(state),) if state in _STATES else OPEN


def _month(asked: str, today: datetime.date) -> datetime.date:
    try:
        first = datetime.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2000 <= first.year <= 2100 else today.replace(day=1)


def _duty(number: int) -> DutyRow:
    row = row_of(number, timezone.localdate())
    if row is None:
        raise Http404
    return row


def _receipt(number: int) -> Document | None:
    """The notice as its owner received it, where the owner took it in itself."""
    duty = Duty.objects.select_related("owner").get(pk=number)
    return in_force(duty.owner, duty.document) if duty.document else None


def _subject(number: int) -> Subject:
    return about(Duty.objects.values_list("region_id", flat=True).get(pk=number))


def _button(
    looking: Looking, row: DutyRow, verb: str, words: str, step: str, reason: str = ""
) -> Button:
    url = reverse("duty-step", args=[row.number, step])
    off = actions.hindered(looking.actor, row.number, _STEPS[step])
    subject = _subject(row.number)
    return button(looking, verb, subject, words, url, off=off, reason=reason)


def _stepped(looking: Looking, number: int, step: str) -> str:
    sent, actor = looking.request.POST, looking.actor
    reason = sent.get("reason", "")
    if step == "file":
        return _filed(looking, number)
    if step == "accept":
        actions.accept(actor, number)
    elif step == "send-back":
        actions.send_back(actor, number, reason)
    elif step == "waive":
        actions.waive(actor, number, reason)
    else:
        raise Http404
    return _("已办理。")


def _filed(looking: Looking, number: int) -> str:
    sent = looking.request.POST
    nothing, words = sent.get("nothing") == "on", sent.get("words", "")
    files = {each.name: each.content for each in received(looking.request, "files")}
    if not (nothing or files or words.strip()):
        raise LedgerError(_("请附文件，或写明办理情况，或选“无可报”。"))
    filing = actions.file(looking.actor, number, files, nothing=nothing, words=words)
    late = filing.days_late
    return _("已报送，迟{days}天。").format(days=late) if late else _("已报送。")


_STEPS = {
    "file": Step.FILE,
    "accept": Step.ACCEPT,
    "send-back": Step.SEND_BACK,
    "waive": Step.WAIVE,
}

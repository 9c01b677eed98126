"""预警页 views: the list with filters; one alert with its thread, its rule and its law."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.execution.alerts.alert import Colour
from zhida.core.execution.alerts.catalogue import catalogue
from zhida.core.execution.alerts.catalogue import rule as alert_rule
from zhida.core.execution.alerts.thread import STEPS, ThreadState, ThreadStep
from zhida.platform.access.queries import about
from zhida.platform.execution import alert_actions
from zhida.platform.execution.alert_grids import alerts_table
from zhida.platform.execution.alert_queries import AlertRow, alert_row, alerts_found, entries
from zhida.platform.execution.models import RaisedAlert
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import label, labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show


@page("see")
def alerts(looking: Looking) -> HttpResponse:
    """预警: of the region and below, by rule, colour and state; those that hold unless asked."""
    query = looking.request.GET
    rule, colour, state = (query.get(name, "") for name in ("rule", "colour", "state"))
    every = state == "all" or state in ("closed", "lapsed")
    codes = {each.code for each in catalogue()}
    found = alerts_found(looking.lens.region, [rule] if rule in codes else [], holding=not every)
    if colour:
        found = found.filter(colour=colour)
    if state not in ("", "all"):
        found = found.filter(state=state)
    context = {
        "rule": rule,
        "colour": colour,
        "state": state,
        "rules": [(each.code, each.name) for each in catalogue()],
        "colours": labelled(Colour),
        "states": labelled(ThreadState),
        "tab": "alerts",
    }
    table = alerts_table(found, looking.lens)
    return show(looking, "execution/alerts.html", context, [table], concept=alert_actions.CONCEPT)


@page("see")
def alert(looking: Looking, number: int) -> HttpResponse:
    """一条预警: what was found, why it matters, the thread, and the next step."""
    row = _alert(number)
    line = RaisedAlert.objects.values_list("line_id", flat=True).get(pk=number)
    context = {
        "row": row,
        "rule": alert_rule(row.rule),
        "thread": entries(number),
        "line": line,
        "steps": [_button(looking, row, step) for step in STEPS.values()],
    }
    return show(looking, "execution/alert.html", context)


@page("see")
def alert_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """办理预警: inquiry, reply, opinion, closing; each with words."""
    _alert(number)
    back = f"{reverse('alert', args=[number])}?{looking.lens.query}"
    if step not in STEPS:
        raise Http404
    if looking.request.method != "POST":
        return redirect(back)
    act = getattr(alert_actions, step)
    words = looking.request.POST.get("reason", "")

    def done() -> str:
        state = ThreadState(act(looking.actor, number, words).state)
        return _("{step}：{state}").format(step=label(STEPS[step]), state=label(state))

    return deed(looking, done, back)


def _button(looking: Looking, row: AlertRow, step: ThreadStep) -> Button:
    url = f"{reverse('alert-step', args=[row.number, step.verb])}?{looking.lens.query}"
    wanted = _("”或“").join(label(each) for each in ThreadState if each in step.before)
    off = (
        ""
        if row.state in step.before
        else _("预警为“{state}”，要先到“{wanted}”").format(state=label(row.state), wanted=wanted)
    )
    subject = about(row.region)
    return button(looking, step.permission, subject, label(step), url, off=off, reason=label(step))


def _alert(number: int) -> AlertRow:
    row = alert_row(number)
    if row is None:
        raise Http404
    return row

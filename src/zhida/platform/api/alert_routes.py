"""预警接口 alerts: what the rules raised, and the thread of questions and answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from zhida.core.execution.alerts.alert import Alert, Colour
from zhida.core.execution.alerts.catalogue import catalogue
from zhida.platform.access.policy import Actor
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, oldest
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Day, Number, Said, Told, Year
from zhida.platform.execution import alert_actions
from zhida.platform.execution.alert_queries import (
    AlertRow,
    alert_row,
    alerts_found,
    entries,
    row_of,
)
from zhida.platform.execution.models import RaisedAlert
from zhida.platform.execution.raising import found_alerts, raise_alerts, years_of

routes = Routes("预警")


class AlertsAsked(Paged):
    """预警筛选: those that hold, unless `over` asks for the closed and lapsed too."""

    region: Code = ""
    rule: Code = ""
    colour: Colour | None = None
    over: bool = False


class FoundAlert(Told):
    """查到的预警: what a rule says, whether it was raised or not."""

    rule: str
    colour: Colour
    region: str
    holder: str
    holder_name: str
    period: str
    sentence: str
    amount_fen: int
    expected: str
    found: str
    since: datetime.date | None
    days: int | None
    basis: str
    mend: str


class AlertTold(FoundAlert):
    """预警."""

    number: int
    name: str
    state: str
    state_name: str
    raised_on: datetime.date
    seen_on: datetime.date
    gone_on: datetime.date | None


class EntryTold(Told):
    """记录: one thing that happened to an alert."""

    at: datetime.datetime
    act: str
    act_name: str
    actor: str
    agency_name: str
    words: str


class EvidenceTold(Told):
    """依据: what the alert rests on."""

    kind: str
    key: str
    words: str


class WholeAlert(AlertTold):
    """预警与问询."""

    evidence: list[EvidenceTold]
    thread: list[EntryTold]


class Saying(Asked):
    """所言."""

    words: Said


class RunAsked(Asked):
    """按规则检查: of a region and below, on a day (today unless said), of budget years and rules."""

    region: Code = ""
    day: Day | None = None
    years: Annotated[list[Year], Field(max_length=5)] = []  # noqa: RUF012
    rules: Annotated[list[Code], Field(max_length=100)] = []  # noqa: RUF012


class RaisedTold(Told):
    """发出结果: how many are new, changed their colour, still hold, hold no more."""

    new: int
    changed: int
    kept: int
    gone: int


@routes.read("/alerts")
def alerts(call: Call, asked: Query[AlertsAsked]) -> Page[AlertTold]:
    """预警: of a region and below."""
    region = call.region(asked.region)
    found = alerts_found(region, [asked.rule] if asked.rule else [], not asked.over)
    if asked.colour is not None:
        found = found.filter(colour=asked.colour.value)
    return oldest(found, asked, "alerts", lambda each: _told(row_of(each)))


@routes.read("/alerts/found")
def found(call: Call, asked: Query[RunAsked]) -> list[FoundAlert]:
    """查预警: what the rules find on a day; nothing is raised."""
    region, day = call.region(asked.region), asked.day or timezone.localdate()
    years = asked.years or years_of(day)
    return [_found(each) for each in found_alerts(region, day, years, _known(asked.rules))]


@routes.write("/alerts/raise", "raise_alerts")
def raise_all(call: Call, body: RunAsked) -> RaisedTold:
    """发出预警: all that the rules find in a region and below on a day; each matter once."""
    region, day = call.region(body.region, "raise_alerts"), body.day or timezone.localdate()
    done = raise_alerts(call.actor, day, region, body.years, _known(body.rules))
    return RaisedTold(new=done.new, changed=done.changed, kept=done.kept, gone=done.gone)


@routes.read("/alerts/{number}")
def alert(call: Call, number: Number) -> WholeAlert:
    """一条预警: with its evidence and thread."""
    return _whole(number)


@routes.write("/alerts/{number}/inquire", "inquire")
def inquire(call: Call, number: Number, body: Saying) -> WholeAlert:
    """发起问询."""
    return _step(call, number, body, alert_actions.inquire)


@routes.write("/alerts/{number}/reply", "reply")
def reply(call: Call, number: Number, body: Saying) -> WholeAlert:
    """答复问询."""
    return _step(call, number, body, alert_actions.reply)


@routes.write("/alerts/{number}/opine", "opine")
def opine(call: Call, number: Number, body: Saying) -> WholeAlert:
    """出具意见."""
    return _step(call, number, body, alert_actions.opine)


@routes.write("/alerts/{number}/close", "close_alert")
def close_alert(call: Call, number: Number, body: Saying) -> WholeAlert:
    """办结预警."""
    return _step(call, number, body, alert_actions.close)


def _known(rules: list[str]) -> list[str]:
    codes = {each.code for each in catalogue()}
    if unknown := [each for each in rules if each.upper() not in codes]:
        raise Refused(422, "invalid", f"没有预警规则“{unknown[0]}”", "见 /rules", "rules")
    return [each.upper() for each in rules]


def _found(each: Alert) -> FoundAlert:
    return FoundAlert(
        rule=each.rule,
        colour=each.colour,
        region=each.region,
        holder=each.holder,
        holder_name=each.holder_name,
        period=each.period,
        sentence=each.sentence,
        amount_fen=each.fen,
        expected=each.expected,
        found=each.found,
        since=each.since,
        days=each.days,
        basis=each.basis,
        mend=each.mend,
    )


def _step(
    call: Call, number: int, body: Saying, step: Callable[[Actor, int, str], RaisedAlert]
) -> WholeAlert:
    one(RaisedAlert.objects, "预警", pk=number)
    step(call.actor, number, body.words)
    return _whole(number)


def _whole(number: int) -> WholeAlert:
    row = alert_row(number)
    if row is None:
        raise not_there("预警")
    return WholeAlert(
        **_told(row).model_dump(),
        evidence=[
            EvidenceTold(kind=kind, key=key, words=words) for kind, key, words in row.evidence
        ],
        thread=[
            EntryTold(
                at=each.at,
                act=each.act,
                act_name=each.label,
                actor=each.actor,
                agency_name=each.agency_name,
                words=each.words,
            )
            for each in entries(number)
        ],
    )


def _told(row: AlertRow) -> AlertTold:
    return AlertTold(
        number=row.number,
        rule=row.rule,
        name=row.name,
        colour=row.colour,
        state=row.state.value,
        state_name=row.state.label,
        region=row.region,
        holder=row.holder,
        holder_name=row.holder_name,
        period=row.period,
        sentence=row.sentence,
        amount_fen=row.fen,
        expected=row.expected,
        found=row.found,
        since=row.since,
        days=row.days,
        basis=row.basis,
        mend=row.mend,
        raised_on=row.raised_on,
        seen_on=row.seen_on,
        gone_on=row.gone_on,
    )

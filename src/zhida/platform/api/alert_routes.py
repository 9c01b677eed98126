"""预警接口 alerts: what the rules raised, and the thread of questions and answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from ninja import Query

from zhida.core.execution.alerts.alert import Colour
from zhida.platform.access.policy import Actor
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, oldest
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Number, Said, Told
from zhida.platform.execution import alert_actions
from zhida.platform.execution.alert_queries import (
    AlertRow,
    alert_row,
    alerts_found,
    entries,
    row_of,
)
from zhida.platform.execution.models import RaisedAlert

routes = Routes("预警")


class AlertsAsked(Paged):
    """预警筛选: those that hold, unless `over` asks for the closed and lapsed too."""

    region: Code = ""
    rule: Code = ""
    colour: Colour | None = None
    over: bool = False


class AlertTold(Told):
    """预警."""

    number: int
    rule: str
    name: str
    colour: Colour
    state: str
    state_name: str
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


@routes.read("/alerts")
def alerts(call: Call, asked: Query[AlertsAsked]) -> Page[AlertTold]:
    """预警: of a region and below."""
    region = call.region(asked.region)
    found = alerts_found(region, [asked.rule] if asked.rule else [], not asked.over)
    if asked.colour is not None:
        found = found.filter(colour=asked.colour.value)
    return oldest(found, asked, "alerts", lambda each: _told(row_of(each)))


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

"""绩效监控接口 monitoring: what was known of goals and of money at the end of each month."""

from __future__ import annotations

import datetime
from typing import Annotated

from ninja import Query
from pydantic import Field

from zhida.core.performance.bonds import words_of
from zhida.platform.api.bearer import Call
from zhida.platform.api.goal_routes import SetsAsked, exact, sets_asked
from zhida.platform.api.paging import Key, Page, following, number_of
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Told
from zhida.platform.performance.goals import Held
from zhida.platform.performance.models import Value
from zhida.platform.performance.month_ends import (
    Monitored,
    money_months,
    monitored_rows,
    month_ends,
    through_month,
)

routes = Routes("绩效监控")


class MonitoringAsked(SetsAsked):
    """监控: through a month, that of the rule unless said."""

    month: Annotated[int | None, Field(ge=1, le=12)] = None


class MonitoredTold(Told):
    """监控行: what was known at the end of each month, None where nothing was."""

    target: int
    agency: str
    scope: str
    name: str
    wanted: str
    light: str
    words: str
    forecast: str | None
    months: list[str | None]


class MoneyMonthTold(Told):
    """资金月度: with its light."""

    day: datetime.date
    available_fen: int
    paid_fen: int
    light: str
    words: str


@routes.read("/monitoring/goals")
def monitoring(call: Call, asked: Query[MonitoringAsked]) -> Page[MonitoredTold]:
    """绩效监控: each goal with the values of the months, by number."""
    days = month_ends(asked.year, asked.month or through_month(asked.year))
    sets = sets_asked(call, asked)

    def rows(after: Key | None, most: int) -> list[tuple[Held, Monitored]]:
        return monitored_rows(sets, days, after=number_of(after), most=most)

    return following(rows, asked, "monitoring", _place, lambda each: _monitored(*each))


def _place(row: tuple[Held, Monitored]) -> Key:
    return (row[1].goal.target.pk,)


@routes.read("/monitoring/money")
def monitoring_money(call: Call, asked: Query[MonitoringAsked]) -> list[MoneyMonthTold]:
    """资金监控: of a region and below, at the end of each month."""
    region = call.region(asked.region)
    days = month_ends(asked.year, asked.month or through_month(asked.year))
    return [
        MoneyMonthTold(
            day=each.day,
            available_fen=each.progress.available,
            paid_fen=each.progress.paid,
            light=each.watch.light.value,
            words=each.watch.words,
        )
        for each in money_months(asked.year, region, asked.fund, days)
    ]


def _monitored(of: Held, each: Monitored) -> MonitoredTold:
    goal, seen = each.goal, each.goal.watch
    return MonitoredTold(
        target=goal.target.pk,
        agency=of.set.agency.code,
        scope=of.set.scope,
        name=goal.indicator.name,
        wanted=words_of(goal.indicator),
        light=seen.light.value,
        words=seen.words,
        forecast=exact(seen.forecast),
        months=[None if one is None else _value(one) for one in each.months],
    )


def _value(one: Value) -> str | None:
    return one.day.isoformat() if one.day is not None else exact(one.value)

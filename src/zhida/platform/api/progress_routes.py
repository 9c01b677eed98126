"""进度接口 progress: where money stands, by line, holder, region, level, fund or source."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from zhida.core.execution.idle import IdleRow
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.execution.steps import Span, StepRow
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, page_of
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Code, Day, Told, Year
from zhida.platform.execution.moving import idle, step_days
from zhida.platform.execution.progress import Grouping, progress_rows
from zhida.platform.execution.selecting import Selection
from zhida.platform.regions.models import Agency

routes = Routes("执行")


class ProgressAsked(Paged):
    """进度范围: of a region and below (the actor's own unless said) or of an agency, on a day."""

    year: Year
    by: Grouping = Grouping.REGION
    region: Code = ""
    holder: Code = ""
    fund: Code = ""
    source: FundingSource | None = None
    on: Day | None = None


class StoodTold(Told):
    """进度: what came, by the step that it stands at, in fen; `rate` is paid of what came."""

    steps_fen: dict[str, int]
    rate: str | None


class ProgressTold(Told):
    """进度行: what stands with the row itself, and with all below it."""

    key: str
    name: str
    own: StoodTold
    subtree: StoodTold


class IdleAsked(ProgressAsked):
    """闲置范围: `days` is how long it must have stood."""

    days: Annotated[int, Field(ge=0, le=9999)] = 90


class WaitedTold(Told):
    """等待: fen that came into a step, what still stands there, and the mean days of each fen."""

    step: str
    step_name: str
    came_fen: int
    still_fen: int
    days: str | None
    working_days: str | None


class StepsTold(Told):
    """用时行: of a holder; the first days on which money came to each point."""

    holder: str
    name: str
    received: datetime.date | None
    passed: datetime.date | None
    registered: datetime.date | None
    executable: datetime.date | None
    paid: datetime.date | None
    fully_paid: datetime.date | None
    waited: list[WaitedTold]


class IdleTold(Told):
    """闲置行: `amount_fen` of what stands there came so long ago."""

    line: str
    name: str
    document: str
    step: str
    step_name: str
    stands_fen: int
    amount_fen: int
    since: datetime.date
    days: int


@routes.read("/progress")
def progress(call: Call, asked: Query[ProgressAsked]) -> Page[ProgressTold]:
    """执行进度: where every fen stands."""
    holder = asked.holder
    if holder:
        call.region(one(Agency.objects, "单位", code=holder).region_id)
    region = "" if holder and not asked.region else call.region(asked.region)
    if asked.by is Grouping.REGION:
        region = region or call.actor.region
    rows = progress_rows(
        Selection(
            asked.year,
            region=region,
            holder=holder,
            fund=asked.fund,
            source=asked.source,
            on=asked.on,
        ),
        asked.by,
    )
    return page_of(rows, asked, "progress", lambda each: (each.key,), _told)


@routes.read("/progress/days")
def step_days_of(call: Call, asked: Query[ProgressAsked]) -> Page[StepsTold]:
    """各环节用时: of each holder, how long money waited in each step, up to a day."""
    selection = _selection(call, asked)
    rows = step_days(selection, asked.on or timezone.localdate(), by_holder=True)
    return page_of(rows, asked, "days", lambda each: (each.key,), _steps)


@routes.read("/progress/idle")
def idle_money(call: Call, asked: Query[IdleAsked]) -> Page[IdleTold]:
    """闲置资金: what has stood in one step of a line for at least so many days."""
    rows = idle(_selection(call, asked), asked.on or timezone.localdate(), asked.days)
    return page_of(rows, asked, "idle", lambda each: (each.key, each.step), _idle)


def _selection(call: Call, asked: ProgressAsked) -> Selection:
    holder = asked.holder
    if holder:
        call.region(one(Agency.objects, "单位", code=holder).region_id)
    return Selection(
        asked.year,
        region="" if holder and not asked.region else call.region(asked.region),
        holder=holder,
        fund=asked.fund,
        source=asked.source,
        on=asked.on,
    )


def _told(row: ProgressRow) -> ProgressTold:
    return ProgressTold(
        key=row.key,
        name=row.name,
        own=_stood(row.rolled.own),
        subtree=_stood(row.rolled.subtree),
    )


def _stood(each: Progress) -> StoodTold:
    rate = each.rate
    return StoodTold(
        steps_fen=asdict(each),
        rate=None if rate is None else f"{rate.numerator}/{rate.denominator}",
    )


def _steps(row: StepRow) -> StepsTold:
    times = row.times
    return StepsTold(
        holder=row.key,
        name=row.name,
        received=times.received,
        **{name: _day(getattr(times, name)) for name in _SPANS},
        waited=[
            WaitedTold(
                step=each.step,
                step_name=STEPS[each.step],
                came_fen=each.fen,
                still_fen=each.still,
                days=None if each.days is None else str(each.days),
                working_days=None if each.working_days is None else str(each.working_days),
            )
            for each in times.waiting
        ],
    )


_SPANS = ("passed", "registered", "executable", "paid", "fully_paid")


def _day(span: Span | None) -> datetime.date | None:
    return span.day if span else None


def _idle(each: IdleRow) -> IdleTold:
    return IdleTold(
        line=each.key,
        name=each.name,
        document=each.document,
        step=each.step,
        step_name=STEPS[each.step],
        stands_fen=each.stands,
        amount_fen=each.fen,
        since=each.since,
        days=each.days,
    )

"""进度接口 progress: where money stands, by line, holder, region, level, fund or source."""

from __future__ import annotations

import datetime
from dataclasses import asdict, replace
from fractions import Fraction
from functools import partial
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from zhida.core.execution.idle import IdleRow
from zhida.core.execution.pace import Pace, SpendingPlan, whole_fen
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.execution.steps import Span, StepRow
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Key, Page, Paged, following, page_of
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Code, Day, Told, Year
from zhida.platform.execution.parts import days_part, idle_part, progress_part
from zhida.platform.execution.plan_models import PlannedMonth
from zhida.platform.execution.plan_queries import PlanInForce, plan_in_force
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


class AgainstPlanTold(Told):
    """对照用款计划: fen planned by the day, what was paid less that, and its share, None before any.

    `plan` is the number of the spending plan in force.
    """

    plan: int
    planned_fen: int
    difference_fen: int
    rate: str | None


class StoodTold(Told):
    """进度: what came, by the step that it stands at, in fen; `rate` is paid of what came.

    `against_plan` is None where nothing is planned of it.
    """

    steps_fen: dict[str, int]
    rate: str | None
    against_plan: AgainstPlanTold | None


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
    """执行进度: where every fen stands, and how far from the spending plan in force.

    Holders and lines are added up page by page. Of regions (those right below the one asked for),
    levels, funds and sources there are few, and one sum over the selection finds all.
    """
    selection = _selection(call, asked)
    if asked.by is Grouping.REGION and not selection.region:
        selection = replace(selection, region=call.actor.region)
    told = partial(_told, day=asked.on or timezone.localdate(), plan=_plan(call, asked, selection))

    def rows(after: Key | None, most: int) -> tuple[ProgressRow, ...]:
        return progress_part(selection, asked.by, _key(after), most)

    place_of = f"progress {asked.by}"  # a holder's code is no place among lines
    if asked.by in (Grouping.HOLDER, Grouping.LINE):
        return following(rows, asked, place_of, _place, told)
    return page_of(progress_rows(selection, asked.by), asked, place_of, _place, told)


@routes.read("/progress/days")
def step_days_of(call: Call, asked: Query[ProgressAsked]) -> Page[StepsTold]:
    """各环节用时: of each holder, how long money waited in each step, up to a day."""
    selection = _selection(call, asked)
    day = asked.on or timezone.localdate()

    def rows(after: Key | None, most: int) -> tuple[StepRow, ...]:
        return days_part(selection, day, _key(after), most)

    return following(rows, asked, "days", _place, _steps)


@routes.read("/progress/idle")
def idle_money(call: Call, asked: Query[IdleAsked]) -> Page[IdleTold]:
    """闲置资金: what has stood in one step of a line for at least so many days."""
    selection, day = _selection(call, asked), asked.on or timezone.localdate()

    def rows(after: Key | None, most: int) -> tuple[IdleRow, ...]:
        beyond = (str(after[0]), str(after[1])) if after else None
        return idle_part(selection, day, asked.days, beyond, most)

    return following(rows, asked, "idle", lambda each: (each.key, each.step), _idle)


def _place(row: ProgressRow | StepRow) -> Key:
    return (row.key,)


def _key(after: Key | None) -> str:
    return str(after[0]) if after else ""


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


def _plan(call: Call, asked: ProgressAsked, selection: Selection) -> PlanInForce | None:
    """The plan in force, where all money is asked for; a plan isn't of a part of it."""
    if asked.fund or asked.source is not None:
        return None
    region = selection.region or one(Agency.objects, "单位", code=selection.holder).region_id
    return plan_in_force(region, asked.year, asked.by)


def _told(row: ProgressRow, day: datetime.date, plan: PlanInForce | None) -> ProgressTold:
    """A plan is of what is a row's own; that of a region below is of all that lies there."""
    of_own = of_all = None
    if plan is not None:
        of_row = plan.rows.get(row.key)
        of_own, of_all = (None, of_row) if row.depth else (of_row, None)
        if plan.sort is PlannedMonth.Sort.REGION and not row.depth:
            of_all = plan.whole
    rolled = row.rolled
    return ProgressTold(
        key=row.key,
        name=row.name,
        own=_stood(rolled.own, _against(rolled.own, of_own, day, plan)),
        subtree=_stood(rolled.subtree, _against(rolled.subtree, of_all, day, plan)),
    )


def _stood(each: Progress, against_plan: AgainstPlanTold | None) -> StoodTold:
    return StoodTold(steps_fen=asdict(each), rate=_share(each.rate), against_plan=against_plan)


def _against(
    each: Progress, of: SpendingPlan | None, day: datetime.date, plan: PlanInForce | None
) -> AgainstPlanTold | None:
    if plan is None or of is None:
        return None
    pace = Pace(each, of.year, day, of)
    planned = whole_fen(of.by(day))
    return AgainstPlanTold(
        plan=plan.file.pk,
        planned_fen=planned,
        difference_fen=each.paid - planned,
        rate=_share(pace.plan_rate),
    )


def _share(rate: Fraction | None) -> str | None:
    return None if rate is None else f"{rate.numerator}/{rate.denominator}"


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

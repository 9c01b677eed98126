"""后台任务接口 jobs: what was set going, how far it has come, what came of each item; its end."""

from __future__ import annotations

import datetime

from ninja import Query

from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, newest, oldest
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Code, Number, Told
from zhida.platform.jobs import actions
from zhida.platform.jobs.models import ItemState, Job, JobItem, JobState
from zhida.platform.jobs.queries import items_of
from zhida.platform.jobs.queries import jobs as jobs_of_region

routes = Routes("后台任务")


class JobsAsked(Paged):
    """任务筛选: of a region and below, the actor's own unless said."""

    region: Code = ""
    state: JobState | None = None


class JobTold(Told):
    """后台任务: `result` is the page of what came of it, `wrong` why it came to nothing."""

    number: int
    name: str
    region: str
    agency: str
    actor: str
    state: str
    state_name: str
    step: str
    done: int
    total: int
    result: str
    wrong: str
    cancel_asked_by: str
    asked_at: datetime.datetime
    started_at: datetime.datetime | None
    ended_at: datetime.datetime | None


class JobItemTold(Told):
    """事项: one thing of a job, and what came of it."""

    ordinal: int
    name: str
    state: str
    state_name: str
    said: str
    result: str


@routes.read("/jobs")
def jobs(call: Call, asked: Query[JobsAsked]) -> Page[JobTold]:
    """后台任务: the newest first."""
    found = jobs_of_region(call.region(asked.region))
    if asked.state is not None:
        found = found.filter(state=asked.state)
    return newest(found, asked, "jobs", job_told)


@routes.read("/jobs/{number}")
def job(call: Call, number: Number) -> JobTold:
    """一项任务: ask again until it is over; a stopped server goes on with it by itself."""
    return job_told(_job(number))


@routes.read("/jobs/{number}/items")
def job_items(call: Call, number: Number, asked: Query[Paged]) -> Page[JobItemTold]:
    """各项: what has become of each, in order."""
    return oldest(items_of(_job(number)), asked, f"job {number}", _item)


@routes.write("/jobs/{number}/cancel", "cancel_job")
def cancel_job(call: Call, number: Number) -> JobTold:
    """取消任务: after the item in hand; what is done stays done."""
    return job_told(actions.cancel(call.actor, _job(number)))


def job_told(each: Job) -> JobTold:
    """后台任务."""
    return JobTold(
        number=each.pk,
        name=each.name,
        region=each.region_id,
        agency=each.agency.code,
        actor=each.actor,
        state=each.state,
        state_name=JobState(each.state).label,
        step=each.step,
        done=each.done,
        total=each.total,
        result=each.result,
        wrong=each.wrong,
        cancel_asked_by=each.cancel_asked_by,
        asked_at=each.asked_at,
        started_at=each.started_at,
        ended_at=each.ended_at,
    )


def _item(each: JobItem) -> JobItemTold:
    return JobItemTold(
        ordinal=each.ordinal,
        name=each.name,
        state=each.state,
        state_name=ItemState(each.state).label,
        said=each.said,
        result=each.result,
    )


def _job(number: int) -> Job:
    found: Job = one(Job.objects.select_related("agency"), "任务", pk=number)
    return found

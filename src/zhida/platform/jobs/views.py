"""后台任务页 views: what goes on, how far it has come, and what came of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.platform.access.queries import about
from zhida.platform.jobs.actions import cancel
from zhida.platform.jobs.grids import items_table, jobs_table
from zhida.platform.jobs.models import Job, JobState
from zhida.platform.jobs.queries import items_of, job_with, jobs
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.tables import Table


@page("see")
def jobs_page(looking: Looking) -> HttpResponse:
    """后台任务: of the region that is looked at and below; of one state with `?state=running`."""
    state = looking.request.GET.get("state", "")
    found = jobs(looking.lens.region)
    if state in JobState.values:
        found = found.filter(state=state)
    context = {"state": state, "states": labelled(JobState)}
    return show(looking, "jobs/jobs.html", context, [jobs_table(looking.lens, found)])


@page("see")
def job_page(looking: Looking, number: int) -> HttpResponse:
    """一项任务: its progress, which the page asks for again while it goes on, and its items."""
    return show(looking, "jobs/job.html", *_shown(looking, _job(number)))


@page("see")
def job_state(looking: Looking, number: int) -> HttpResponse:
    """任务进度: the part of the page that changes."""
    context, tables = _shown(looking, _job(number))
    by_key = {each.key: each for each in tables}
    context = {"lens": looking.lens, "tables": by_key, **context}
    return render(looking.request, "jobs/state.html", context)


@require_POST
@page("see")
def job_cancel(looking: Looking, number: int) -> HttpResponse:
    """取消任务."""
    job = _job(number)

    def act() -> str:
        cancel(looking.actor, job)
        return _("已要求取消；手上的一项办完就停，已办的保留。")

    return deed(looking, act, reverse("job", args=[number]))


def _job(number: int) -> Job:
    found = job_with(number)
    if found is None:
        raise Http404
    return found


def _shown(looking: Looking, job: Job) -> tuple[dict[str, object], list[Table]]:
    off = "" if job.open and not job.cancel_asked_by else _("已经结束或已要求取消")
    context: dict[str, object] = {
        "job": job,
        "cancel": button(
            looking,
            "cancel_job",
            about(job.region_id),
            _("取消任务"),
            reverse("job-cancel", args=[job.pk]),
            off=off,
        ),
    }
    return context, [items_table(looking.lens, items_of(job))]

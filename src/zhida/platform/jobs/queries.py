"""查任务 queries: jobs as pages show them; within the running scope."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When

from zhida.platform.access.policy import Actor
from zhida.platform.jobs.models import OPEN_JOBS, Job, JobItem
from zhida.platform.regions.models import Reach


def jobs(region: str) -> QuerySet[Job]:
    """任务: those of a region and below, the newest first."""
    below = Reach.objects.filter(ancestor_id=region).values("descendant_id")
    return Job.objects.filter(region_id__in=below).select_related("agency").order_by("-pk")


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """我的任务: those that a person started, what still goes on first, then the newest."""
    first = Case(When(state__in=OPEN_JOBS, then=Value(0)), default=Value(1))
    return Job.objects.filter(actor=actor.name).order_by(first, "-pk")


def job_with(number: int) -> Job | None:
    """任务: one within the scope."""
    return Job.objects.select_related("agency").filter(pk=number).first()


def items_of(job: Job) -> QuerySet[JobItem]:
    """各项: without their files, in order."""
    return job.items.defer("content").order_by("ordinal")

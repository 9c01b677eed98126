"""任务动作 actions: starting a job, and asking it to end. Each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.jobs.kinds import Kind
from zhida.platform.jobs.models import Job, JobItem
from zhida.platform.jobs.tasks import run_job
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "job"


class JobOver(ValueError):
    """任务已经结束: it can't be cancelled any more. The message is a Chinese sentence."""


def start(
    actor: Actor,
    kind: Kind,
    name: str,
    items: Iterable[tuple[str, bytes | None]] = (),
    arguments: Mapping[str, object] | None = None,
) -> Job:
    """发起任务: in the name of `actor`, who may do the kind's verb in their region.

    `name` says in Chinese what is done; `items` are names, each with a file or
    without. The worker finds it once this transaction is committed. Raises
    `Forbidden`.
    """
    with scope(actor.region):
        require(actor, kind.verb, about(actor.region))
        job = Job.objects.create(
            region_id=actor.region,
            agency=Agency.objects.get(code=actor.agency),
            actor=actor.name,
            kind=kind.path,
            name=name,
            arguments=dict(arguments or {}),
        )
        made = JobItem.objects.bulk_create(
            JobItem(job=job, ordinal=ordinal, name=each, content=content)
            for ordinal, (each, content) in enumerate(items, 1)
        )
        job.total = len(made)
        job.save(update_fields=["total"])
        after: dict[str, object] = {"name": name, "items": len(made), "verb": kind.verb}
        record(actor, "start_job", CONCEPT, str(job.pk), None, after)
        run_job.enqueue(job.pk, actor.region)
        return job


def cancel(actor: Actor, job: Job) -> Job:
    """取消任务: asked now, honoured after the item in hand; what is done stays done.

    Raises `JobOver` where it has ended, `Forbidden` for who may not.
    """
    with scope(actor.region):
        found = Job.objects.select_for_update().get(pk=job.pk)
        require(actor, "cancel_job", about(found.region_id))
        if not found.open:
            raise JobOver(f"“{found}”{found.get_state_display()}，不用取消")
        found.cancel_asked_by = actor.name
        found.save(update_fields=["cancel_asked_by"])
        after: dict[str, object] = {"done": found.done, "total": found.total}
        record(actor, "cancel_job", CONCEPT, str(found.pk), None, after, region=found.region_id)
        return found

"""任务入口 tasks: what stands in the queue: the number of a job and the region it runs in."""

from __future__ import annotations

from django_tasks import task


@task()
def run_job(job: int, region: str) -> None:
    """办理任务: the queue holds nothing of what the job is about, since all may read it."""
    from zhida.platform.jobs.running import run

    run(job, region)

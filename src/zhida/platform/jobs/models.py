"""后台任务 jobs: what a person asked to be done, and how far it has come."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.regions.models import Agency, Region


class JobState(models.TextChoices):
    """任务状态: how far a job has come."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未办成"
    CANCELLED = "cancelled", "已取消"


class ItemState(models.TextChoices):
    """事项状态: what has become of one item."""

    WAITING = "waiting", "未办"
    DONE = "done", "已办"
    FAILED = "failed", "未办成"


OPEN_JOBS = (JobState.WAITING, JobState.RUNNING)
"""未完: it still goes on by itself."""


class Job(models.Model):
    """任务: started by `actor` (a user name) with what the agency may do; it runs in its region.

    `kind` is the path of the `Kind` that does it, `arguments` what that is told.
    `done` of `total` and `step` say how far it has come; `result` is the address
    of what came of it, `wrong` one Chinese sentence where it came to nothing or
    some items did. `cancel_asked_by` is honoured between two items.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="jobs")
    actor = models.TextField()
    kind = models.TextField()
    name = models.TextField()
    arguments = models.JSONField(default=dict)
    state = models.TextField(choices=JobState, default=JobState.WAITING)
    step = models.TextField(blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    result = models.TextField(blank=True)
    wrong = models.TextField(blank=True)
    cancel_asked_by = models.TextField(blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("region", "-id"), name="job_of_region"),
            models.Index(fields=("actor", "-id"), name="job_of_actor"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.state in OPEN_JOBS

    @property
    def hundredths(self) -> int:
        """How much of a hundred is done."""
        return 0 if not self.total else min(100, 100 * self.done // self.total)


class JobItem(models.Model):
    """事项: one thing of a job, done wholly or not at all, and never twice.

    `content` is a file that came with it; it is let go once the item is settled.
    `said` is what came of it, in Chinese, `result` its address.
    """

    job = models.ForeignKey(Job, models.PROTECT, related_name="items")
    ordinal = models.IntegerField()
    name = models.TextField()
    content = models.BinaryField(null=True)
    state = models.TextField(choices=ItemState, default=ItemState.WAITING)
    said = models.TextField(blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("job", "ordinal"), name="job_item_once"),)

"""用款计划 plan_models: the files of a region's spending plan, and what they plan by month."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class PlanFile(models.Model):
    """用款计划文件: the spending plan of a region for a year, as its file says it.

    The last one confirmed is in force; those before it stay. A preview has
    written nothing but itself: its months come with its confirmation.
    """

    class State(models.TextChoices):
        """用款计划状态."""

        PREVIEW = "preview", "预览"
        CONFIRMED = "confirmed", "已确认"
        DISCARDED = "discarded", "已放弃"

    region_id = models.TextField()
    year = models.SmallIntegerField()
    file = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()
    state = models.TextField(choices=State, default=State.PREVIEW)
    imported_by = models.TextField()
    imported_at = models.DateTimeField(db_default=Now())
    decided_by = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="preview")
                | (~models.Q(decided_by="") & models.Q(decided_at__isnull=False)),
                name="plan_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=("region_id", "year", "sha256"),
                condition=models.Q(state="preview"),
                name="plan_previewed_once",
            ),
        )
        indexes = (models.Index(fields=("region_id", "year", "-decided_at"), name="plan_in_force"),)


class PlannedMonth(models.Model):
    """计划月份: fen to be paid in a month by what a row of the file names.

    `key` is the code of a region or an agency, the start of a line's key or the
    name of a fund, as `sort` says; "" is the plan for all. `source` is the cell.
    """

    class Sort(models.TextChoices):
        """计划对象."""

        WHOLE = "whole", "全部"
        REGION = "region", "区划"
        HOLDER = "holder", "单位"
        LINE = "line", "指标"
        FUND = "fund", "资金"

    origin = models.ForeignKey(PlanFile, models.PROTECT, related_name="months")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    sort = models.TextField(choices=Sort)
    key = models.TextField(blank=True)
    month = models.SmallIntegerField()
    fen = models.BigIntegerField()
    source = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("origin", "sort", "key", "month"), name="planned_month_once"
            ),
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12, fen__gte=0),
                name="planned_of_a_month",
            ),
        )

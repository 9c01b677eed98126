"""绩效 performance: the goals that came with the money, and the values that were reached."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.core.performance.indicators import Direction, IndicatorKind
from zhida.platform.notices.models import Document
from zhida.platform.performance.evaluation_models import Evaluation, StagedJudgement
from zhida.platform.regions.models import Agency

__all__ = ["Evaluation", "StagedJudgement", "StoredFile", "Target", "TargetSet", "Value"]


class StoredFile(models.Model):
    """存档文件: a file that goals were set from, or that proves a declared value; as it came."""

    region_id = models.TextField()
    name = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()
    stored_by = models.TextField()
    stored_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sha256", "region_id"), name="stored_file_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="stored_file_named"),
        )

    def __str__(self) -> str:
        return self.name


class TargetSet(models.Model):
    """目标表: the goals of one agency for a year, from one performance table.

    `scope` is whose goals they are as printed, `subject` the fund or project of the
    table. They come from a registered notice (`document`) or from a file. Goals set anew
    are the next `edition`, the highest is in force; earlier ones keep their values.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="target_sets")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    scope = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    fund = models.TextField(blank=True)
    amount_fen = models.BigIntegerField(null=True)
    goals = models.JSONField(default=list)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    files = models.ManyToManyField(StoredFile, related_name="target_sets")
    edition = models.SmallIntegerField(default=1)
    set_by = models.TextField()
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "year", "scope", "subject", "edition"), name="target_set_once"
            ),
        )
        indexes = (models.Index(fields=("region_id", "year"), name="target_set_of_region"),)

    def __str__(self) -> str:
        return f"{self.scope or self.subject}{self.year}年绩效目标"


class Target(models.Model):
    """绩效目标: one typed indicator of a set (see `core.performance.indicators`).

    `metric` is the code by which it is measured, "" where the dictionary has none.
    `parent` is the indicator of the level above that it helps to reach. `place` is the
    cell that it was printed in. `settled` is what a person said where the printed value
    can't be measured; what was `printed` stays.
    """

    set = models.ForeignKey(TargetSet, models.PROTECT, related_name="targets")
    ordinal = models.SmallIntegerField()
    level1 = models.TextField(blank=True)
    level2 = models.TextField(blank=True)
    name = models.TextField()
    printed = models.TextField(blank=True)
    kind = models.TextField(choices=[(each.value, each.name) for each in IndicatorKind])
    comparator = models.TextField(blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.TextField(blank=True)
    due = models.DateField(null=True)
    grade = models.TextField(blank=True)
    direction = models.TextField(choices=[(each.value, each.name) for each in Direction])
    weight = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    base = models.TextField(blank=True)
    metric = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    place = models.TextField(blank=True)
    settled = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("set", "ordinal"), name="target_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="target_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def stated(self) -> str:
        """指标值: as it counts: what was settled, else what was printed."""
        return self.settled or self.printed


class Value(models.Model):
    """实际值: what was reached by a day, and how that is known. Rows are only added.

    The newest of the latest day counts, the others are its history. `is_base` is the
    figure that a change is measured against. A declared value rests on a file.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="values")
    standing = models.TextField(choices=[("measured", "计算"), ("declared", "填报")])
    is_base = models.BooleanField(default=False)
    as_of = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    day = models.DateField(null=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    n = models.IntegerField(null=True)
    low = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    evidence = models.JSONField(default=list)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="values")
    metric = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(standing="measured") | models.Q(file__isnull=False),
                name="declared_value_with_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="declared") | ~models.Q(metric=""),
                name="measured_value_of_a_metric",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, day__isnull=True, share__isnull=True)
                | models.Q(value__isnull=True, day__isnull=False, share__isnull=True)
                | models.Q(value__isnull=True, day__isnull=True, share__isnull=False),
                name="value_of_one_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=1),
                name="value_share_of_one",
            ),
        )
        indexes = (models.Index(fields=("target", "-as_of", "-id"), name="value_newest"),)

    def __str__(self) -> str:
        return f"{self.target_id}@{self.as_of}"

"""付费结果 results of disease payment: what the engine's commands came to, kept whole, never changed.

A result holds sums of institutions and of pools, nothing of a patient.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.functions import Now


class Kind(models.TextChoices):
    """结果种类: which step of the work it is the result of."""

    QUALITY = "quality", "质控报告"
    GROUPING = "grouping", "分组计数"
    MONITORING = "monitoring", "监测结果"
    SIMULATION = "simulation", "模拟结果"
    FLOW = "flow", "结算流程"
    COVERAGE = "coverage", "机构覆盖"


class State(models.TextChoices):
    """结果状态: how far it has come; only a settlement flow goes beyond the first."""

    TAKEN = "taken", "已收取"
    SUBMITTED = "submitted", "待审批"
    SENT_BACK = "sent_back", "已退回"
    BOOKED = "booked", "已入账"
    UNDONE = "undone", "已冲销"


class Result(models.Model):
    """付费结果: one file of the engine, as it came, of a region's year.

    `text` is the whole file, whose SHA-256 is `sha256`. `pool` and `insutype` are told by
    settlement flows, "" else. `edition` counts those of the same region, year, kind, pool and
    insurance from 1: the highest stands, earlier ones stay to be read. `day` is that of which it
    tells: the day it was computed where the file says so, else the day it was taken in.
    """

    region_id = models.TextField()
    year = models.SmallIntegerField()
    kind = models.TextField(choices=Kind.choices)
    pool = models.TextField(blank=True)
    insutype = models.TextField(blank=True)
    edition = models.SmallIntegerField()
    day = models.DateField()
    name = models.TextField()
    sha256 = models.TextField()
    text = models.TextField()
    taken_by = models.TextField()
    taken_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.TextField(choices=State.choices, default=State.TAKEN)
    submitted_by = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    booked_by = models.TextField(blank=True)
    booked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region_id", "year", "kind", "pool", "insutype", "edition"),
                name="result_edition_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="taken") | models.Q(kind="flow"),
                name="only_a_flow_is_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年{Kind(self.kind).label}第{self.edition}版"

    @cached_property
    def body(self) -> dict[str, Any]:
        """正文: what the file says."""
        told: dict[str, Any] = json.loads(self.text)
        return told

    @property
    def series(self) -> tuple[str, int, str, str, str]:
        """系列: what its editions are editions of."""
        return (self.region_id, self.year, self.kind, self.pool, self.insutype)

"""分配 allocation: plans on their way from draft to booked, with all that went into them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.core.allocation.states import State
from zhida.platform.regions.models import Agency


class Plan(models.Model):
    """方案: who divides what among whom, and how far it has come.

    `unit_fen` is the unit of every award. `version` counts how often it was saved, from 1.
    `copied_from` is the plan that it is a what-if copy of. `decided_by` is who approved or
    sent back. `letter` is what the bureau decided about its letter when it went out.
    `number`, `signed_on` and `sealed_sha256` come back from the office. `mark` is the
    verification mark that the signed documents print (`core.notice.mark`), "" before.
    """

    title = models.TextField()
    year = models.SmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans")
    region_id = models.TextField()
    upstream_document = models.TextField()
    unit_fen = models.BigIntegerField()
    version = models.SmallIntegerField(default=1)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    state = models.TextField(
        choices=[(each.value, each.label) for each in State], default=State.DRAFT.value
    )
    drafted_by = models.TextField()
    drafted_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    number = models.TextField(blank=True)
    signed_on = models.DateField(null=True)
    sealed_sha256 = models.TextField(blank=True)
    mark = models.TextField(blank=True)
    letter = models.JSONField(null=True)
    certificate = models.JSONField(null=True)
    explanation = models.JSONField(null=True)

    class Meta:
        constraints = (
            # Who drafts can't approve.
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("drafted_by")), name="plan_four_eyes"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["signed", "booked"], signed_on__isnull=False)
                | ~models.Q(state__in=["signed", "booked"]),
                name="plan_signed_on_a_day",
            ),
            models.UniqueConstraint(
                fields=("agency", "number"),
                condition=~models.Q(number="") & ~models.Q(state="withdrawn"),
                name="plan_number_once",
            ),
        )
        indexes = (models.Index(fields=("mark",), condition=~models.Q(mark=""), name="plan_mark"),)

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """方案版本: a plan as somebody saved it, with the files that it was then made from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="editions")
    number = models.SmallIntegerField()
    saved_by = models.TextField()
    saved_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_edition_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class PlanFile(models.Model):
    """方案文件: a file that an edition of the plan was made from, as it was."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    name = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="plan_file_once"),)


class PoolLine(models.Model):
    """资金行: a column of the plan, and the quota line of the ledger that pays for it.

    `kind` is the account that the money is in: pending, or expected.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="pool")
    ordinal = models.SmallIntegerField()
    name = models.TextField()
    line_id = models.BigIntegerField()
    kind = models.TextField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "ordinal"), name="pool_line_once"),
            models.UniqueConstraint(fields=("plan", "line_id"), name="pool_line_of_one_line"),
        )


class Award(models.Model):
    """分配额: what a recipient is given of one line, now (the year's less the advance)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="awards")
    pool_line = models.ForeignKey(PoolLine, models.CASCADE, related_name="awards")
    recipient = models.ForeignKey(Agency, models.PROTECT, related_name="awards")
    fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pool_line", "recipient"), name="award_once"),
        )


class Paper(models.Model):
    """文稿: a document that was made for the plan, with its hash."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="papers")
    stage = models.TextField(choices=[("signing", "送签稿"), ("signed", "签发件")])
    name = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "stage", "name"), name="paper_once"),
        )

"""时限任务 obligations: duties, what was filed on them, and what was decided of it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.core.obligations import Step
from zhida.platform.notices.models import Document
from zhida.platform.regions.models import Agency


class Duty(models.Model):
    """任务: what an agency owes by a day. `key` is its identity (see `core.obligations.Duty`).

    `receiver` is None where it is owed to the public, or to an agency that isn't
    registered: `receiver_code` says to whom. `notice` is the registered notice
    that it was born from, `received` the day of receipt that it was born with.
    """

    key = models.TextField(unique=True)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    region_id = models.TextField()
    receiver = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="duties_received")
    receiver_code = models.TextField(blank=True)
    receiver_region_id = models.TextField(blank=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    rule = models.TextField()
    what = models.TextField()
    form = models.TextField(blank=True)
    period = models.TextField(blank=True)
    document = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True)
    received = models.DateField(null=True)
    due = models.DateField(null=True)
    unknown = models.TextField(blank=True)
    note = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due__isnull=False) | ~models.Q(unknown=""),
                name="duty_due_or_why_not",
            ),
        )
        indexes = (
            models.Index("owner", "due", name="duty_of_owner"),
            models.Index("receiver", "due", name="duty_of_receiver"),
            models.Index("region_id", "due", name="duty_of_region"),
        )

    def __str__(self) -> str:
        return self.what


class Filing(models.Model):
    """报送: what was handed in on a duty, kept for ever. `nothing` says that there is nothing to report.

    `days_late` counts from the due day as it stood on the day of filing.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="filings")
    ordinal = models.SmallIntegerField()
    form = models.TextField(blank=True)
    nothing = models.BooleanField(default=False)
    filed_on = models.DateField()
    days_late = models.IntegerField(default=0)
    words = models.TextField(blank=True)
    filed_by = models.TextField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("duty", "ordinal"), name="filing_once"),)


class FilingFile(models.Model):
    """报送文件: a file of a filing, as it was handed in."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="files")
    name = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("filing", "name"), name="filing_file_once"),)


class Decision(models.Model):
    """处理: accepted, sent back or waived, by whom, when, why. `filing` is None for a waiver."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="decisions")
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="decisions")
    step = models.TextField(
        choices=[(each.value, each.label) for each in Step if each is not Step.FILE]
    )
    reason = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_by = models.TextField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(step=Step.ACCEPT.value) | ~models.Q(reason=""),
                name="decision_with_reason",
            ),
        )

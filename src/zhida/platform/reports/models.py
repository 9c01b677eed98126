"""报表 reports: the forms that were made with their files, and why money wasn't spent.

Nothing of it is changed; a reason told anew stands beside the one before.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.regions.models import Agency


class Report(models.Model):
    """报表: one form of one agency for one period, as it was made at one moment.

    `kind` is a code of `data/forms.csv`, or "selfeval", "targets". `content` is the
    digest of what the form says: made again of the same data it is the same report.
    `edition` counts those of the same agency and period from 1. `findings` are the
    codes and sentences of what didn't hold.
    """

    kind = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reports")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    period = models.TextField(blank=True)
    as_of = models.DateField()
    edition = models.SmallIntegerField()
    content = models.TextField()
    findings = models.JSONField(default=list)
    made_by = models.TextField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "kind", "year", "period", "as_of", "edition"),
                name="report_edition_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.agency_id} {self.as_of}"


class ReportFile(models.Model):
    """报表文件: a file of a report, with its hash."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    name = models.TextField()
    format = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "format"), name="report_file_once"),
        )


class Reason(models.Model):
    """未支出原因: why an agency hadn't spent what stood in a line by a day, in a person's words.

    `line` is the digest of the quota line in hexadecimal digits, `document` the number of
    the notice that brought its money. `period` is the name of the report's period ("" where
    it is of a day), `as_of` its last day. The newest of the latest day counts.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reasons")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    line = models.TextField()
    document = models.TextField(blank=True)
    period = models.TextField(blank=True)
    as_of = models.DateField()
    text = models.TextField()
    said_by = models.TextField()
    said_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="reason_in_words"),
        )
        indexes = (models.Index(fields=("agency", "year", "-as_of"), name="reason_of_agency"),)

    def __str__(self) -> str:
        return self.text

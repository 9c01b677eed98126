"""预警 alerts: what the rules raised, and what people asked and answered about it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.core.execution.alerts.alert import Colour
from zhida.core.execution.alerts.thread import ThreadState
from zhida.platform.regions.models import Agency


class RaisedAlert(models.Model):
    """已发预警: one matter, raised once for as long as it holds.

    `rule`, `subject_kind`, `subject_key` and `period` are its identity; a matter
    that comes back after it was gone is raised anew, its next `occurrence`. Colour,
    sentence and figures are those of `seen_on`, the last day on which it was found;
    `gone_on` is the first day on which it was found no more.
    """

    rule = models.TextField()
    subject_kind = models.TextField()
    subject_key = models.TextField()
    period = models.TextField()
    occurrence = models.SmallIntegerField(default=1)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="alerts")
    region_id = models.TextField()
    line_id = models.BigIntegerField(null=True)
    colour = models.TextField(choices=[(each.value, each.label) for each in Colour])
    sentence = models.TextField()
    fen = models.BigIntegerField()
    expected = models.TextField()
    found = models.TextField()
    measure = models.IntegerField(null=True)
    since = models.DateField(null=True)
    days = models.IntegerField(null=True)
    basis = models.TextField()
    mend = models.TextField()
    status = models.TextField()
    evidence = models.JSONField()
    raised_on = models.DateField()
    seen_on = models.DateField()
    gone_on = models.DateField(null=True)
    state = models.TextField(
        choices=[(each.value, each.label) for each in ThreadState],
        default=ThreadState.RAISED.value,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_key", "rule", "subject_kind", "period", "occurrence"),
                name="alert_occurs_once",
            ),
            models.UniqueConstraint(
                fields=("subject_key", "rule", "subject_kind", "period"),
                condition=models.Q(gone_on__isnull=True),
                name="alert_holds_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="lapsed") | models.Q(gone_on__isnull=False),
                name="alert_lapsed_when_gone",
            ),
        )
        indexes = (
            models.Index(
                fields=("region_id", "rule"),
                condition=models.Q(gone_on__isnull=True),
                name="alert_holding",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.sentence}"


class AlertEntry(models.Model):
    """预警记录: one thing that happened to an alert; rows are only ever added.

    `act` is a step of the thread, or "raise", "change" (of colour), "lapse".
    `on` is the day that the rules were run for.
    """

    alert = models.ForeignKey(RaisedAlert, models.PROTECT, related_name="entries")
    at = models.DateTimeField(db_default=Now(), editable=False)
    act = models.TextField()
    actor = models.TextField()
    agency_name = models.TextField()
    words = models.TextField()
    on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("alert", "id"), name="alert_entries"),)

    def __str__(self) -> str:
        return f"{self.act} {self.words}"

"""日志 journal: who did what, when, why, with the state before and after."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.regions.models import Region


class Deed(models.Model):
    """行为: one act. Rows are only ever added; `at` is the server's clock (sql/guards.sql)."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.TextField()
    agency = models.TextField()
    verb = models.TextField()
    concept = models.TextField()
    subject = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = (
            models.Index("concept", "subject", name="deed_subject"),
            models.Index("at", name="deed_at"),
            models.Index("actor", "at", name="deed_of_actor"),
            models.Index("region", "at", name="deed_of_region"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.concept} {self.subject}"

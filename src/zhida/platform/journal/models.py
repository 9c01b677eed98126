"""日志 journal: who did what, when, why, with the state before and after."""

from __future__ import annotations

from django.db import models


class Deed(models.Model):
    """行为: one act. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.TextField()
    agency = models.TextField()
    verb = models.TextField()
    concept = models.TextField()
    subject = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    region = models.TextField()

    class Meta:
        indexes = (models.Index("concept", "subject", name="deed_subject"),)

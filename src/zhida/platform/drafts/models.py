"""草稿 drafts: of one user and no other; never of a region, never part of what was done."""

from __future__ import annotations

from django.db import models

from zhida.platform.access.models import User


class Draft(models.Model):
    """草稿: the fields of a form, by name, each with the values that were typed.

    `form` names a form that is still being filled; `path` is where one was sent to that
    came too late. Until somebody signs in, such a one belongs to a `browser` (the digest
    of a secret that only its cookie has).
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    browser = models.TextField(blank=True)
    form = models.TextField(blank=True)
    path = models.TextField(blank=True)
    content = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "form"), condition=~models.Q(form=""), name="draft_of_form"
            ),
        )
        indexes = (models.Index(fields=("browser",), name="draft_browser"),)

    def __str__(self) -> str:
        return self.form or self.path

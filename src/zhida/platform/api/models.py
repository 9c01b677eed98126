"""接口 api: the tokens of systems, and the answers that were given under idempotency keys."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.access.models import User
from zhida.platform.regions.models import Agency, Region


class ApiToken(models.Model):
    """接口令牌: by which a system of an agency acts as one of its users, within `scopes`.

    Only the `digest` of the secret is kept (SHA-256, hexadecimal); `prefix` is the part
    that may be shown. `scopes` are "read", "write" or verbs of `permissions.csv`.
    """

    prefix = models.TextField(unique=True)
    digest = models.TextField()
    name = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="tokens")
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    scopes = models.JSONField()
    made_by = models.TextField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}）"


class KeyedWrite(models.Model):
    """幂等记录: what was asked under a key, and what was answered; written with the deed itself.

    `digest` is that of the request with the name of who acted. While the deed is under
    way `response` is empty, and nobody else sees the row.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="writes")
    key = models.TextField()
    path = models.TextField()
    digest = models.TextField()
    response = models.TextField(blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agency", "key"), name="key_once"),)

    def __str__(self) -> str:
        return self.key

"""权限 access: who works where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Agency


class User(AbstractUser):
    """用户: a person of an agency, with one role there."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="users")
    role = models.TextField(choices=Role, default=Role.DRAFTER)

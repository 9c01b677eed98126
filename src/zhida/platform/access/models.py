"""权限 access: who works where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Agency


class User(AbstractUser):
    """用户: a person of an agency, with one role there.

    `must_change_password` while the password is one that was printed for them.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="users")
    role = models.TextField(choices=Role, default=Role.DRAFTER)
    must_change_password = models.BooleanField(default=False)

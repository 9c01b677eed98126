"""登录失败 failures: how often a name was tried in vain. Read before anybody is known: no scope."""

from __future__ import annotations

from django.db import models


class FailedSignIn(models.Model):
    """登录失败: the tries of one name, at one door, since the last that succeeded; also of names
    that are nobody's.

    A name that is nobody's is kept and locked like any other, so that the answer
    doesn't tell which names exist.
    """

    class Door(models.TextChoices):
        """门: what was tried in vain."""

        PASSWORD = "password", "密码"
        FACTOR = "factor", "第二因素"

    name = models.TextField()
    door = models.TextField(choices=Door, default=Door.PASSWORD)
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("name", "door"), name="failed_once"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.tries}）"

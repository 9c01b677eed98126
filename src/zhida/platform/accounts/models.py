"""登录失败 failures: how often a name was tried in vain. Read before anybody is known: no scope."""

from __future__ import annotations

from django.db import models


class FailedSignIn(models.Model):
    """登录失败: the tries of one name since the last that succeeded, whether or not it is a user's.

    A name that is nobody's is kept and locked like any other, so that the answer
    doesn't tell which names exist.
    """

    name = models.TextField(unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}（{self.tries}）"

"""锁定 locking: after so many wrong passwords a name waits, and is told until when.

A try is counted before the password is looked at, in a transaction of its own: who
tries many at once gets no more looks than who tries one after the other.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhida.platform.accounts.models import FailedSignIn


def count_try(name: str) -> datetime.datetime | None:
    """计一次: None where the password may be looked at, else the moment until which it may not."""
    now = timezone.now()
    span = datetime.timedelta(minutes=settings.LOCK_MINUTES)
    with transaction.atomic():
        FailedSignIn.objects.filter(last_at__lt=now - _KEPT).delete()
        FailedSignIn.objects.get_or_create(name=name, defaults={"last_at": now})
        found = FailedSignIn.objects.select_for_update().get(name=name)
        if found.locked_until and found.locked_until > now:
            return found.locked_until
        if found.locked_until or found.last_at < now - span:
            found.tries = 0
        found.tries += 1
        found.last_at = now
        found.locked_until = now + span if found.tries >= settings.LOCK_AFTER else None
        found.save()
    return None


_KEPT = datetime.timedelta(days=1)


def locked_until(name: str) -> datetime.datetime | None:
    """锁定至: None where the name is not locked."""
    found = FailedSignIn.objects.filter(name=name, locked_until__gt=timezone.now()).first()
    return found.locked_until if found else None


def clear(name: str) -> bool:
    """解除: forgets the tries of a name; answers whether it was locked."""
    was = locked_until(name) is not None
    FailedSignIn.objects.filter(name=name).delete()
    return was

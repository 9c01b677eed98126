"""锁定 locking: after so many wrong passwords a name waits, and is told until when.

A try is counted before the password is looked at, in a transaction of its own: who
tries many at once gets no more looks than who tries one after the other.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.accounts.models import FailedSignIn

Door = FailedSignIn.Door


def count_try(name: str, door: Door = Door.PASSWORD) -> datetime.datetime | None:
    """计一次: None where the password (or the code) may be looked at, else the moment until which it may not."""
    now = timezone.now()
    span = datetime.timedelta(minutes=settings.LOCK_MINUTES)
    with transaction.atomic():
        FailedSignIn.objects.filter(last_at__lt=now - _KEPT).delete()
        FailedSignIn.objects.get_or_create(name=name, door=door, defaults={"last_at": now})
        found = FailedSignIn.objects.select_for_update().get(name=name, door=door)
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


def locked_until(name: str, door: Door = Door.PASSWORD) -> datetime.datetime | None:
    """锁定至: None where the name is not locked."""
    locked = FailedSignIn.objects.filter(name=name, door=door, locked_until__gt=timezone.now())
    found = locked.first()
    return found.locked_until if found else None


def clear(name: str, *doors: Door) -> bool:
    """解除: forgets the tries of a name, at these doors or at all; answers whether one was locked."""
    found = FailedSignIn.objects.filter(name=name, door__in=doors or Door.values)
    was = found.filter(locked_until__gt=timezone.now()).exists()
    found.delete()
    return was


def told(until: datetime.datetime) -> str:
    """锁定的话: until when, in the clock's zone, and how many minutes that is."""
    minutes = -(-int((until - timezone.now()).total_seconds()) // 60)
    return _(
        "多次不正确，已锁定至 %(time)s（约 %(minutes)s 分钟后）。请稍后再试，或请安全管理人员解除。"
    ) % {
        "time": timezone.localtime(until).strftime("%H:%M"),
        "minutes": max(minutes, 1),
    }

"""路由: a library's migration that names no connection writes as the owner; nothing else does."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult

from zhida.platform.migrating import OWNER
from zhida.platform.routing import migrating


def test_only_while_migrating_is_the_owner_asked() -> None:
    assert DBTaskResult.objects.all().db == "default"
    with migrating(OWNER):
        assert DBTaskResult.objects.all().db == OWNER
    assert DBTaskResult.objects.all().db == "default"

"""迁移: as often as one likes, by the owner of the tables alone."""

from __future__ import annotations

import pytest
from django.db import connections

from zhida.platform.errors import NotReady
from zhida.platform.migrating import OWNER, migrate, unapplied
from zhida.platform.regions.models import FiscalParent, Reach, Region


def test_a_second_migration_applies_nothing_and_removes_nothing(database: str) -> None:
    before = Region.objects.count(), FiscalParent.objects.count(), Reach.objects.count()
    assert migrate() == 0
    assert unapplied() == []
    assert (Region.objects.count(), FiscalParent.objects.count(), Reach.objects.count()) == before


def test_the_applications_role_can_not_migrate(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections[OWNER].close()
    monkeypatch.setitem(connections[OWNER].settings_dict, "USER", "zhida_app")
    monkeypatch.setitem(
        connections[OWNER].settings_dict,
        "PASSWORD",
        connections["default"].settings_dict["PASSWORD"],
    )
    with pytest.raises(NotReady, match="请改为建表的角色"):
        migrate()
    connections[OWNER].close()


def test_models_and_migrations_say_the_same(database: str) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

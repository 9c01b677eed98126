"""迁移 migrating: tables, rights and the facts that every installation starts with."""

from __future__ import annotations

from importlib.resources import files

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from zhida.platform.database import APP
from zhida.platform.errors import NotReady
from zhida.platform.ledger.catalogue import load_chart
from zhida.platform.regions.importing import import_regions
from zhida.platform.routing import migrating

OWNER = "owner"


def migrate(verbosity: int = 0) -> int:
    """迁移: brings the database to this version, as the role that owns the tables.

    Rights, chart of accounts and regions are written anew each time; what is
    there already stays. Answers how many migrations were applied. Processes
    that migrate at once wait for each other. Raises `NotReady` where the
    owner's connection is not configured, or is the application's.
    """
    if OWNER not in connections:
        raise NotReady("没有建表角色的连接，请设置 ZHIDA_OWNER_DATABASE_URL")
    rights = files("zhida.platform").joinpath("rights.sql").read_text("utf-8")
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() == (APP,):
            raise NotReady(
                f"ZHIDA_OWNER_DATABASE_URL 用的是应用的角色 {APP}，请改为建表的角色（见 zhida init --sql）"
            )
        cursor.execute("SELECT pg_advisory_lock(hashtext('zhida migrate'))")
        try:
            missing = len(unapplied(OWNER))
            if missing:
                with migrating(OWNER):
                    call_command("migrate", database=OWNER, verbosity=verbosity, interactive=False)
            cursor.execute(rights)
            load_chart(OWNER)
            import_regions(OWNER)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('zhida migrate'))")
    return missing


def unapplied(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """未迁移: the names of the migrations that this version has and the database hasn't."""
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{each.app_label}.{each.name}" for each, _ in plan]

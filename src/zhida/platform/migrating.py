"""迁移 migrating: tables, rights and the facts that every installation starts with."""

from __future__ import annotations

from importlib.resources import files

from django.core.management import call_command
from django.db import connections

from zhida.platform.ledger.catalogue import load_chart
from zhida.platform.regions.importing import import_regions

OWNER = "owner"


def migrate(verbosity: int = 0) -> None:
    """迁移: brings the database to this version, as the role that owns the tables.

    Rights, chart of accounts and regions are written anew each time; what is
    there already stays.
    """
    call_command("migrate", database=OWNER, verbosity=verbosity, interactive=False)
    rights = files("zhida.platform").joinpath("rights.sql").read_text("utf-8")
    with connections[OWNER].cursor() as cursor:
        cursor.execute(rights)
    load_chart(OWNER)
    import_regions(OWNER)

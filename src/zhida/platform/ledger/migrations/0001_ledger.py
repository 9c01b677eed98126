"""The ledger is written in SQL: its guards are the database's own (see ../sql)."""

from __future__ import annotations

from importlib.resources import files

from django.db import migrations

_FILES = (
    "01_chart",
    "02_lines",
    "03_vouchers",
    "04_guards",
    "05_post",
    "06_seal",
    "07_trace",
    "08_totals",
)


def _sql(name: str) -> str:
    return files("zhida.platform.ledger").joinpath("sql", f"{name}.sql").read_text("utf-8")


class Migration(migrations.Migration):
    """Tables, guards and doors of the ledger."""

    dependencies = (("regions", "0001_initial"),)
    operations = tuple(migrations.RunSQL([_sql(name)]) for name in _FILES)

"""导入区划 importing: the fiscal tree of `core.regions` as rows of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files

from django.db import connections, transaction

from zhida.core.regions import Region as Place
from zhida.core.regions.agencies import agency
from zhida.core.regions.fiscal import FiscalNode, fiscal_nodes
from zhida.platform.regions.models import Agency
from zhida.platform.regions.pinyin import sounds

CODES = {Agency.Kind.FINANCE: "finance", Agency.Kind.MEDICAL_SECURITY: "medical-security"}
"""机构代码 = 区划代码-后缀: the endings of the codes of the agencies that each region has."""

_INCOMING = {
    "incoming_region": "code text, fiscal_code text, fiscal_code_status text, name text,"
    " full_name text, level smallint, administrative_parent_id text, aliases jsonb, pinyin text,"
    " status text, source text",
    "incoming_parent": "region_id text, parent_id text, from_date date, to_date date, status text,"
    " source text",
    "incoming_agency": "code text, name text, kind text, region_id text, status text, source text",
}


def import_regions(using: str) -> None:
    """导入区划: regions, fiscal parents, who reaches whom today, and two agencies for each.

    `using` is the connection of the tables' owner. What is there is brought up
    to date; no region or agency is removed, since the ledger may stand on it.
    """
    nodes = fiscal_nodes()
    newest = {node.code: node for node in nodes}
    rows = {
        "incoming_region": (_region(node) for node in newest.values()),
        "incoming_parent": (_parent(node) for node in nodes),
        "incoming_agency": (row for node in newest.values() for row in _agencies(node)),
    }
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('zhida import regions'))")
        for table, columns in _INCOMING.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)
        script = files("zhida.platform.regions").joinpath("sql", "import.sql").read_text("utf-8")
        cursor.execute(script)


def _region(node: FiscalNode) -> tuple[object, ...]:
    return (
        node.code,
        node.fiscal_code,
        node.fiscal_code_status,
        node.name,
        node.full_name,
        node.level,
        node.administrative_parent or None,
        json.dumps(node.aliases, ensure_ascii=False),
        sounds(node.name, *node.aliases),
        node.status,
        node.source,
    )


def _parent(node: FiscalNode) -> tuple[object, ...]:
    parent = node.fiscal_parent or None
    return node.code, parent, node.from_date, node.to_date, node.status, node.source


def _agencies(node: FiscalNode) -> Iterable[tuple[object, ...]]:
    place = Place(node.code, node.name, node.full_name, node.level, node.administrative_parent)
    for kind, ending in CODES.items():
        office = agency(place, kind)
        if office:
            code = f"{node.code}-{ending}"
            yield code, office.name, kind, node.code, office.status, office.source

"""导入区划 importing: the fiscal tree of `core.regions` as rows of the database."""

from __future__ import annotations

from django.db import connections, transaction

from zhida.core.regions.fiscal import FiscalNode, fiscal_nodes
from zhida.platform.regions.models import Agency, FiscalParent, Reach, Region

_BATCH = 2000


def import_regions(using: str) -> None:
    """导入区划: regions, fiscal parents, who reaches whom today, and the finance departments.

    What is there is brought up to date; nothing is removed, since the ledger
    may stand on it.
    """
    nodes = fiscal_nodes()
    newest = {node.code: node for node in nodes}
    with transaction.atomic(using=using):
        Region.objects.using(using).bulk_create(
            [_region(node) for node in newest.values()],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[
                "fiscal_code",
                "fiscal_code_status",
                "name",
                "full_name",
                "level",
                "administrative_parent",
                "aliases",
                "status",
                "source",
            ],
        )
        FiscalParent.objects.using(using).all().delete()
        FiscalParent.objects.using(using).bulk_create(
            [
                FiscalParent(
                    region_id=node.code,
                    parent_id=node.fiscal_parent or None,
                    from_date=node.from_date,
                    to_date=node.to_date,
                    status=node.status,
                    source=node.source,
                )
                for node in nodes
            ],
            batch_size=_BATCH,
        )
        with connections[using].cursor() as cursor:
            cursor.execute("DELETE FROM regions_reach")
        Reach.objects.using(using).bulk_create(_reaches(newest), batch_size=_BATCH)
        Agency.objects.using(using).bulk_create(
            [agency for node in newest.values() for agency in _agencies(node)],
            batch_size=_BATCH,
            ignore_conflicts=True,
        )


def _region(node: FiscalNode) -> Region:
    return Region(
        code=node.code,
        fiscal_code=node.fiscal_code,
        fiscal_code_status=node.fiscal_code_status,
        name=node.name,
        full_name=node.full_name,
        level=node.level,
        administrative_parent_id=node.administrative_parent or None,
        aliases=list(node.aliases),
        status=node.status,
        source=node.source,
    )


def _reaches(newest: dict[str, FiscalNode]) -> list[Reach]:
    found = []
    for code in newest:
        above: str | None = code
        while above:
            found.append(Reach(ancestor_id=above, descendant_id=code))
            above = newest[above].fiscal_parent or None
    return found


def _agencies(node: FiscalNode) -> list[Agency]:
    finance = (
        "财政部" if not node.level else f"{node.full_name}财政{'厅' if node.level == 1 else '局'}"
    )
    return [
        Agency(
            code=f"{node.code}-finance",
            name=finance,
            kind=Agency.Kind.FINANCE,
            region_id=node.code,
            status="derived",
            source="由区划名称推定",
        )
    ]

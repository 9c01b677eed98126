"""方案清单: the newest first, each with its own awards; a part of it asks for no more."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.ledger.desk import CITY_LINE, LINE, accepted, book, issued, receipt

from zhida.platform.allocation.models import Award, Plan, PoolLine
from zhida.platform.allocation.queries import awarded, listed, plans, rows_of
from zhida.platform.ledger.posting import line_numbers
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


def planned(title: str, region: str, **fens: int) -> None:
    """A plan of a region's office, with two columns that each give as much to each recipient."""
    lines = line_numbers([LINE.digest, CITY_LINE.digest]).values()
    office = Agency.objects.get(code=f"{region}-finance")
    plan = Plan.objects.create(
        title=title, year=2025, agency=office, region_id=region, unit_fen=1, drafted_by="甲"
    )
    for ordinal, number in enumerate(lines):
        line = PoolLine.objects.create(
            plan=plan, ordinal=ordinal, name=str(ordinal), line_id=number, kind="pending", fen=9
        )
        for code, fen in fens.items():
            to = Agency.objects.get(code=f"{code.strip('_')}-finance")
            Award.objects.create(plan=plan, pool_line=line, recipient=to, fen=fen)


def test_a_part_of_the_list_has_its_own_sums_and_the_total_is_of_all(database: str) -> None:
    with scope("650000"):
        book(receipt(100), issued(60), accepted(60))
        planned("省方案", "650000", _650100=700, _652900=50)
        planned("市方案", "650100", _650102=30)
        planned("空方案", "650100")
        assert [(each.title, each.recipients, each.fen) for each in plans(2025)] == [
            ("空方案", 0, 0),
            ("市方案", 1, 60),
            ("省方案", 2, 1500),
        ]
        found = listed(2025, "650000")
        assert (found.count(), awarded(found)) == (3, 1560)
        with CaptureQueriesContext(connection) as asked:
            assert [each.title for each in rows_of(found[2:3])] == ["省方案"]
        assert len(asked) == 1
        assert awarded(listed(2025, "650100")) == 60
        assert not awarded(listed(2024))

"""范围: a transaction sees the rows of its region and below; without a scope there are none."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from zhida.platform.access.policy import Actor, Role
from zhida.platform.journal.actions import record
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

PROVINCE = Actor("甲", "650000-finance", "650000", Role.DRAFTER)


def written_in(*regions: str) -> None:
    with scope("100000"):
        for region in regions:
            record(PROVINCE, "see", "test", region, region=region)


def seen() -> set[str]:
    return set(Deed.objects.values_list("region_id", flat=True))


def test_a_region_sees_itself_and_what_lies_below(database: str) -> None:
    written_in("650000", "650100", "650102", "650200", "440000")
    with scope("650100"):
        assert seen() == {"650100", "650102"}
    with scope("650000"):
        assert seen() == {"650000", "650100", "650102", "650200"}
    with scope("100000"):
        assert len(seen()) == 5


def test_without_a_scope_there_are_no_rows(database: str) -> None:
    written_in("650000")
    assert seen() == set()
    with transaction.atomic():
        assert seen() == set()


def test_a_scope_ends_with_its_transaction(database: str) -> None:
    written_in("650000")
    with scope("650000"):
        assert seen()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('zhida.scope', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_an_inner_scope_gives_way_to_the_outer_one_again(database: str) -> None:
    written_in("650000", "650100")
    with scope("650000"):
        with scope("650100"):
            assert seen() == {"650100"}
        assert seen() == {"650000", "650100"}
        with pytest.raises(RuntimeError), scope("650100"):
            raise RuntimeError
        assert seen() == {"650000", "650100"}


def test_a_scope_that_is_no_region_sees_nothing(database: str) -> None:
    written_in("650000")
    with scope("' OR true --"):
        assert seen() == set()

"""Places that receive money need their finance body addressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import AllocationTable, Notice, Row, RowKind
from zhida.core.provenance import Source
from zhida.core.regions import Region

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]

PLACE = Source("案例.txt", block=2)


@pytest.fixture
def table() -> AllocationTable:
    """One county that receives money."""
    county = Region("361130", "婺源县", "江西省上饶市婺源县", 3, "361100")
    rows = (Row("婺源县", RowKind.LEAF, PLACE, county),)
    return AllocationTable("分配表", "1", None, (), rows, PLACE)


def test_only_departments_are_addressed(
    notice: Make, found: Found, stated: Says, table: AllocationTable
) -> None:
    made = notice(addressees=(stated("各县医疗保障局"),), allocation=(table,))
    (finding,) = found("N410", made)
    assert "婺源县" in finding.sentence


@pytest.mark.parametrize("name", ["各县财政局", "各县人民政府", "滨海新区财政与国资管理局"])
def test_finance_or_government_among_the_addressees(
    name: str, notice: Make, found: Found, stated: Says, table: AllocationTable
) -> None:
    made = notice(addressees=(stated("各县医保局"), stated(name)), allocation=(table,))
    assert not found("N410", made)


def test_units_of_the_issuer_need_no_finance_body(
    notice: Make, found: Found, stated: Says, table: AllocationTable
) -> None:
    unit = replace(table, rows=(Row("市医疗保障局", RowKind.LEAF, PLACE),))
    assert not found("N410", notice(addressees=(stated("市医疗保障局"),), allocation=(unit,)))

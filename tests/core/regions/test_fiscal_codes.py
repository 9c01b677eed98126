"""财政区划代码: nine digits, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.core.regions import CENTRE
from zhida.data import load

CODES = sorted({row["code"] for row in (*load("regions"), *load("zones"))})


@given(st.sampled_from([*CODES, CENTRE.code]))
def test_a_code_names_its_region_again(code: str) -> None:
    region = CENTRE if code == CENTRE.code else regions.get(code)
    assert region is not None
    nine = regions.fiscal_code(region)
    assert len(nine.code) == 9
    assert nine.source
    assert regions.of_fiscal_code(nine.code) == region


def test_a_code_of_the_standard_is_derived_and_one_seen_in_a_live_system_attested() -> None:
    statuses = {
        name: regions.fiscal_code(region).status
        for name in ("婺源县", "陕西省")
        if (region := regions.find(name))
    }
    assert statuses == {"婺源县": "derived", "陕西省": "attested"}


def test_a_zone_keeps_its_local_code() -> None:
    zone = regions.find("高新区", within="140400")
    assert zone is not None
    assert regions.fiscal_code(zone)[:2] == (zone.code, "local")


@pytest.mark.parametrize("code", ["", "999999000", "361130101", "361130", "36113000", "甲" * 9])
def test_what_is_no_code_of_a_node_names_nothing(code: str) -> None:
    assert regions.of_fiscal_code(code) is None

"""地名误写: a misspelt name is found, a right one left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.data import load

TODAY = [row for row in load("regions") if not row["to_year"]]


@pytest.mark.parametrize(
    ("printed", "within", "meant"),
    [
        ("达板城区", "650100", "达坂城区"),
        ("达板城区", None, "达坂城区"),
        ("达版城区医保局", "650100", "达坂城区"),
        ("婺原县", "361100", None),  # three characters, 原 and 源 not in the table
        ("务源县", "361100", "婺源县"),
        ("沙依克区", "650100", "沙依巴克区"),
        ("积石山保安族东乡族撒拉自治县", "622900", "积石山保安族东乡族撒拉族自治县"),
    ],
)
def test_what_was_meant(printed: str, within: str | None, meant: str | None) -> None:
    found = regions.misspelt(printed, within)
    assert (found.name if found else None) == meant


@pytest.mark.parametrize(
    ("printed", "within"),
    [
        ("沙区", "650100"),
        ("高新区", "440900"),
        ("新市区", "650100"),
        ("主城区", "330700"),
        ("中心区", "410800"),
        ("市本级", "440900"),
        ("各县区", "650100"),
        ("城关区", None),
        ("茂南", "440900"),
        ("合计", "440900"),
        ("医保局", "440900"),
        ("玉东新区", "450900"),
        ("上城区", "331000"),  # right, of another city
    ],
)
def test_silent_where_nothing_is_misspelt(printed: str, within: str) -> None:
    assert regions.misspelt(printed, within) is None


@given(st.sampled_from(TODAY))
def test_no_official_name_is_called_misspelt(row: dict[str, str]) -> None:
    assert regions.misspelt(row["name"], row["parent"] or None) is None
    assert regions.misspelt(row["name"], "650100") is None


@given(st.sampled_from([row for row in TODAY if len(row["name"]) > 4]), st.data())
def test_a_dropped_character_in_a_long_name_leads_back(
    row: dict[str, str], data: st.DataObject
) -> None:
    name = row["name"]
    place = data.draw(st.integers(1, len(name) - 2))
    printed = name[:place] + name[place + 1 :]
    found = regions.misspelt(printed, row["parent"])
    assert found is None or found.code == row["code"]


@given(st.sampled_from(TODAY))
def test_the_nearest_name_to_a_name_is_itself(row: dict[str, str]) -> None:
    assert regions.nearest(row["name"], row["parent"] or row["code"]) == (
        regions.get(row["code"]),
        0,
    )

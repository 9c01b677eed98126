"""表间关系: what one table says of another's rows exists there."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from zhida.core.funds import all_funds
from zhida.data import load

CODES = {(row["scheme"], row["code"]) for row in load("codes")}
FUNDS = {row["name"] for row in load("funds")}


def test_every_region_lies_in_a_region() -> None:
    known = {row["code"] for row in (*load("regions"), *load("zones"))}
    orphans = [
        row["name"]
        for row in (*load("regions"), *load("zones"))
        if row["parent"] and row["parent"] not in known
    ]
    assert orphans == []


def test_levels_follow_the_parents() -> None:
    level = {row["code"]: int(row["level"]) for row in (*load("regions"), *load("zones"))}
    for row in (*load("regions"), *load("zones")):
        above = level[row["parent"]] if row["parent"] else 0
        assert above < int(row["level"]) <= 3, row["name"]


def test_codes_of_the_standard_have_six_digits_and_ours_nine() -> None:
    assert {len(row["code"]) for row in load("regions")} == {6}
    assert {len(row["code"]) for row in load("zones")} == {9}
    assert {row["status"] for row in load("zones")} == {"local"}


def test_no_two_places_of_today_share_a_code() -> None:
    codes = Counter(row["code"] for row in (*load("regions"), *load("zones")) if not row["to_year"])
    assert [code for code, count in codes.items() if count > 1] == []


def test_the_country_is_whole() -> None:
    """34 provinces, 333 prefectures and the counties of mid-2023, as the ministry counts them."""
    today = [row for row in load("regions") if not row["to_year"]]
    counts = Counter(row["level"] for row in today)
    assert counts["1"] == 34
    assert counts["2"] == 333
    assert 2840 <= counts["3"] <= 2860


def test_aliases_speak_of_known_regions() -> None:
    known = {row["code"] for row in (*load("regions"), *load("zones"))}
    for row in load("region_aliases"):
        assert row["code"] in known, row["alias"]
        assert not row["within"] or row["within"] in known, row["alias"]


def test_fiscal_parents_speak_of_known_regions_once_a_day() -> None:
    """A blank parent: outside the central budget. 100000 is the centre."""
    known = {row["code"] for row in (*load("regions"), *load("zones"))}
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in load("fiscal_parents"):
        assert row["code"] in known, row["code"]
        assert row["parent"] in known | {"100000", ""}, row["code"]
        spans.setdefault(row["code"], []).append((row["from_date"], row["to_date"] or "9999"))
    for code, days in spans.items():
        for earlier, later in pairwise(sorted(days)):
            assert earlier[1] < later[0], code


def test_agency_names_end_with_words_for_offices() -> None:
    words = {row["word"] for row in load("bodies")}
    for row in load("agency_names"):
        assert not (row["word"] and row["whole"]), row
        assert not row["word"] or row["word"] in words, row


def test_codes_stand_under_codes() -> None:
    """Every 项 has its 款 and every 款 its 类, but for those whose title is not in our table."""
    for scheme, code in CODES:
        if len(code) == 7:
            assert (scheme, code[:5]) in CODES or code[:5] in {"22904"}, code
        if scheme in ("gov_econ", "dept_econ") and len(code) == 5:
            assert (scheme, code[:3]) in CODES, code


def test_the_years_of_one_code_name_do_not_run_backwards() -> None:
    for table in ("codes", "regions", "funds", "sub_funds", "fund_regimes", "fund_projects"):
        for row in load(table):
            assert int(row["from_year"] or 0) <= int(row["to_year"] or 9999), row


def test_economic_classes_pair_with_classes() -> None:
    for row in load("econ_pairs"):
        assert ("gov_econ", row["gov_econ"]) in CODES, row["gov_econ"]
        stem = row["dept_econ"].removesuffix("*")
        assert not stem or ("dept_econ", stem) in CODES, row["dept_econ"]


def test_a_department_class_goes_with_one_government_class_of_organs() -> None:
    """The table of 2018 sends every department class of an organ to one place only."""
    pairs = Counter(
        row["dept_econ"]
        for row in load("econ_pairs")
        if row["dept_econ"] and not row["dept_econ"].endswith("*")
    )
    assert [code for code, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize("table", ["sub_funds", "fund_regimes", "fund_projects"])
def test_parts_flags_and_projects_belong_to_known_funds(table: str) -> None:
    assert {row["fund"] for row in load(table)} - FUNDS - {""} == set()


def test_no_spelling_names_two_funds() -> None:
    stems = Counter(stem.removesuffix("*") for fund in all_funds() for stem in fund.stems)
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_codes_of_funds_are_codes() -> None:
    """Each is in our table, or stands under or over one that is."""
    for fund in all_funds():
        for scheme, codes in (
            ("income", fund.income),
            ("transfer_function", fund.transfer_function),
            ("function", fund.functions),
        ):
            for code in codes:
                assert any(s == scheme and c.startswith(code[:3]) for s, c in CODES), code


def test_a_complete_section_is_there() -> None:
    for row in load("complete_sections"):
        assert any(s == row["scheme"] and c.startswith(row["section"]) for s, c in CODES)
        assert row["status"] == "attested"


def test_every_choice_that_disease_payment_leaves_to_a_place_is_called_something() -> None:
    choices = {one for row in load("dip_policies") for one in row["choices"].split("|")}
    named = {row["choice"] for row in load("dip_choices")}
    assert {each for each in choices if not each[:1].isdigit()} - {""} == named

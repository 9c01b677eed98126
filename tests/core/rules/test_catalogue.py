"""目录: every rule can be named, explained, cited, mended and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import zhida.core.rules as rules_package
from zhida.core.findings import Severity
from zhida.core.notice import Notice
from zhida.core.rules import Rule, catalogue, check, rule

RULES = catalogue()
PACKAGE = Path(rules_package.__file__).parent
FAMILIES = {
    "1": "sums",
    "2": "identity",
    "3": "codes",
    "4": "regime",
    "5": "performance",
    "6": "deadlines",
    "7": "reading",
}
FILES = {path.stem.split("_")[0].upper(): path for path in PACKAGE.glob("*/n[0-9][0-9][0-9]_*.py")}


def by_code(one: Rule) -> str:
    return one.code


def test_the_catalogue_is_as_large_as_was_promised() -> None:
    assert len(RULES) >= 60


def test_codes_are_unique_and_in_order() -> None:
    codes = [one.code for one in RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("one", RULES, ids=by_code)
def test_a_rule_stands_in_a_file_of_its_code_in_its_family(one: Rule) -> None:
    path = FILES[one.code]
    assert path.parent.name == FAMILIES[one.code[1]]
    assert re.fullmatch(r"n\d{3}(_[a-z0-9]+)+\.py", path.name)


def test_every_file_of_a_rule_is_in_the_catalogue() -> None:
    assert set(FILES) == {one.code for one in RULES}


@pytest.mark.parametrize("one", RULES, ids=by_code)
def test_a_rule_says_what_it_asks_why_and_what_to_do(one: Rule) -> None:
    for words in (one.name, one.explanation, one.basis, one.mend, one.bad, one.good):
        assert words.strip() == words
        assert len(words) >= 2
    assert one.bad != one.good
    assert isinstance(one.severity, Severity)


@pytest.mark.parametrize("one", RULES, ids=by_code)
def test_a_module_says_in_chinese_then_in_english_what_it_does(one: Rule) -> None:
    docstring = FILES[one.code].read_text("utf-8").split('"""')[1]
    assert re.match(r"[\u4e00-\u9fff“]", docstring)


def test_names_are_no_repetition() -> None:
    names = [one.name for one in RULES]
    assert len(names) == len(set(names))


def test_a_rule_is_found_by_its_code_in_any_case() -> None:
    assert rule("n101") is rule("N101")
    with pytest.raises(KeyError):
        rule("N999")


def test_of_an_empty_notice_is_only_said_that_nothing_was_read() -> None:
    assert {finding.code for finding in check(Notice(files=()))} <= {"N706"}


def test_rules_hold_only_in_their_years() -> None:
    bounded = Rule(
        "N000", "名", Severity.HINT, "说明", "依据", "改法", "坏", "好", since=2020, until=2024
    )
    assert [bounded.holds_in(year) for year in (2019, 2020, 2024, 2025, None)] == [
        False,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("one", RULES, ids=by_code)
def test_a_rule_has_its_table_of_cases_or_a_test_that_names_it(one: Rule) -> None:
    tests = Path(__file__).parent
    cases = tests.parents[1] / "cases" / "rules" / f"{one.code}.toml"
    family = (tests / FAMILIES[one.code[1]]).glob("test_*.py")
    assert cases.exists() or any(one.code in path.read_text("utf-8") for path in family)

"""遮盖: what identifies a person is covered; what the work needs is left as it is."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.masking import masked_account, masked_name, masked_payee, masked_text

CASES = Path(__file__).resolve().parents[1] / "cases" / "masking" / "texts.csv"


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        (row["原文"], row["遮盖后"])
        for row in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines())
    ],
)
def test_a_text_shows_what_the_table_says(words: str, covered: str) -> None:
    assert masked_text(words) == covered


@given(st.text(alphabet="0123456789", min_size=8, max_size=30))
def test_four_signs_are_all_that_is_left_of_an_account(number: str) -> None:
    covered = masked_account(number)
    assert len(covered) == len(number)
    assert covered == "*" * (len(number) - 4) + number[-4:]


@given(st.text(max_size=60))
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    once = masked_text(text)
    assert masked_text(once) == once


@given(st.text(alphabet="0123456789，。账号转入 ", max_size=60))
def test_no_identity_number_and_no_card_is_left_whole(text: str) -> None:
    assert not re.search(r"(?<!\d)(?:\d{16,19}|1[3-9]\d{9})(?!\d)", masked_text(text))


@pytest.mark.parametrize("name", ["天山区人民医院", "新疆某信息技术有限公司", "乌鲁木齐市财政局"])
def test_an_office_or_a_firm_is_named(name: str) -> None:
    assert masked_payee(name) == name


def test_a_person_keeps_the_family_name() -> None:
    assert masked_payee("王芳") == "王*"
    assert masked_name("") == ""

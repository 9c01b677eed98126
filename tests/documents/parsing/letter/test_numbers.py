"""发文字号: every form that published notices print, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.normalise import clean

LETTERS = ["财社", "新财社", "赣财社指", "大财发", "财预", "川农财", "国医保发"]
BRACKETS = ["〔〕", "[]", "【】", "()", "（）", "〈〉", "［］", "<>"]


def numbers(text: str) -> list[str]:
    return [str(found.value.number) for found in document_numbers_in(clean(text).text)]


@given(
    st.sampled_from(LETTERS),
    st.integers(1990, 2060),
    st.integers(1, 9999),
    st.sampled_from(BRACKETS),
    st.sampled_from(["", " "]),
    st.sampled_from(["", "第"]),
)
def test_any_bracket_blank_or_ordinal_is_one_number(
    letters: str, year: int, serial: int, brackets: str, blank: str, ordinal: str
) -> None:
    text = f"{letters}{blank}{brackets[0]}{year}{brackets[1]}{blank}{ordinal}{serial}{blank}号"
    assert numbers(text) == [f"{letters}〔{year}〕{serial}号"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新财社2020 237号", "新财社〔2020〕237号"),
        ("新财社〔2020237号", "新财社〔2020〕237号"),
        ("新财社2020〕237号", "新财社〔2020〕237号"),
        ("新财社〔〔2020〕〕237号", "新财社〔2020〕237号"),
        ("新财社〔2020] 0237号", "新财社〔2020〕237号"),
        ("新财社〔二〇二〇〕二百三十七号", "新财社〔2020〕237号"),
        ("新财社2020-237号", "新财社〔2020〕237号"),
    ],
)
def test_damaged_numbers_are_still_read(text: str, expected: str) -> None:
    assert numbers(text) == [expected]


def test_damage_is_known() -> None:
    well, broken = document_numbers_in("财社〔2020〕1号、财社2020 1号")
    assert (well.value.damaged, broken.value.damaged) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "2023年度补助资金3347万元",
        "根据2022年有关要求",
        "印发日期2020年3月27日",
        "收入列1100249项",
        "电话6789号",
    ],
)
def test_years_dates_and_amounts_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


def test_words_before_the_letters_are_left_out() -> None:
    text = "根据财社〔2019〕113号和新财社〔2020〕5号以及《办法》（财预〔2018〕7号）"
    assert numbers(text) == ["财社〔2019〕113号", "新财社〔2020〕5号", "财预〔2018〕7号"]


def test_letters_of_places_whose_name_is_also_a_word() -> None:
    assert numbers("和地财社〔2021〕3号") == ["和地财社〔2021〕3号"]


def test_a_number_that_is_as_printed_keeps_its_printed_form() -> None:
    (found,) = document_numbers_in("按照白财社【2021】第190号")
    assert found.value.number.printed == "白财社【2021】第190号"

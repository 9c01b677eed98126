"""校验码: the same notice has the same mark, another figure another, and a typing slip is no other mark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import zhida
from zhida.core.notice import Notice
from zhida.core.notice.mark import (
    LENGTH,
    differences,
    mark_in,
    mark_of,
    printed,
    said_by,
    typed_mark,
)


@pytest.fixture(scope="module")
def notice(root: Path) -> Notice:
    """A sample whose table gives money to several places."""
    (file,) = (root / "samples").glob("08*.txt")
    return zhida.read(file)


def dearer(notice: Notice) -> Notice:
    """The same notice with one fen more for the first recipient."""
    table = notice.allocation[0]
    row = next(each for each in table.rows if each.kind == "leaf")
    cell = next(each for each in row.measures if each.amount and each.amount.fen)
    assert cell.amount is not None and cell.amount.fen is not None
    more = replace(cell, amount=replace(cell.amount, fen=cell.amount.fen + 1))
    cells = tuple(more if each is cell else each for each in row.measures)
    rows = tuple(replace(row, measures=cells) if each is row else each for each in table.rows)
    return replace(notice, allocation=(replace(table, rows=rows), *notice.allocation[1:]))


def test_one_fen_more_is_another_mark_and_its_place_is_told(notice: Notice) -> None:
    other = dearer(notice)
    assert mark_of(other) != mark_of(notice)
    (told,) = differences(notice, other)
    row = next(each for each in notice.allocation[0].rows if each.kind == "leaf")
    assert row.recipient in told and "签发件为" in told and "元" in told


def test_a_word_of_the_letter_is_part_of_it_and_spaces_are_not(notice: Notice) -> None:
    first = notice.paragraphs[0]
    spaced = replace(first, value=" ".join(first.value))
    changed = replace(first, value=first.value + "另行通知")
    assert mark_of(replace(notice, paragraphs=(spaced, *notice.paragraphs[1:]))) == mark_of(notice)
    other = replace(notice, paragraphs=(changed, *notice.paragraphs[1:]))
    assert differences(notice, other)[0].startswith("正文第1段")


def test_what_is_missing_in_a_copy_is_told(notice: Notice) -> None:
    cut = replace(notice, paragraphs=notice.paragraphs[:-1])
    (told,) = differences(notice, cut)
    assert told.endswith("这份为没有")


def test_number_and_every_recipient_are_among_what_a_notice_says(notice: Notice) -> None:
    places = {each.place: each.words for each in said_by(notice)}
    assert notice.doc_number is not None
    assert places["发文字号"] == str(notice.doc_number.value)
    words = set(places.values())
    assert {each.recipient for each in notice.allocation[0].rows} <= words


@pytest.mark.parametrize("number", ["", "某财社〔2025〕1号"])
def test_a_printed_mark_is_found_again(notice: Notice, number: str) -> None:
    mark = mark_of(notice)
    line = printed(mark, number)
    assert len(mark) == LENGTH and mark_in(line) == mark == typed_mark(line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "校验码",
        "WERC-8GMR-ZGE1",
        "WERC-8GMR-ZGE1-96QVX",
        "WERC8GMRZGE196Q!",
        "校验码由系统生成，请核对",
    ],
)
def test_what_is_no_mark_is_taken_for_none(text: str) -> None:
    assert typed_mark(text) == "" and mark_in(text) == ""


def test_letters_that_look_like_figures_are_taken_for_them() -> None:
    assert typed_mark("werc-8gmr-zgei-96qv") == typed_mark("WERC8GMRZGEL96QV") == "WERC8GMRZGE196QV"

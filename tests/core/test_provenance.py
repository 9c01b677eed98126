"""出处: every value says where it stands, in words a clerk follows."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.provenance import Source, Stated


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source("通知.docx", block=7, table=2, row=3, column=4), "通知.docx 表2 第3行 第4列"),
        (Source("通知.txt", block=3, line=12), "通知.txt 第12行"),
        (Source("通知.docx", block=5), "通知.docx 第5段"),
        (Source("通知.pdf", block=9, page=2, table=1, row=4), "通知.pdf 第2页 表1 第4行"),
        (
            Source("附件.xlsx", sheet="分配表", row=2, column=3),
            "附件.xlsx 工作表“分配表” 第2行 第3列",
        ),
        (Source("通知.docx"), "通知.docx"),
    ],
)
def test_a_place_in_words(source: Source, words: str) -> None:
    assert source.describe() == words


def test_a_table_row_is_told_before_a_line_of_the_file() -> None:
    assert Source("a.md", line=40, table=1, row=2).describe() == "a.md 表1 第2行"


@given(
    st.builds(
        Source,
        st.text(min_size=1, max_size=9),
        block=st.none() | st.integers(1, 99),
        page=st.none() | st.integers(1, 99),
        row=st.none() | st.integers(1, 99),
        column=st.none() | st.integers(1, 99),
    )
)
def test_every_place_begins_with_its_file(source: Source) -> None:
    assert source.describe().startswith(source.file)


def test_a_place_can_not_be_changed_under_a_finding() -> None:
    source = Source("通知.docx", block=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        source.block = 2  # type: ignore[misc]
    assert len({source, Source("通知.docx", block=1)}) == 1


def test_what_was_printed_counts_as_confirmed_unless_it_was_recognised() -> None:
    source = Source("扫描.pdf", page=1)
    assert Stated(2023, source).confirmed
    assert not Stated(2023, source, confirmed=False).confirmed

"""Text files are read in the encoding that the office used, without being told which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.reading.encoding import decode

SIMPLIFIED = (
    "关于下达2022年中央财政医疗救助补助资金预算的通知\n甲县财政局：现下达60万元，请专款专用。\n"
)
TRADITIONAL = "關於下達2022年醫療救助補助資金預算的通知\n甲縣財政局：現下達60萬元，請專款專用。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("length", [1, 40])
def test_simplified_letters(encoding: str, length: int) -> None:
    decoded = decode((SIMPLIFIED * length).encode(encoding))
    assert decoded is not None
    assert decoded.text == SIMPLIFIED * length
    assert decoded.broken == 0


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030", "utf-16-be"])
def test_traditional_letters(encoding: str) -> None:
    decoded = decode(TRADITIONAL.encode(encoding))
    assert decoded is not None
    assert decoded.text == TRADITIONAL


def test_a_few_broken_characters_are_told_not_hidden() -> None:
    decoded = decode((SIMPLIFIED * 20).encode("gb18030") + b"\xff\xff")
    assert decoded is not None
    assert decoded.text.startswith(SIMPLIFIED)
    assert 0 < decoded.broken < 0.01


@pytest.mark.parametrize("noise", [bytes(range(256)) * 8, b"\0" * 500, b"\x81\x00\x07\xff" * 100])
def test_noise_is_no_text(noise: bytes) -> None:
    assert decode(noise) is None


@given(st.binary(max_size=400))
def test_no_bytes_break_it(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.text(alphabet=st.characters(codec="gb18030", categories=["Lo", "Nd", "Po"]), min_size=1))
def test_utf8_is_always_read_as_it_was_written(text: str) -> None:
    decoded = decode(text.encode("utf-8-sig"))
    assert decoded is not None and decoded.text == text

"""文件名: whatever somebody calls a file, its name leads nowhere else and deceives nobody."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.platform.pages.file_names import safe_name


@given(st.text())
def test_any_name_becomes_one_part_without_hidden_signs(stated: str) -> None:
    name = safe_name(stated)
    assert name and name not in (".", "..")
    assert not set(name) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(each)[0] == "C" for each in name)
    assert len(name.encode()) <= 200
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("../../../etc/cron.d/job", "job"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("通知.pdf\x00.exe", "通知.pdf.exe"),
        ("附件\u202exslx.exe", "附件xslx.exe"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie x=1"),
        ("NUL", "_NUL"),
        ("长" * 200 + ".docx", "长" * 65 + ".docx"),
    ],
)
def test_tricks_with_names(stated: str, name: str) -> None:
    assert safe_name(stated) == name

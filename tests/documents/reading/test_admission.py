"""准入: what a file is told by its content; what would harm or can't be read is sent back."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.errors import (
    EmptyFile,
    HarmfulFile,
    OversizeFile,
    UnknownFormat,
    UnreadableFile,
)
from zhida.documents.reading.admission import NAMES, admitted, extension_remark
from zhida.documents.reading.limits import Limits


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_the_name_does_not_make_the_format() -> None:
    assert admitted("预算.xlsx", packed(**{"word/document.xml": b"<w/>"})) == "docx"
    assert "内容却是Word文档" in extension_remark("预算.xlsx", "docx")
    assert extension_remark("预算.docx", "docx") == ""


def test_a_program_under_the_name_of_a_document_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        admitted("通知.docx", b"MZ\x90\x00" + bytes(range(256)) * 40)


def test_a_bomb_is_refused_before_it_bursts() -> None:
    bomb = packed(**{"word/document.xml": bytes(4_000_000)})
    with pytest.raises(HarmfulFile, match="压缩炸弹"):
        admitted("通知.docx", bomb, Limits(inflated_bytes=1_000_000))


def test_entities_in_a_container_are_refused() -> None:
    evil = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(HarmfulFile, match="实体"):
        admitted("通知.docx", packed(**{"word/document.xml": evil}))


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(EmptyFile):
        admitted("通知.txt", b"")
    with pytest.raises(OversizeFile):
        admitted("通知.pdf", b"%PDF-" + bytes(100), Limits(file_bytes=50))


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_have_a_known_format_or_a_reason(content: bytes, name: str) -> None:
    try:
        assert admitted(name, content) in NAMES
    except UnreadableFile as refused:
        assert refused.reason

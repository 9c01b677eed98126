"""A page saved as one file is read as the page that it holds."""

from __future__ import annotations

import quopri
from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document
from zhida.documents.errors import DamagedFile

Read = Callable[..., Document]
PAGE = "<html><body><p>甲县财政局：</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table></body></html>"


def message(kind: str) -> bytes:
    """A message with one part of that type, in GB18030."""
    body = quopri.encodestring(PAGE.encode("gb18030"))
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n"
        b"--xx\r\nContent-Type: " + kind.encode() + b"; charset=gb2312\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body + b"\r\n--xx--\r\n"
    )


def test_the_page_inside_is_read_even_under_the_name_of_a_word_file(read: Read) -> None:
    document = read("通知.doc", message("text/html"))
    assert document.format == "mht"
    assert document.paragraphs[0].text == "甲县财政局："
    assert document.tables[0].texts == [["甲", "1"], ["乙", "2"]]
    assert "单文件网页" in document.remarks[0]


def test_a_message_without_a_page_is_damage(read: Read) -> None:
    with pytest.raises(DamagedFile, match="没有网页"):
        read("通知.mht", message("text/css"))

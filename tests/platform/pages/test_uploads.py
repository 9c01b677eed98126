"""上传: files are taken all or none, by what they hold."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from tests.documents.reading.test_admission import packed

from zhida.documents.reading.limits import Limits
from zhida.platform.pages.uploads import UploadRefused, received

LETTER = ("通知.txt", "关于下达医疗救助资金的通知".encode())


def sent(*files: tuple[str, bytes]) -> HttpRequest:
    return RequestFactory().post(
        "/", {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    )


def test_several_files_come_in_order_with_their_true_format() -> None:
    page = ("附件1.xls", b"<html><body><table></table></body></html>")
    letter, table = received(sent(LETTER, page), "files")
    assert (letter.name, letter.format, letter.remark) == ("通知.txt", "txt", "")
    assert (table.format, table.remark) == ("html", "扩展名是.xls，内容却是网页，已按内容读取")


def test_no_file_is_no_fault() -> None:
    assert received(RequestFactory().post("/"), "files") == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("壳.php", b"<?php system($_GET[0]); ?>", "不收扩展名为“.php”"),
        ("图.svg", b"<svg onload='alert(1)'/>", "不收扩展名"),
        ("没有扩展名", b"abc", "不收扩展名"),
        ("通知.docx", b"MZ\x90\x00" + bytes(range(256)) * 40, "不是可识别的文件格式"),
        ("通知.docx", b"PK\x03\x04 broken", "损坏"),
        ("包.docx", packed(**{"a.txt": b"x"}), "压缩包"),
        (
            "通知.pdf",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"),
            "宏",
        ),
    ],
)
def test_tricks_are_told_and_nothing_is_taken(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UploadRefused, match=said) as refused:
        received(sent(LETTER, (name, content)), "files")
    assert len(refused.value.faults) == 1


def test_what_is_of_no_use_here_is_not_taken() -> None:
    with pytest.raises(UploadRefused, match=r"内容是纯文本，这里用不上.*请送来PDF"):
        received(sent(LETTER), "files", only=("pdf",))


def test_a_file_too_large_is_refused_unread() -> None:
    with pytest.raises(UploadRefused, match="超过上限"):
        received(sent(LETTER), "files", limits=Limits(file_bytes=3))


def test_a_bomb_does_not_burst() -> None:
    bomb = packed(**{"xl/workbook.xml": bytes(4_000_000)})
    with pytest.raises(UploadRefused, match="压缩炸弹"):
        received(sent(("表.xlsx", bomb)), "files", limits=Limits(inflated_bytes=1_000_000))


def test_the_name_leads_nowhere_else() -> None:
    (taken,) = received(sent(("..\\..\\通知.txt", LETTER[1])), "files")
    assert taken.name == "通知.txt"

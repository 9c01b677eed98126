"""One door for every format: the document says what it is and where each block stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile
from zhida.documents.reading import read_document, read_documents

Read = Callable[..., Document]


def test_a_document_names_its_file_without_the_folder_and_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("甲县财政局：\n", encoding="utf-8")
    document = read_document(path)
    assert document.file == "通知.txt"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.blocks[0].source.file == "通知.txt"


def test_blocks_and_tables_are_numbered_in_reading_order(read: Read) -> None:
    document = read("通知.txt", "标题\n甲\t乙\t丙\n1\t2\t3\n\n附件2\n\n丁\t戊\t己\n4\t5\t6\n")
    assert [block.source.block for block in document.blocks] == [1, 2, 3, 4]
    assert [table.source.table for table in document.tables] == [1, 2]
    assert {cell.source.block for cell in document.tables[1].cells} == {4}


def test_a_wrong_extension_is_read_by_content_with_a_remark(read: Read) -> None:
    document = read("通知.pdf", "<html><body><p>甲县</p></body></html>")
    assert document.format == "html"
    assert document.remarks == ("扩展名是.pdf，内容却是网页，已按内容读取",)


def test_the_files_of_a_notice_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("正文.txt", "附件.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    documents = read_documents([tmp_path / "正文.txt", tmp_path / "附件.txt"])
    assert [document.file for document in documents] == ["正文.txt", "附件.txt"]


@pytest.mark.parametrize(("name", "reason"), [("无.txt", "找不到文件"), ("夹", "不是文件")])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "夹").mkdir()
    with pytest.raises(UnreadableFile, match=f"“{name}”：{reason}"):
        read_document(tmp_path / name)

"""An error names the file and the reason in one sentence for its owner."""

from __future__ import annotations

import pickle

import pytest

from zhida.documents import errors
from zhida.documents.errors import UnreadableFile

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, UnreadableFile)
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_names_file_reason_and_way_out(kind: type[UnreadableFile]) -> None:
    error = kind("收文/通知.pdf", "文件已加密。", "请先解除密码保护")
    assert str(error) == "无法读取“通知.pdf”：文件已加密。请先解除密码保护。"


def test_a_reason_without_a_way_out_stands_alone() -> None:
    assert str(UnreadableFile("通知.txt", "找不到文件")) == "无法读取“通知.txt”：找不到文件。"


def test_an_error_crosses_from_one_process_to_another() -> None:
    error = errors.OversizeFile("通知.txt", "太大", "请拆分")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (errors.OversizeFile, str(error))

"""Whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhida.documents.writing.replacing import UnwritableReport, replacing


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧", encoding="utf-8")
    with replacing(path) as draft:
        draft.write_text("新", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "旧"
    assert path.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(ValueError, match="中断"), replacing(path) as draft:
        draft.write_text("半", encoding="utf-8")
        raise ValueError("中断")
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    with pytest.raises(UnwritableReport, match="No space"), replacing(path):
        raise OSError(28, "No space left on device")


def test_a_link_keeps_pointing_at_the_file_that_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "真.html"
    target.write_text("旧", encoding="utf-8")
    link = tmp_path / "链.html"
    link.symlink_to(target)
    with replacing(link) as draft:
        draft.write_text("新", encoding="utf-8")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "新"


def test_only_an_ordinary_file_is_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(UnwritableReport, match="不是普通文件"), replacing(pipe):
        pass

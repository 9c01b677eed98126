"""A batch: every file has one outcome, the files of a notice are one notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.documents.intake.batch import outcomes
from zhida.documents.intake.pool import Allowance
from zhida.documents.outcomes import Checked, Outcome, Unreadable

LETTER = """某市财政局文件

某财社〔2024〕{serial}号

关于下达2024年中央财政医疗救助补助资金的通知

甲县财政局：

根据《某省财政厅关于下达2024年中央财政医疗救助补助资金的通知》（省财社〔2024〕1号），现下达你县2024年医疗救助补助资金60万元，收入列1100249科目。

附件：{annex}

某市财政局
2024年3月5日
"""
ANNEX = """附件{label}

{title}

单位：万元

单位\t金额
甲县\t60
合计\t60
"""


def letter(path: Path, serial: int, annex: str = "2024年医疗救助补助资金分配表") -> Path:
    """A notice with its letter only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LETTER.format(serial=serial, annex=annex), encoding="utf-8")
    return path


def annex(path: Path, title: str = "2024年医疗救助补助资金分配表") -> Path:
    """An annex without a letter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ANNEX.format(label="", title=title), encoding="utf-8")
    return path


def files(found: list[Outcome]) -> list[list[str]]:
    """The files of each notice."""
    return [[each.name for each in one.notice.files] for one in found if isinstance(one, Checked)]


def test_each_letter_is_a_notice_in_the_order_given(tmp_path: Path) -> None:
    paths = [letter(tmp_path / f"{number}.txt", number) for number in (3, 1, 2)]
    found = list(outcomes(paths, jobs=2))
    assert files(found) == [["3.txt"], ["1.txt"], ["2.txt"]]


@pytest.mark.parametrize("folder", ["", "附件"])
def test_an_annex_joins_its_letter_also_from_a_folder_below(tmp_path: Path, folder: str) -> None:
    paths = [
        letter(tmp_path / "甲" / "正文.txt", 1),
        annex(tmp_path / "甲" / folder / "分配表.txt"),
        letter(tmp_path / "乙" / "正文.txt", 2),
        annex(tmp_path / "乙" / folder / "分配表.txt"),
    ]
    assert files(list(outcomes(paths))) == [["正文.txt", "分配表.txt"]] * 2


def test_files_named_from_two_folders_are_one_notice_too(tmp_path: Path) -> None:
    paths = [letter(tmp_path / "收文" / "正文.txt", 1), annex(tmp_path / "表" / "分配表.txt")]
    assert files(list(outcomes(paths))) == [["正文.txt", "分配表.txt"]]


def test_a_bad_file_has_its_reason_and_never_stops_the_others(tmp_path: Path) -> None:
    good = letter(tmp_path / "好.txt", 1)
    bad = tmp_path / "空.docx"
    bad.touch()
    first, second = outcomes([bad, good])
    assert isinstance(first, Unreadable)
    assert "空.docx" in first.sentence
    assert "空" in first.reason
    assert isinstance(second, Checked)


def test_a_file_that_takes_too_long_is_given_up_with_a_reason(tmp_path: Path) -> None:
    (only,) = outcomes([letter(tmp_path / "慢.txt", 1)], allowance=Allowance(seconds=0.0))
    assert isinstance(only, Unreadable)
    assert "已中止" in only.reason


def test_findings_and_documents_come_where_they_are_wanted(tmp_path: Path) -> None:
    path = letter(tmp_path / "通知.txt", 1)
    (bare,) = outcomes([path], checking=False)
    (full,) = outcomes([path], showing=True)
    assert isinstance(bare, Checked)
    assert isinstance(full, Checked)
    assert not bare.findings
    assert not bare.documents
    assert full.findings
    assert [each.file for each in full.documents] == ["通知.txt"]


def test_progress_counts_every_file_once(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    paths = [letter(tmp_path / "正文.txt", 1), annex(tmp_path / "分配表.txt"), tmp_path / "空.txt"]
    done: list[float] = []
    list(outcomes(paths, progress=done.append))
    assert sum(done) == 3


def test_no_files_give_no_outcomes() -> None:
    assert list(outcomes([])) == []

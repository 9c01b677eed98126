"""The Python face: a few names, light to import, frozen values."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import zhida

NOTICE = """某省财政厅文件

某财社〔2024〕8号

关于下达2024年中央财政医疗救助补助资金的通知

甲市财政局：

根据有关规定，现下达你市2024年中央财政医疗救助补助资金60万元，收入列“1100249”科目。

某省财政厅
2024年3月5日
"""
ANNEX = """附件1

2024年中央财政医疗救助补助资金分配表

单位：万元

单位\t金额
甲县\t40
乙县\t30
合计\t60
"""


def test_every_public_name_is_there_and_documented() -> None:
    for name in zhida.__all__:
        value = getattr(zhida, name)
        assert name == "Fen" or inspect.getdoc(value), f"{name} has no docstring"
    assert set(zhida.__all__) <= set(dir(zhida))
    assert sorted(zhida.__all__) == list(zhida.__all__)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = zhida.reed


def test_importing_loads_no_library() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import zhida, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in told.stdout.split()}
    assert not loaded & {"lxml", "docx", "openpyxl", "lark", "numpy", "cv2", "rich", "typer"}


def test_a_notice_is_read_from_its_files_and_checked(tmp_path: Path) -> None:
    body, annex = tmp_path / "通知.txt", tmp_path / "附件1.txt"
    body.write_text(NOTICE, encoding="utf-8")
    annex.write_text(ANNEX, encoding="utf-8")
    notice = zhida.read(body, str(annex))
    assert notice.doc_number is not None
    assert str(notice.doc_number.value) == "某财社〔2024〕8号"
    assert notice.total.fen == 60_000_000
    assert [each.name for each in notice.files] == ["通知.txt", "附件1.txt"]
    findings = zhida.check(notice)
    assert isinstance(findings, tuple)
    wrong = [each for each in findings if each.severity is zhida.Severity.ERROR]
    assert any(each.difference == -10_000_000 for each in wrong), "40 + 30 is not 60"


def test_what_comes_out_can_not_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    notice = zhida.read(path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        notice.title = None  # type: ignore[misc]


def test_reading_says_why_it_can_not(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.touch()
    with pytest.raises(zhida.UnreadableFile, match=r"空\.docx"):
        zhida.read(empty)
    with pytest.raises(FileNotFoundError, match=r"没有\.docx"):
        zhida.read(tmp_path / "没有.docx")
    with pytest.raises(TypeError):
        zhida.read()


def test_the_rules_can_be_listed_and_asked_for() -> None:
    codes = [each.code for each in zhida.rules()]
    assert len(codes) >= 60
    assert codes == sorted(codes)
    assert zhida.rule("n101").code == "N101"


def test_a_plan_is_allocated(root: Path) -> None:
    planned = zhida.allocate(root / "tests/cases/allocation_plans/medical_aid/plan.toml")
    assert sum(map(sum, planned.allocation.table.cells)) * planned.unit.fen == 2_747_500_000

"""用法有误: a wrong command line is told in one Chinese sentence, with exit status 2."""

from __future__ import annotations

import sys

import pytest

from zhida.cli.main import main


def told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[object, str]:
    """Exit status, and what is said on standard error."""
    monkeypatch.setattr(sys, "argv", ["zhida", *arguments])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有的"], "没有“没有的”这个命令。用法见 "),
        (["ledger", "nix"], "没有“nix”这个命令。用法见 "),
        (["check"], "缺少“文件…”。"),
        (["ledger", "reverse", "2025-17"], "缺少选项 --number。"),
        (["ledger", "act", "支付", "--numbr", "3"], "没有 --numbr 这个选项，是不是 "),
        (["serve", "--port", "x"], "选项 --port：请写整数。"),
        (
            ["targets", "measure", "2025", "--as-of", "2025-13-31"],
            "选项 --as-of：没有这一天，请写成 年-月-日",
        ),
        (["serve", "--port", "0"], "选项 --port：不能小于1。"),
        (["serve", "--port", "99999"], "选项 --port：不能大于65535。"),
        (["book", "--year"], "--year 后面要写一个值。"),
        (["agencies", "list", "652901", "3"], "多写了：3。"),
        (["book", "--mend", "甲", "x.txt"], "--mend “甲”：请写成 收款单位/列名=金额（带单位）。"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    status, error = told(monkeypatch, capsys, *arguments)
    assert status == 2
    assert said in error and "-h" in error
    assert "Error" not in error and "Usage" not in error


def test_nothing_asked_shows_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, error = told(monkeypatch, capsys)
    assert status == 2 and "check" in error


def test_a_command_keeps_its_own_exit_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(monkeypatch, capsys, "--version")[0] in (None, 0)
    assert told(monkeypatch, capsys, "check", "没有.docx")[0] == 2

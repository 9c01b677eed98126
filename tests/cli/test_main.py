"""zhida: how a command that is stopped by hand ends."""

from __future__ import annotations

import sys

import pytest

from zhida import __main__ as program
from zhida.cli import main as command


class Impatient:
    """Whoever presses Ctrl-C while the commands still load."""

    def find_spec(self, name: str, *_rest: object) -> None:
        if name == "zhida.cli.main":
            raise KeyboardInterrupt


def test_an_interrupt_while_the_commands_load_shows_no_insides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "zhida.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Impatient(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 130
    assert "Traceback" not in capsys.readouterr().err


def test_an_interrupt_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typer gives the status back instead of raising: the sentence is told either way."""
    monkeypatch.setattr(command, "app", lambda standalone_mode: 130)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 130
    assert "已中断：正在办的一步没有写入" in capsys.readouterr().err

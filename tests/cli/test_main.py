"""zhida: how a command that is stopped by hand ends."""

from __future__ import annotations

import pytest

from zhida.cli import main as command


def test_an_interrupt_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typer gives the status back instead of raising: the sentence is told either way."""
    monkeypatch.setattr(command, "app", lambda standalone_mode: 130)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 130
    assert "已中断：正在办的一步没有写入" in capsys.readouterr().err

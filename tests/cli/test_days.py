"""Days on the command line: as people write them, and refused with the form that is wanted."""

from __future__ import annotations

import datetime

import pytest
import typer

from zhida.cli.days import day_of


def test_a_day_is_read_and_none_stays_none() -> None:
    assert day_of("2025-01-31") == datetime.date(2025, 1, 31)
    assert day_of(None) is None


@pytest.mark.parametrize("option", ["", "--on"])
def test_what_is_no_day_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        day_of("六月", option)
    assert "请写成" in capsys.readouterr().err

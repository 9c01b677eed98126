"""The manual lists every question, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.core.allocation.questions import questions


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_is_in_the_manual(root: Path, language: str) -> None:
    page = (root / f"docs/{language}/allocation.md").read_text(encoding="utf-8")
    assert not [each.code for each in questions() if each.code not in page]


def test_the_chinese_manual_calls_them_by_their_names(root: Path) -> None:
    page = (root / "docs/zh/allocation.md").read_text(encoding="utf-8")
    assert not [each.name for each in questions() if f"| {each.code} | {each.name}" not in page]

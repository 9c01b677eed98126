"""The sound notices that cases start from give nothing worse than a hint, in any family."""

from __future__ import annotations

from pathlib import Path

import pytest

import zhida
from zhida.core.findings import Severity

NOTICES = Path(__file__).parents[2] / "cases" / "rules" / "notices"


@pytest.mark.parametrize("path", sorted(NOTICES.glob("*.txt")), ids=lambda path: str(path.stem))
def test_a_sound_notice_is_left_alone(path: Path) -> None:
    found = zhida.check(zhida.read(path))
    assert [each.sentence for each in found if each.severity is not Severity.HINT] == []

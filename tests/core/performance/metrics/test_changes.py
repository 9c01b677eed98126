"""变动取数: against a base, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhida.core.performance.metrics.changes import change
from zhida.core.performance.metrics.dictionary import MetricError


@pytest.mark.parametrize(
    ("value", "base", "how", "moved"),
    [
        ("4.5", "5", {"fall": True}, "10"),
        ("5.5", "5", {"fall": True}, "-10"),
        ("92", "90", {}, "2.2222"),
        ("92", "90", {"points": True}, "2"),
        ("0", "0", {"points": True}, "0"),
    ],
)
def test_a_rise_or_a_fall_in_percent_or_in_points(
    value: str, base: str, how: dict[str, bool], moved: str
) -> None:
    assert change(Decimal(value), Decimal(base), **how) == Decimal(moved)


@pytest.mark.parametrize("base", [None, Decimal(0)])
def test_without_a_base_or_against_nothing_there_is_no_change(base: Decimal | None) -> None:
    with pytest.raises(MetricError, match=r"基期数.*不能计算变动.*请"):
        change(Decimal(5), base)

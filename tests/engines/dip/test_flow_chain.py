"""流程的续办: a later edition goes on with what stands, or it is told where the two part."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.engines.dip.test_flow import HOSPITALS, POLICY, months, started

from zhida.engines.dip.flow import Flow
from zhida.engines.dip.flow_chain import contradictions
from zhida.engines.dip.flow_steps import Month, prepay, review


def january(*points: int) -> Flow:
    """The budget and one month."""
    rows = [Month(code, each, 0) for code, each in zip(HOSPITALS, points, strict=False)]
    return prepay(started(), 1, rows, Fraction(1000), 0, POLICY, {})


def test_what_goes_on_contradicts_nothing() -> None:
    assert contradictions(january(100, 100, 100), months(started())) == ()
    assert contradictions(started(), started()) == ()


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (started(), "月度预付第1期：新的流程没有这一环节"),
        (started(fund=1), "年初预算：基金由120000.00元变为0.01元"),
        (january(10, 22), "月度预付第1期：机构H2付出由190.00元变为209.00元"),
        (january(1, 2, 3), "月度预付第1期：机构H1付出由95.00元变为9.50元"),
        (review(january(10, 20), 1, {}), None),
    ],
)
def test_the_first_step_that_differs_is_named(later: Flow, told: str | None) -> None:
    found = contradictions(january(10, 20), later)
    assert (found[0] if found else None) == told


def test_the_same_amounts_from_other_files_are_another_flow() -> None:
    other = prepay(started(), 1, [Month("H1", 10, 0)], Fraction(1000), 0, POLICY, {"grouped": "b"})
    assert "所据的文件" in contradictions(january(10), other)[0]
    assert (
        "办理的是特例单议第1期"
        in contradictions(months(january(10)), review(january(10), 1, {}))[0]
    )
    assert contradictions(january(*[10] * 3), january(*[9] * 3))[-1].endswith(
        "机构H3付出由95.00元变为85.50元"
    )

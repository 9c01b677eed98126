"""预算年度: whatever random bureaus do in a year, no fen is lost, made, or of another earmark."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.core.ledger.playing import FiscalYear


def test_a_whole_year_of_random_bureaus_keeps_every_promise() -> None:
    run_state_machine_as_test(
        FiscalYear,
        settings=settings(
            max_examples=60,
            stateful_step_count=60,
            suppress_health_check=list(HealthCheck),
        ),
    )

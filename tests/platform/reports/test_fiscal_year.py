"""预算年度的报送: whatever bureaus book, are paid, file, forget or correct, forms and ledger agree.

`GAMES` plays so many games instead of a few, and tells a broken promise in few steps,
which takes minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.platform.reports.promising import PromisingYear


def test_a_year_of_payments_and_reports_keeps_every_promise(
    fresh: Callable[[], AbstractContextManager[str]],
) -> None:
    games = int(os.environ.get("GAMES", 0))
    left_out = {Phase.explain} if games else {Phase.explain, Phase.shrink}

    class Game(PromisingYear):
        def __init__(self) -> None:
            super().__init__(fresh)

    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=games or 3,
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
            phases=[phase for phase in Phase if phase not in left_out],
        ),
    )

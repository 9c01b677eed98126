"""预算年度的报送: whatever bureaus book, are paid, file, forget or correct, forms and ledger agree.

The few games are the same on each run, so that it can be said what happens in them.
`GAMES` plays so many others instead, and tells a broken promise in few steps, which
takes minutes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.platform.reports.promising import PromisingYear

MOVES = (
    *("inquire", "reply", "opine", "close", "refused step"),
    *("value", "corrected value", "refused value"),
)
"""What must happen at least once in all games together, else the promises say nothing."""


def test_a_year_of_payments_and_reports_keeps_every_promise(
    fresh: Callable[[], AbstractContextManager[str]],
) -> None:
    games = int(os.environ.get("GAMES", 0))
    left_out = {Phase.explain} if games else {Phase.explain, Phase.shrink}

    class Game(PromisingYear):
        happened: ClassVar[Counter[str]] = Counter()

        def __init__(self) -> None:
            super().__init__(fresh)

    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=games or 3,
            stateful_step_count=25,
            derandomize=not games,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[phase for phase in Phase if phase not in left_out],
        ),
    )
    missing = [move for move in MOVES if not Game.happened[move]]
    assert not missing, f"no game has {missing}: {Game.happened}"

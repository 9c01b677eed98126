"""争议: the ledger in memory decides each scenario as it must."""

from __future__ import annotations

import pytest
from tests.core.ledger.scenarios import Scenario, scenarios

from zhida.core.ledger import LedgerError


@pytest.mark.parametrize("scenario", list(scenarios()), ids=lambda each: each.name)
def test_memory_decides_as_it_must(scenario: Scenario) -> None:
    if scenario.books:
        scenario.before.open(scenario.lines).post(scenario.asked)
    else:
        with pytest.raises(LedgerError):
            scenario.before.open(scenario.lines).post(scenario.asked)

"""求解: a flow is priced before it is believed."""

from __future__ import annotations

import numpy as np
import pytest

from zhida.core.allocation.solver import Network, SolverError, prices, solve

# two ways from node 0 to node 1, one cheaper
TWO_WAYS = Network(
    np.array([0, 0, 2]), np.array([1, 2, 1]), np.array([5, 1, 1]), np.array([1, -1, 0])
)


def test_the_cheaper_way_is_taken_and_proved() -> None:
    used = solve(TWO_WAYS)
    assert used.tolist() == [False, True, True]
    found = prices(TWO_WAYS, used)
    gains = TWO_WAYS.costs + found[TWO_WAYS.tails] - found[TWO_WAYS.heads]
    assert (gains[~used] >= 0).all()
    assert (gains[used] <= 0).all()


def test_a_flow_that_is_not_the_cheapest_has_no_prices() -> None:
    with pytest.raises(SolverError, match="不是最优解"):
        prices(TWO_WAYS, np.array([True, False, False]))


def test_supplies_that_no_flow_meets_are_told() -> None:
    stuck = Network(np.array([0]), np.array([1]), np.array([1]), np.array([2, -2]))
    with pytest.raises(SolverError):
        solve(stuck)

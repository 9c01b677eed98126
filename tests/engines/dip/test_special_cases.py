"""特例单议: no more than the pool's five in a thousand, and what a review gives."""

from __future__ import annotations

import datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.measured import Measured
from zhida.engines.dip.policy import policy
from zhida.engines.dip.special_cases import Outcome, Published, candidates, review_cases
from zhida.engines.errors import EngineError

POLICY = policy(datetime.date(2026, 1, 1))
MEASURED = Measured("f" * 64, 0, 1000, 1000, {}, {})  # a point is 10 fen


@pytest.fixture
def scored(engine: Backend) -> Any:
    """A thousand discharges; the fifth dearest of them above twice their standard."""
    rows = [
        {"setl_id": f"{at:04d}", "code": "A", "pool": "6501", "insutype": "310", "cost_fen": 1000,
         "points": 100, "ratio": 25_000 if at < 4 else 10_000, "days": 70 if at == 9 else 3}
        for at in range(1000)
    ]  # fmt: skip
    return engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(rows), temp=True)


def test_who_costs_twice_the_standard_or_stays_long_may_ask(engine: Backend, scored: Any) -> None:
    def found(table: Any) -> list[str]:
        return engine.to_pyarrow(table.order_by("setl_id"))["setl_id"].to_pylist()  # type: ignore[no-any-return]

    assert found(candidates(scored, POLICY)) == ["0000", "0001", "0002", "0003"]
    assert found(candidates(scored, POLICY, scored.days))[-1] == "0009"


def test_a_review_pays_by_item_or_as_adjusted(engine: Backend, scored: Any) -> None:
    outcomes = [
        Outcome("0000", "by_item"),
        Outcome("0001", "adjusted", 170),
        Outcome("0002", "refused"),
    ]
    reviewed, published = review_cases(engine, scored, outcomes, MEASURED, POLICY)
    rows = engine.to_pyarrow(reviewed.order_by("setl_id").head(4)).to_pylist()
    assert [row["points"] for row in rows] == [100, 170, 100, 100]
    assert set(rows[0]) == set(scored.columns)
    assert published == (Published(("6501", "310"), 1000, 5, 3, 2),)


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([f"{at:04d}" for at in range(6)], "申请特例单议6例，超过出院病例1000例的5‰（5例）"),
        (["0000", "0000"], "0000已经申请过特例单议"),
        (["nobody"], "不属于这一年.*nobody"),
    ],
)
def test_too_many_twice_or_unknown_is_refused(
    engine: Backend, scored: Any, ids: list[str], told: str
) -> None:
    with pytest.raises(EngineError, match=told):
        review_cases(engine, scored, [Outcome(each, "refused") for each in ids], MEASURED, POLICY)

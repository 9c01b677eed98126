"""床旁试算: one case counts at the bedside what it counts among all cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip.test_settlement import DAY, MEASURED, case, table

from zhida.engines.dip.bedside_pay import pay
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.measured import Further
from zhida.engines.dip.policy import policy

FURTHER = Further(
    basic={"H1": 10_500, "H2": 9_800}, bonus={"H1": 300}, diseases={"JC1": {"3": 12_500}},
    conservative=(), primary=(),
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3_000_000), st.sampled_from(["", "2", "3"]), st.sampled_from(["H1", "H3"])
        ),
        min_size=1, max_size=8,
    ),
    st.sampled_from([FURTHER, replace(FURTHER, primary=("JC1",)),
                     replace(FURTHER, conservative=("JC1",)), replace(FURTHER, diseases={})]),
    st.sampled_from(["over_score", "standard"]),
)  # fmt: skip
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_case_alone_counts_what_it_counts_among_all(
    engine: Backend, cases: list[tuple[int, str, str]], further: Further, high: str
) -> None:
    chosen, measured = policy(DAY, {"high_cost": high}), replace(MEASURED, further=further)
    rows: list[dict[str, Any]] = [
        case(cost, setl_id=str(number), hi_setl_lv=level, fixmedins_code=institution)
        for number, (cost, level, institution) in enumerate(cases)
    ]
    found = score_cases(engine, table(engine, rows), measured, chosen).order_by("setl_id")
    for row in engine.to_pyarrow(found).to_pylist():
        alone = pay(
            measured, "JC1", chosen, level=row["hi_setl_lv"], institution=row["fixmedins_code"],
            cost_fen=row["cost_fen"],
        )  # fmt: skip
        assert alone is not None
        assert (alone.points, alone.lies, alone.standard_points, alone.standard_fen) == (
            row["points"], row["lies"], row["standard_points"], row["standard_fen"],
        )  # fmt: skip


def test_a_group_without_points_counts_nothing() -> None:
    assert pay(MEASURED, "JC9", policy(DAY)) is None

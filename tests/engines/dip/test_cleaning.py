"""清洗: every list is a case or stands in quarantine with a reason; nothing gets lost."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip import reference

from zhida.engines.dip.cleaning import clean, count, reasons
from zhida.engines.dip.schema import columns

LIMIT = 10**10
SCHEMA = ibis.schema(columns()).to_pyarrow()

GOOD: dict[str, Any] = {
    "setl_id": "1", "psn_no": "p", "fixmedins_code": "H1", "hi_setl_lv": "3", "insutype": "310",
    "insu_admdvs": "650102", "gend": "1", "age": 40, "nwb_age": None, "nwb_adm_wt": None,
    "adm_time": "2024-01-01 10:00:00", "dscg_time": "2024-01-05 10:00:00",
    "dcla_time": "2024-01-06 10:00:00", "dscg_way": "1", "stas_type": "2",
    "diseinfo": [{"diag_code": "K35.800", "maindiag_flag": "1"},
                 {"diag_code": "I10.x00", "maindiag_flag": "0"}],
    "oprninfo": [{"oprn_oprt_code": "47.0100", "main_oprn_flag": "1"}],
    "amt_fen": 100_100, "fund_payamt_fen": 80_000,
}  # fmt: skip


def judged(engine: Backend, lists: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Cases and quarantined lists, as plain rows."""
    found = clean(engine, ibis.memtable(pa.Table.from_pylist(lists, schema=SCHEMA)), LIMIT)
    return (
        engine.to_pyarrow(found.cases).to_pylist(),
        engine.to_pyarrow(found.quarantine).to_pylist(),
    )


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("Q01", {"setl_id": " "}),
        ("Q04", {"stas_type": "3"}),
        ("Q05", {"fixmedins_code": ""}),
        ("Q06", {"dscg_time": "2024年1月5日"}),
        ("Q07", {"adm_time": "2024-01-06 10:00:00"}),
        ("Q08", {"diseinfo": []}),
        ("Q09", {"diseinfo": [{"diag_code": "阑尾炎", "maindiag_flag": "1"}]}),
        ("Q10", {"amt_fen": 0}),
        ("Q11", {"amt_fen": LIMIT + 1}),
        ("Q12", {"fund_payamt_fen": 100_101}),
        ("Q13", {"age": None}),
    ],
)
def test_what_is_wrong_with_a_list_keeps_it_out(
    engine: Backend, reason: str, wrong: dict[str, Any]
) -> None:
    cases, quarantine = judged(engine, [GOOD | wrong])
    assert (cases, [each["reason"] for each in quarantine]) == ([], [reason])


def test_of_a_list_uploaded_again_the_latest_counts(engine: Backend) -> None:
    """The earlier is in quarantine; where neither is the later, both are."""
    later = GOOD | {"dcla_time": "2024-01-09 10:00:00", "amt_fen": 90_000}
    cases, quarantine = judged(engine, [later, GOOD])
    assert [each["cost_fen"] for each in cases] == [90_000]
    assert [each["reason"] for each in quarantine] == ["Q02"]
    blank, missing = GOOD | {"dcla_time": ""}, GOOD | {"dcla_time": None}
    for alike in ([GOOD, GOOD], [blank, missing]):
        cases, quarantine = judged(engine, alike)
        assert (cases, [each["reason"] for each in quarantine]) == ([], ["Q03", "Q03"])


def test_codes_are_written_one_way(engine: Backend) -> None:
    lines = [{"oprn_oprt_code": code, "main_oprn_flag": "0"}
             for code in (" 99.2800X005", "47.0100", "47.0100 ", "", None)]  # fmt: skip
    cases, _ = judged(engine, [GOOD | {"oprninfo": lines}])
    assert cases[0]["ops"] == "47.0100|99.2800x005"


def lists_of() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists with any mixture of good and bad fields."""
    code = st.sampled_from(["K35.800", "k35.8X01", "I10.x00", "", None, "47.0100", "99.2800X005"])
    flag = st.sampled_from(["0", "1", None])
    times = [None, "", "x", "2024-01-05", "2024-01-07 01:02:03", "2023-12-31 23:59:59"]
    row = st.fixed_dictionaries(
        {
            "setl_id": st.sampled_from(["1", "2", "3", "4", "", None]),
            "stas_type": st.sampled_from(["1", "2", None, "0"]),
            "adm_time": st.sampled_from(times[3:]),
            "dscg_time": st.sampled_from(times),
            "dcla_time": st.sampled_from(times),
            "age": st.sampled_from([None, 0, 1, 90]),
            "nwb_age": st.sampled_from([None, 3, -1]),
            "diseinfo": st.lists(st.fixed_dictionaries({"diag_code": code, "maindiag_flag": flag}),
                                 max_size=3),
            "oprninfo": st.none() | st.lists(
                st.fixed_dictionaries({"oprn_oprt_code": code, "main_oprn_flag": flag}), max_size=3),
            "amt_fen": st.sampled_from([None, 0, 5, 10**6, LIMIT + 1]),
            "fund_payamt_fen": st.sampled_from([None, 0, 5, -1]),
        }
    )  # fmt: skip
    return st.lists(row.map(lambda wrong: GOOD | wrong), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(lists=lists_of())
def test_each_list_is_judged_as_by_hand(engine: Backend, lists: list[dict[str, Any]]) -> None:
    cases, quarantine = judged(engine, lists)
    expected_cases, expected_quarantine = reference.clean(lists, LIMIT)
    key = str
    assert sorted(cases, key=key) == sorted(expected_cases, key=key)
    found = [({name: each[name] for name in GOOD}, each["reason"]) for each in quarantine]
    assert sorted(found, key=key) == sorted(expected_quarantine, key=key)


def test_reasons_are_counted_and_known(engine: Backend) -> None:
    lists = [GOOD | {"setl_id": str(number), "amt_fen": number % 2} for number in range(6)]
    table = ibis.memtable(pa.Table.from_pylist(lists, schema=SCHEMA))
    counted = engine.to_pyarrow(count(clean(engine, table, LIMIT).quarantine)).to_pylist()
    assert counted == [{"reason": "Q10", "lists": 3}, {"reason": "Q12", "lists": 3}]
    assert len({reason.code for reason in reasons()}) == len(reasons())

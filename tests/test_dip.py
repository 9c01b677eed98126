"""zhida.dip: grouping from Python gives what the commands give, on any table that speaks Arrow."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from tests.engines.dip.test_reading import WIRE

from zhida import dip
from zhida.engines.dip.synthetic import Plan, write_years


class Streamed:
    """A table of another library: all that is known of it is that it can be streamed."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    folder = tmp_path_factory.mktemp("years")
    write_years(folder, Plan(cases=600, diseases=6))
    return pa.concat_tables(
        [parquet.ParquetFile(path).read() for path in sorted(folder.rglob("*.parquet"))]
    )


@pytest.fixture(scope="module")
def ready(lists: pa.Table) -> dip.Ready:
    firsts = sorted({row[0]["diag_code"][:5] for row in lists["diseinfo"].to_pylist() if row})
    return dip.grouper(
        [
            dip.Rule(
                f"JC{number}", key, dip.Layer.BASIC, (key,), any_main=True, place=f"第{number}行"
            )
            for number, key in enumerate(firsts[1:], 1)
        ]
    )


def test_a_table_is_grouped_and_nothing_of_it_is_lost(lists: pa.Table, ready: dip.Ready) -> None:
    found = dip.group(Streamed(lists), ready)
    assert found.cases.num_rows + found.quarantine.num_rows == lists.num_rows
    assert set(found.quarantine["reason"].to_pylist()) >= {"Q02"}
    assert {"BASIC", "UNGROUPED"} == set(found.cases["layer"].to_pylist())
    views = [
        pa.field(field.name, pa.string_view()) if pa.types.is_string(field.type) else field
        for field in lists.schema
    ]
    as_polars = Streamed(lists.cast(pa.schema(views)))
    assert found.cases.equals(dip.group(as_polars, ready).cases)


def test_one_case_is_grouped_as_in_the_table(lists: pa.Table, ready: dip.Ready) -> None:
    for case in dip.group(lists, ready).cases.to_pylist()[:200]:
        asked = {name: case[name] for name in ("dx", "secondary", "main_op", "age_days", "sex")}
        one = dip.group_one(asked | {"ops": case["ops"].split("|")}, ready)
        assert (one.rule.code if one.rule else "") == case["code"]


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({}, "没有主要诊断"),
        ({"dx": "K35.8", "ops": "47.0100"}, "ops应是代码的列表"),
        ({"dx": "K35.8", "diagnosis": "x"}, "没有diagnosis这样的项，可写dx"),
    ],
)
def test_a_case_that_can_not_be_asked_is_refused(
    ready: dip.Ready, case: dict[str, str], told: str
) -> None:
    with pytest.raises(dip.EngineError, match=told):
        dip.group_one(case, ready)


def test_what_is_no_table_of_lists_is_refused(ready: dip.Ready, tmp_path: Path) -> None:
    with pytest.raises(dip.EngineError, match="__arrow_c_stream__"):
        dip.group([WIRE], ready)  # type: ignore[arg-type]
    with pytest.raises(dip.EngineError, match="表不是结算清单。现在的列：x"):
        dip.group(pa.table({"x": [1]}), ready)
    with pytest.raises(dip.EngineError, match="不存在"):
        dip.grouper(tmp_path / "none.csv")

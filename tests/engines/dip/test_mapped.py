"""映射清单: every code is put into ours by its day, or counted among those that aren't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip.test_mapping import maps
from tests.engines.dip.test_reading import WIRE

from zhida.engines.dip.mapped import MappedLists, map_lists
from zhida.engines.dip.mapping import Maps, read_maps
from zhida.engines.dip.reading import read

ROWS = (
    "1.0,K35.800,K35.801,2020-01-01,2024-06-30,exact,对照表",
    "1.0,K35.800,K35.802,2024-07-01,,broad,对照表",
    "1.0,I10.x00,I10.x00,2020-01-01,,exact,对照表",
)
WRITTEN = {("K35.800", "2024-01-05"): "K35.801", ("K35.800", "2024-08-05"): "K35.802"}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Maps:
    return read_maps(maps(tmp_path_factory.mktemp("maps"), *ROWS))


def mapped(engine: Backend, folder: Path, known: Maps, lists: list[dict[str, Any]]) -> MappedLists:
    """What becomes of lists in the form of 4101A."""
    path = folder / "lists.json"
    path.write_text(json.dumps(lists), encoding="utf-8")
    return map_lists(engine, read(engine, path), known)


def one(number: int, day: str, codes: list[str]) -> dict[str, Any]:
    """A list discharged on a day with these diagnoses."""
    info = WIRE["setlinfo"] | {"setl_id": str(number), "dscg_time": f"{day} 10:00:00"}
    lines = [{"diag_code": code, "maindiag_flag": str(at)} for at, code in enumerate(codes)]
    return WIRE | {"setlinfo": info, "diseinfo": lines}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2024-01-05", "2024-08-05"]),
            st.lists(st.sampled_from(["K35.800", "k35.800 ", "I10.x00", "J18.900"]), max_size=4),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_lines_keep_their_order_and_number_and_take_the_code_of_their_day(
    engine: Backend, tmp_path: Path, known: Maps, drawn: list[tuple[str, list[str]]]
) -> None:
    lists = [one(number, day, codes) for number, (day, codes) in enumerate(drawn)]
    found = mapped(engine, tmp_path, known, lists)
    rows = {row["setl_id"]: row for row in engine.to_pyarrow(found.lists).to_pylist()}
    assert len(rows) == len(drawn)
    for number, (day, codes) in enumerate(drawn):
        lines = rows[str(number)]["diseinfo"] or []
        bare = [code.strip().capitalize() for code in codes]
        wanted = [
            WRITTEN.get((right, day), right if right in ("I10.x00",) else code)
            for code, right in zip(codes, bare, strict=True)
        ]
        assert [line["diag_code"] for line in lines] == wanted
        assert [line["maindiag_flag"] for line in lines] == [str(at) for at in range(len(codes))]
        assert rows[str(number)]["oprninfo"] == WIRE["oprninfo"]
    rate = found.rate("diseinfo")
    every = [code for _, codes in drawn for code in codes]
    assert (rate.lines, rate.lines - rate.mapped_lines) == (len(every), every.count("J18.900"))
    assert sum(found.kinds("diseinfo").values()) == rate.mapped_lines


def test_what_has_no_row_stays_and_is_counted(engine: Backend, tmp_path: Path, known: Maps) -> None:
    lists = [
        one(1, "2024-01-05", ["J18.900", "K35.800"]),
        one(2, "2019-01-05", ["K35.800"]),
        one(3, "not a day", ["K35.800"]),
    ]
    found = mapped(engine, tmp_path, known, lists)
    assert found.unmapped("diseinfo") == {"K35.800": 2, "J18.900": 1}
    rate = found.rate("diseinfo")
    assert (rate.percent_hundredths, rate.codes, rate.mapped_codes) == (2500, 2, 0)
    assert found.rate("oprninfo").percent_hundredths is None
    row = next(each.row for each in found.met if each.row)
    assert (row.dst_code, row.place) == ("K35.801", "“diagnoses.csv”第2行")

"""读入: one list reads alike from Parquet, json and csv; a damaged file is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.reading import read
from zhida.engines.dip.schema import FIELDS, columns, of_node
from zhida.engines.errors import EngineError

WIRE: dict[str, Any] = {
    "setlinfo": {
        "setl_id": "1", "psn_no": "p", "fixmedins_code": "H1", "hi_setl_lv": "3",
        "insutype": "310", "insu_admdvs": "650100", "gend": "1", "age": "40",
        "adm_time": "2024-01-01 10:00:00", "dscg_time": "2024-01-05 10:00:00",
        "dcla_time": "2024-01-06 10:00:00", "stas_type": "2",
    },
    "diseinfo": [{"diag_code": "K35.800", "maindiag_flag": "1"}],
    "oprninfo": [{"oprn_oprt_code": "00.0100x008", "main_oprn_flag": "1"}],
    "iteminfo": [{"amt": "1000.50"}, {"amt": "0.5"}],
    "payinfo": [{"fund_payamt": "800"}],
}  # fmt: skip


def rows(engine: Backend, path: Path) -> list[Any]:
    """What is read, as plain rows."""
    found: list[Any] = engine.to_pyarrow(read(engine, path)).to_pylist()
    return found


def as_json(folder: Path, **changed: Any) -> Path:
    """The list as transaction 4101A sends it."""
    path = folder / "lists.json"
    path.write_text(json.dumps([WIRE | changed]), encoding="utf-8")
    return path


def as_csv(folder: Path) -> Path:
    """The list as three tables, amounts already summed."""
    sums = {"amt": "1001.00", "fund_payamt": "800"}
    tables = {"setlinfo": [WIRE["setlinfo"] | sums]} | {
        node: [{"setl_id": "1"} | line for line in WIRE[node]] for node in ("diseinfo", "oprninfo")
    }
    for node, lines in tables.items():
        text = "\n".join(
            ",".join(cells) for cells in (lines[0], *(each.values() for each in lines))
        )
        (folder / f"{node}.csv").write_text(text + "\n", encoding="utf-8")
    return folder


def test_the_three_forms_read_alike(engine: Backend, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    of_json = rows(engine, as_json(tmp_path))
    of_csv = rows(engine, as_csv(tmp_path / "tables"))
    table = pa.Table.from_pylist(
        of_json, schema=read(engine, tmp_path / "lists.json").schema().to_pyarrow()
    )
    parquet.write_table(table, tmp_path / "lists.parquet")
    assert of_json == of_csv == rows(engine, tmp_path / "lists.parquet")
    assert (of_json[0]["amt_fen"], of_json[0]["fund_payamt_fen"]) == (100_100, 80_000)
    assert of_json[0]["oprninfo"] == WIRE["oprninfo"]
    assert of_json[0]["nwb_adm_wt"] is None


@pytest.mark.parametrize("amount", ["1.005", "壹佰", "", "1e3", "99999999999999999", "12.000001"])
def test_what_is_no_amount_in_fen_never_becomes_one(
    engine: Backend, tmp_path: Path, amount: str
) -> None:
    """A sum with such a part is below zero, which sends the list to quarantine."""
    path = as_json(tmp_path, iteminfo=[{"amt": "100"}, {"amt": amount}])
    assert rows(engine, path)[0]["amt_fen"] < 0


def test_a_missing_column_is_empty_and_a_missing_file_is_named(
    engine: Backend, tmp_path: Path
) -> None:
    parquet.write_table(pa.table({"setl_id": ["1"]}), tmp_path / "few.parquet")
    assert set(rows(engine, tmp_path / "few.parquet")[0]) == set(columns())
    with pytest.raises(EngineError, match="不存在"):
        read(engine, tmp_path / "none.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EngineError, match="没有结算清单"):
        read(engine, tmp_path / "empty")


def test_a_damaged_partition_is_named(engine: Backend, tmp_path: Path) -> None:
    for month in (1, 2):
        place = tmp_path / f"month={month}"
        place.mkdir()
        parquet.write_table(pa.table({"setl_id": [str(month)]}), place / "lists.parquet")
    broken = tmp_path / "month=2" / "lists.parquet"
    broken.write_bytes(broken.read_bytes()[:40])
    with pytest.raises(EngineError, match="month=2"):
        read(engine, tmp_path)


def test_a_table_of_something_else_is_refused(engine: Backend, tmp_path: Path) -> None:
    parquet.write_table(pa.table({"name": ["x"]}), tmp_path / "other.parquet")
    with pytest.raises(EngineError, match="不是结算清单"):
        read(engine, tmp_path / "other.parquet")


def test_no_field_is_named_twice_in_its_node() -> None:
    assert len({(field.node, field.name) for field in FIELDS}) == len(FIELDS)
    assert [field.name for field in of_node("payinfo")] == ["fund_payamt"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("setlinfo", "setl_id,psn_no\n1,p,q\n", "setlinfo.csv”第2行有3格，表头有2格"),
        ("setlinfo", "setl_id,psn_no\n1\n", "setlinfo.csv”第2行有1格，表头有2格"),
        ("setlinfo", "id,psn_no\n1,p\n", "setlinfo.csv”第1行里没有setl_id列"),
        ("diseinfo", "setl_id,diag_code\n1,甲\n", "diseinfo.csv”不是UTF-8文本"),
    ],
)
def test_a_table_of_lists_that_can_not_be_read_is_named_by_its_row(
    engine: Backend, tmp_path: Path, name: str, text: str, told: str
) -> None:
    """A row of other cells than the head, another head, another encoding."""
    as_csv(tmp_path)
    (tmp_path / f"{name}.csv").write_bytes(text.encode("gbk"))
    with pytest.raises(EngineError, match=told):
        rows(engine, tmp_path)

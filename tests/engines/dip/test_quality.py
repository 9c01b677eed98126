"""质控: each fault breaks its rule and no other; what was planted in invented years is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ibis.backends.duckdb import Backend
from tests.engines.dip.test_reading import WIRE

from zhida.engines.dip.quality import (
    DxLimit,
    QualityTables,
    check_lists,
    read_quality_tables,
)
from zhida.engines.dip.quality_report import Institution, report
from zhida.engines.dip.quality_rules import quality_rules, required_fields, title_of
from zhida.engines.dip.reading import read
from zhida.engines.dip.schema import FIELDS
from zhida.engines.dip.signatures import keep
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.errors import EngineError

MONEY = {"psn_selfpay": "200", "psn_ownpay": "1", "acct_pay": "150", "psn_cashpay": "51"}
TABLES = QualityTables(
    {"diseinfo": frozenset({"K35.800"}), "oprninfo": frozenset({"00.0100x008"})},
    (DxLimit("K35|N70", "", 365, None), DxLimit("K35.8", "1", None, 365 * 80)),
)


def fine(**changed: str) -> dict[str, Any]:
    """A list that breaks no rule, but for what is changed in its setlinfo."""
    return WIRE | {"setlinfo": WIRE["setlinfo"] | MONEY | {"medcasno": "1"} | changed}


def checked(engine: Backend, folder: Path, lists: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said of lists in the form of 4101A, in their order."""
    path = folder / "lists.json"
    path.write_text(json.dumps(lists), encoding="utf-8")
    rows = engine.to_pyarrow(check_lists(engine, read(engine, path), TABLES, 7)).to_pylist()
    return sorted(rows, key=lambda row: (row["setl_id"] or "", row["dcla_time"] or ""))


CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("J01", "dcla_time", fine(dcla_time="2024-01-13 00:00:00")),
    ("J02", "dcla_time", fine(dcla_time="2024-01-04 00:00:00")),
    ("W01", "medcasno", fine(medcasno=" ")),
    ("W02", "acp_optins_code", fine(dscg_way="2")),
    ("W02", "days_rinp_pup_31", fine(days_rinp_flag_31="1")),
    ("Z01", "dscg_time", fine(dscg_time="5 Jan")),
    ("Z02", "adm_time", fine(adm_time="2024-01-06 00:00:00")),
    ("Z03", "maindiag_flag", fine() | {"diseinfo": WIRE["diseinfo"] * 2}),
    ("Z04", "diag_code", fine() | {"diseinfo": [*WIRE["diseinfo"], {"diag_code": "K35.9"}]}),
    ("Z05", "oprn_oprt_code", fine() | {"oprninfo": [{"oprn_oprt_code": "9.9"}]}),
    ("Z06", "gend", fine(gend="2")),
    ("Z07", "age", fine(age="81")),
    ("Z08", "amt", fine() | {"iteminfo": [{"amt": "1.005"}]}),
    ("Z09", "amt", fine(psn_selfpay="200.01", acct_pay="150.01")),
    ("Z10", "psn_cashpay", fine(acct_pay="149")),
    ("Z11", "fund_payamt", fine(psn_ownpay="") | {"payinfo": [{"fund_payamt": "1001.01"}]}),
    ("Z12", "act_ipt_days", fine(act_ipt_days="5")),
    ("Z13", "diag_code_cnt", fine(diag_code_cnt="2")),
    ("Z14", "oprn_oprt_code_cnt", fine(oprn_oprt_code_cnt="0")),
    ("Z15", "gend", fine(gend="男")),
    ("Z16", "age", fine(age="-1")),
]


def test_each_fault_breaks_its_rule_on_its_field(engine: Backend, tmp_path: Path) -> None:
    """A list without faults passes; a fault is told with the field's name and what stood there."""
    lists = [fine(setl_id="00", dscg_way="1", act_ipt_days="4", diag_code_cnt="1")]
    for number, (_, _, faulty) in enumerate(CASES, 1):
        info = {"dscg_way": "1"} | faulty["setlinfo"] | {"setl_id": f"{number:02d}"}
        lists.append(faulty | {"setlinfo": info})
    rows = checked(engine, tmp_path, lists)
    assert rows[0]["detl_list"] == []
    assert (rows[0]["qltctrl_rslt"], rows[0]["err_lv"], rows[0]["retn_flag"]) == ("1", "0", "0")
    rules = {rule.code: rule for rule in quality_rules()}
    # what one fault can't but break as well
    along = {("Z01", "J02"), ("Z01", "Z02"), ("Z08", "Z09"), ("Z08", "Z11"), ("Z16", "Z07")}
    for (code, field, _), row in zip(CASES, rows[1:], strict=True):
        told = [(each["qltctrl_chk_rslt"][:3], each["exam_data_fld"]) for each in row["detl_list"]]
        assert (code, field) in told, (code, told)
        assert {(code, other) for other, _ in told if other != code} <= along, told
        assert row["retn_flag"] == str(int(any(rules[other].returned for other, _ in told)))
        assert row["err_lv"] == str(max(rules[other].level for other, _ in told))
    assert {code for code, _, _ in CASES} == set(rules)
    shown = {each["exam_data_fld"]: each["init_val"] for each in rows[11]["detl_list"]}
    assert shown == {"gend": "2"}


def test_a_newborn_needs_a_weight(engine: Backend, tmp_path: Path) -> None:
    newborn = fine(dscg_way="1", age="", nwb_age="3", nwb_adm_wt="")
    (row,) = checked(engine, tmp_path, [newborn | {"diseinfo": []}])
    assert ("W02", "nwb_adm_wt") in [
        (each["qltctrl_chk_rslt"][:3], each["exam_data_fld"]) for each in row["detl_list"]
    ]


def test_a_list_that_was_returned_and_mended_came_in_time_by_its_first_upload(
    engine: Backend, tmp_path: Path
) -> None:
    first = fine(dscg_way="1", medcasno="", stas_type="3")
    second = fine(dscg_way="1", dcla_time="2024-02-20 00:00:00")
    returned = fine(dscg_way="1", setl_id="2", stas_type="3", dcla_time="2024-02-20 00:00:00")
    path = tmp_path / "lists.json"
    path.write_text(json.dumps([first, second, returned]), encoding="utf-8")
    lists = read(engine, path)
    found = keep(engine, check_lists(engine, lists, TABLES, 7))
    rows = engine.to_pyarrow(found.order_by("setl_id", "dcla_time")).to_pylist()
    assert [row["superseded"] for row in rows] == [True, False, False]
    assert [row["qltctrl_rslt"] for row in rows] == ["0", "1", "1"]
    told = report(engine, lists, found, 7, 90)
    house = Institution("H1", 2, 2, 1, 1, 0, {1: 1, 46: 1})
    assert told.institutions == (house,)
    assert (told.broken, told.in_time, told.timely_institutions) == ({"J01": 1}, 1, 0)
    assert [house.quantile(percent) for percent in (50, 51, 100)] == [1, 46, 46]
    assert sum(house.bands()) == house.lists


def test_what_was_planted_is_found(engine: Backend, tmp_path: Path) -> None:
    truth = write_years(tmp_path, Plan(cases=1500, diseases=10, institutions=4))
    lists = read(engine, tmp_path)
    found = keep(engine, check_lists(engine, lists, QualityTables({}), 7))
    told = report(engine, lists, found, 7, 90)
    assert told.broken["J01"] == truth.late == told.lists - told.in_time
    assert sum(told.broken.get(code, 0) for code in ("Z02", "Z03", "Z08")) == truth.unusable
    assert sum(each.resubmitted for each in told.institutions) == truth.resubmitted
    assert sum(each.passed for each in told.institutions) == told.lists - truth.unusable
    assert (told.uploads, len(told.institutions)) == (truth.lists, 4)


def test_every_field_of_the_rules_is_one_of_the_interface() -> None:
    names = {field.name for field in FIELDS}
    assert {rule.field for rule in quality_rules()} - {""} <= names
    assert {field for field, _ in required_fields()} <= names
    assert {needed for _, needed in required_fields()} == {
        "always", "newborn", "transferred", "readmission",
    }  # fmt: skip
    assert title_of("medcasno") == "病案号"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("dx,sex\nC53,2\n", "第1行缺少age_from、age_to列"),
        ("dx,sex,age_from,age_to\nC53,女,,\n", "第2行的性别“女”应为"),
        ("dx,sex,age_from,age_to\nC53,2,一岁,\n", "第2行的age_from“一岁”不是整数"),
        ("dx,sex,age_from,age_to\n肺,2,,\n", "第2行的诊断“肺”不是诊断代码"),
    ],
)
def test_a_limit_that_can_not_be_read_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "dx_limits.csv").write_text(text, encoding="utf-8")
    with pytest.raises(EngineError, match=told):
        read_quality_tables(tmp_path)

"""官方工作簿: what is read keeps its sheet and row; what doesn't foot or isn't known is told."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from tests.engines.dip.test_sheets import workbook

from zhida.engines.dip.bedside import Grouper
from zhida.engines.dip.directory import FaultyDirectory, Layer, fingerprint, read_directory
from zhida.engines.dip.policy import policy
from zhida.engines.dip.side_tables import read_codes
from zhida.engines.dip.workbook import Imported, read_workbook, write_imported
from zhida.engines.errors import EngineError

HEAD = ["序号", "病种编码", "病种名称", "主要诊断编码", "主要手术操作编码", "相关手术操作编码"]
SHEETS: dict[str, list[list[Any]]] = {
    "封面": [["DIP分组方案"]],
    "基本病种": [
        ["附件"],
        HEAD,
        [1, "JC1", "急性阑尾炎", "K35.8", "", ""],
        [2, "JC2", "急性阑尾炎：切除", "K35.8", "47.0100、47.0900", "54.2100"],
    ],
    "先期": [HEAD, [1, "XQ1", "极低体重", "P07", "", ""]],
    "综合": [
        ["病种编码", "病种名称", "诊断类目", "治疗方式"],
        ["ZH1", "阑尾炎其他", "K35", "相关手术"],
    ],
    "操作属性": [
        ["手术操作编码", "手术操作名称", "操作属性"], ["47.0100", "切除", "手术"],
        ["54.2100", "镜", "诊断性操作"],
    ],
    "限制": [
        ["手术操作编码", "规则类型", "诊断范围"],
        ["99.0400", "按保守治疗入组", ""],
        ["99.2800", "限范围可作主要手术操作", "C00~C01、Z51"],
    ],
    "不纳入": [["不纳入分组的诊断编码", "诊断名称"], ["i10.X00", "高血压"]],
    "合并症": [["疾病编码", "疾病名称", "CCI"], ["I50.900", "心衰", 1]],
    "严重程度": [["疾病编码", "疾病名称", "严重程度"], ["A41.900", "脓毒症", "重度"]],
}  # fmt: skip


def taken(folder: Path, **sheets: list[list[Any]]) -> Imported:
    """What is read of the sheets, with some changed."""
    changed = SHEETS | sheets
    return read_workbook(
        workbook(folder / "方案.xlsx", {name: rows for name, rows in changed.items() if rows})
    )


def test_what_is_imported_groups_cases_and_names_sheet_and_row(tmp_path: Path) -> None:
    found = taken(tmp_path)
    write_imported(found, tmp_path / "out")
    rules = read_directory(tmp_path / "out" / "directory.csv")
    assert fingerprint(rules) == fingerprint(found.rules)
    assert [rule.layer for rule in rules] == [Layer.BASIC, Layer.BASIC, Layer.PRE, Layer.MIXED]
    assert rules[1].main == (("47.0100",), ("47.0900",))
    codes = read_codes(tmp_path / "out")
    assert codes.excluded_principal == {"I10.x00"}
    assert codes.limits["99.2800"].scope == ("C00", "C01", "Z51")
    case = {"dx": "K35.800", "secondary": [], "ops": ["47.0100", "54.2100"], "main_op": "",
            "age_days": 9999, "weight_g": None, "sex": "1"}  # fmt: skip
    assigned = Grouper(rules, codes, policy(datetime.date(2026, 1, 1))).group_one(case)
    assert assigned.rule and assigned.rule.code == "JC2"
    assert assigned.trace[-1].place == "“方案.xlsx”工作表“基本病种”第4行"
    told = json.loads((tmp_path / "out" / "import.json").read_text("utf-8"))
    assert told["sha256"] == found.sha256
    assert {"name": "合并症", "kind": "comorbidity", "rows": 1} in told["sheets"]
    assert (tmp_path / "out" / "severity.csv").read_text("utf-8").splitlines()[1] == (
        "A41.900,脓毒症,重度,“方案.xlsx”工作表“严重程度”第2行"
    )


def codes_of(found: Imported) -> list[str]:
    return [each.code for each in found.findings]


def test_a_sheet_that_is_not_known_is_told_with_what_was_expected(tmp_path: Path) -> None:
    found = taken(tmp_path, 先期=[["病种编码", "病种名称", "主诊断"], ["XQ1", "x", "P07"]])
    strange = {each.sentence for each in found.findings if each.code == "DW04"}
    assert "工作表“先期”没有读入：最像病种目录，缺少主要诊断编码列" in strange
    assert any("“封面”没有读入：没有认得的列名" in told for told in strange)
    with pytest.raises(EngineError, match="没有认得的工作表：工作表“甲”没有认得的列名"):
        read_workbook(workbook(tmp_path / "别的.xlsx", {"甲": [["姓名"], ["某"]]}))


def test_parts_that_do_not_add_up_to_their_own_total_are_told(tmp_path: Path) -> None:
    """The draft's own table: 18 + 666 + 78 + 4,289 is 5,051, and it says 5,061."""
    table: list[list[Any]] = [["目录组成", "病种数"], ["先期分组", 18], ["合并病种", 666], ["诊断辅助", "78"],
             ["基本病种", "4,289"], ["合计", 5061]]  # fmt: skip
    found = taken(tmp_path, 数量=table)
    (footing,) = (each for each in found.findings if each.code == "DW01")
    assert "18＋666＋78＋4289＝5051，合计写5061，相差10" in footing.sentence
    assert (footing.expected, footing.found, footing.difference) == (5061, 5051, -10)
    assert footing.sources[0].describe() == "方案.xlsx 工作表“数量” 第6行"
    assert codes_of(found).count("DW02") == 4
    assert "DW03" in codes_of(found)


def test_a_directory_that_foots_is_silent(tmp_path: Path) -> None:
    table: list[list[Any]] = [
        ["目录组成", "病种数"],
        ["先期", 1],
        ["基本", 2],
        ["综合", 1],
        ["合计", 4],
    ]
    assert codes_of(taken(tmp_path, 数量=table)) == ["DW04"]
    assert codes_of(taken(tmp_path, 数量=[])) == ["DW04", "DW05"]


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ({"操作属性": [["手术操作编码", "操作属性"], [47.01, "手术"]]},
         "工作表“操作属性”第2行的code“47.01”是数字"),
        ({"操作属性": [["手术操作编码", "操作属性"], ["47.0100", "大手术"]]}, "第2行的属性“大手术”"),
        ({"操作属性": [["手术操作编码", "操作属性"], ["1", "手术"], ["1", "手术"]]},
         "工作表“操作属性”第3行的代码1与“方案.xlsx”工作表“操作属性”第2行重复"),
        ({"先期": [HEAD, [1, "某1", "极低体重", "P07", "", ""]]}, "第2行的病种某1看不出层次"),
        ({"合并症": [["疾病编码", "CCI"], ["I50", "一"]]}, "第2行的指数分值“一”不是整数"),
        ({"限制": [["手术操作编码", "规则类型"], ["1", "别的"]]}, "第2行的规则“别的”不认得"),
        ({"数量": [["目录组成", "病种数"], ["先期", "十八"]]}, "第2行的数量“十八”不是整数"),
    ],
)  # fmt: skip
def test_a_row_that_can_not_be_read_is_named(
    tmp_path: Path, sheets: dict[str, list[list[Any]]], told: str
) -> None:
    with pytest.raises(EngineError, match=told):
        taken(tmp_path, **sheets)


def test_rows_that_ask_for_the_same_are_refused_with_both_places(tmp_path: Path) -> None:
    twice: list[list[Any]] = [HEAD, [1, "JC9", "又", "K35.8", "", ""]]
    with pytest.raises(
        FaultyDirectory, match=r"工作表“又”第2行（JC9）与“方案.xlsx”工作表“基本病种”第3行"
    ):
        taken(tmp_path, 又=twice)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "别动").write_text("x", encoding="utf-8")
    with pytest.raises(EngineError, match="不是空文件夹"):
        write_imported(taken(tmp_path), tmp_path / "out")

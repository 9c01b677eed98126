"""读自评表: the same form in every format and layout says the same; planted faults are found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from tests.documents.parsing.evaluation.paper import (
    WRITERS,
    Sheet,
    project_form,
    row,
    transfer_form,
)

from zhida.core.findings import Finding
from zhida.core.money import Unit
from zhida.core.performance.evaluation import EntryState, Reached, SelfEvaluation
from zhida.core.performance.recompute import recompute
from zhida.documents.parsing.evaluation import NoSelfEvaluation, read_self_evaluations

FORMATS = list(WRITERS)


def read(sheet: Sheet, folder: Path, form: str = "html") -> SelfEvaluation:
    """The only form of a file."""
    (found,) = read_self_evaluations(WRITERS[form](sheet, folder / f"自评表.{form}"))
    return found


def faults(sheet: Sheet, folder: Path, form: str = "html") -> tuple[Finding, ...]:
    """What is wrong with the form of a file."""
    return recompute(read(sheet, folder, form)).findings


def told(findings: Sequence[Finding]) -> list[tuple[str, object, object]]:
    """Code, expected and found of each."""
    return [(each.code, each.expected, each.found) for each in findings]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [transfer_form, project_form])
def test_a_form_is_read_alike_in_every_format(make: object, form: str, tmp_path: Path) -> None:
    sheet = make()  # type: ignore[operator]
    assert read(sheet, tmp_path, form) == read(sheet, tmp_path, "html")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [transfer_form, project_form])
def test_a_form_that_holds_is_met_with_silence(make: object, form: str, tmp_path: Path) -> None:
    assert told(faults(make(), tmp_path, form)) == []  # type: ignore[operator]


def test_every_part_of_the_2024_shape_is_read(tmp_path: Path) -> None:
    form = read(transfer_form(), tmp_path, "docx")
    assert (form.title, form.year, form.unit) == ("转移支付区域绩效自评表", 2024, Unit.WAN_YUAN)
    assert [(each.label, each.value.value) for each in form.fields][2:] == [
        ("地方主管部门", "阿克苏地区医疗保障局"),
        ("资金使用单位", "阿克苏地区医疗保障局"),
    ]
    assert [each.kind for each in form.money] == ["total", "central", "local", "other"]
    total, other = form.money[0], form.money[3]
    assert (total.budget.value, total.executed.value, total.rate.value) == (
        1_000_000_000, 960_000_000, Decimal(96),
    )  # fmt: skip
    assert other.rate.state is EntryState.NOT_APPLICABLE
    assert [each.key for each in form.management] == [
        "allocation", "issue", "payment", "use", "execution", "management", "responsibility",
    ]  # fmt: skip
    assert form.management[0].problem.state is EntryState.NOTHING
    assert form.goals[0].reached.value == "经办能力有所提升。"
    helped, date = form.indicators[1], form.indicators[3]
    assert (helped.level1, helped.level2, helped.name) == ("产出指标", "数量指标", "住院救助人次")
    assert helped.actual.value == Reached(Decimal(2000), "人次")
    assert helped.remedy is None
    assert date.actual.value == Reached(day=datetime.date(2024, 6, 25))
    assert form.statement.state is EntryState.NOTHING


def test_points_total_and_grade_of_the_project_shape_are_read(tmp_path: Path) -> None:
    form = read(project_form(), tmp_path, "xlsx")
    assert form.scored
    assert [form.money[0].weight.value, form.money[0].points.value] == [10, 8]
    assert [each.points.value for each in form.indicators] == [20, 18, 10, 27, 10]
    assert (form.total.value, form.grade.value) == (Decimal(93), "优")


@pytest.mark.parametrize("order", list(permutations((3, 4, 5)))[1:], ids=str)
def test_moved_columns_are_read_by_their_heads(order: tuple[int, ...], tmp_path: Path) -> None:
    moved = read(transfer_form(order=(0, 1, 2, *order)), tmp_path, "docx")
    assert moved.indicators == read(transfer_form(), tmp_path).indicators


def test_every_value_knows_its_cell(tmp_path: Path) -> None:
    form = read(transfer_form(), tmp_path, "xlsx")
    source = form.indicators[1].actual.source
    assert source is not None
    assert source.describe() == "自评表.xlsx 工作表“Sheet” F23"


def test_two_forms_in_a_file_are_two(tmp_path: Path) -> None:
    pages = []
    for sheet in (transfer_form(), project_form()):
        page = WRITERS["html"](sheet, tmp_path / "一张.html").read_text(encoding="utf-8")
        pages.append(page.partition("<body>")[2].partition("</body>")[0])
    path = tmp_path / "两张.html"
    path.write_text(f"<html><body>{''.join(pages)}</body></html>", encoding="utf-8")
    found = read_self_evaluations(path)
    assert [each.title for each in found] == ["转移支付区域绩效自评表", "项目支出绩效自评表"]
    assert [each.year for each in found] == [2024, 2024]


def test_a_form_over_two_pages_is_one(tmp_path: Path) -> None:
    """A level is printed once; the page breaks in the middle of it."""
    names = [f"第{at}项检查次数" for at in range(90)]
    lines = [
        row(("资金投入情况（万元）", 2), "", "全年预算数（A）", "全年执行数（B）", "执行率"),
        row(("年度资金总额", 3), "100", "100", "100%"),
        row("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"),
        row("产出指标", "数量指标", names[0], "≥4次", "4次", "无"),
        *(row("", "", name, "≥4次", "4次", "无") for name in names[1:]),
        row("说明", ("无", 5)),
    ]
    form = read(Sheet(("绩效自评表", "（2024年度）"), tuple(lines)), tmp_path, "pdf")
    assert [each.name for each in form.indicators] == names
    assert {each.level1 for each in form.indicators} == {"产出指标"}
    assert form.statement.state is EntryState.NOTHING


def test_a_file_without_such_a_form_is_refused_with_what_was_sought(tmp_path: Path) -> None:
    sheet = Sheet(("资金分配表",), (row("县", "金额"), row("甲县", "10")))
    with pytest.raises(NoSelfEvaluation, match="没有哪个表有“全年执行数”或“全年实际完成值”一栏"):
        read(sheet, tmp_path, "docx")


GOOD = ("年度资金总额", "1000", "960", "96%")
CENTRAL, LOCAL = ("其中：中央财政资金", "800", "780", "97.5%"), ("地方资金", "200", "180", "90%")


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ([("年度资金总额", "1000", "960", "98%"), CENTRAL, LOCAL], [("S01", "96.00%", "98%")]),
        ([GOOD, ("其中：中央财政资金", "800", "790", "98.75%"), LOCAL],
         [("S10", 970_000_000, 960_000_000)]),
        ([GOOD, CENTRAL, LOCAL, ("其他资金", "0", "0", "100%")], [("S06", "不适用", "100%")]),
        ([GOOD, CENTRAL, LOCAL, ("其他资金", "0", "0", "0%")], [("S06", "不适用", "0%")]),
        ([GOOD, CENTRAL, LOCAL, ("其他资金", "", "", "")], []),
        ([GOOD, CENTRAL, LOCAL, ("其他资金", "0", "0", "/")], []),
        ([("年度资金总额", "1000", "约960", ""), CENTRAL, LOCAL], [("S12", "数", "约960")]),
        ([("年度资金总额", "", "960", ""), CENTRAL, LOCAL], [("S25", None, None)]),
        ([("年度资金总额", "3", "2", "66.67%")], []),
        ([("年度资金总额", "3", "2", "66.66%")], []),
        ([("年度资金总额", "3", "2", "66.7%")], []),
        ([("年度资金总额", "3", "2", "67%")], []),
        ([("年度资金总额", "3", "2", "0.6667")], []),
        ([("年度资金总额", "3", "2", "66.6%")], []),
        ([("年度资金总额", "3", "2", "66.4%")], [("S01", "66.67%", "66.4%")]),
        ([("年度资金总额", "99.96", "100.96", "101%")], [("S18", 99_960_000, 100_960_000)]),
    ],
)  # fmt: skip
def test_the_money_is_worked_out_again(
    money: list[tuple[str, ...]], expected: list[tuple[str, object, object]], tmp_path: Path
) -> None:
    assert told(faults(transfer_form(money=money), tmp_path)) == expected


def indicator(target: str, actual: str, why: str = "", name: str = "住院救助人次") -> Sheet:
    """A form with one output, all else as it should be."""
    return transfer_form(rows=[("产出指标", "数量指标", name, target, actual, why)])


@pytest.mark.parametrize(
    ("target", "actual", "why", "codes"),
    [
        ("≥2000人次", "2000人次", "", []),
        ("≥2000人次", "2000", "", []),
        ("≥2000人次", "约2000人次", "", ["S12"]),
        ("≥2000人次", "2000人次左右", "", ["S12"]),
        ("≥2000人次", "≥2000人次", "", ["S12"]),
        ("≥2000人次", "完成", "", ["S12"]),
        ("≥2000人次", "2000人", "", ["S16"]),
        ("≥2000人次", "", "", ["S13"]),
        ("≥2000人次", "不适用", "", []),
        ("≥2000人次", "1900人次", "", ["S08"]),
        ("≥2000人次", "1900人次", "申请减少", ["S09"]),
        ("≥2000人次", "1900人次", "申请减少；下一步加强主动发现", []),
        ("≥2000人次", "1900人次", "无", ["S08"]),
        ("≥2000人次", "2601人次", "", ["S07"]),
        ("≥2000人次", "2600人次", "", []),
        ("≥2000人次", "2601人次", "政策调整，救助对象扩大", []),
        ("≥**人次", "2000人次", "", ["S15"]),
    ],
)
def test_an_indicator_is_compared_with_its_target(
    target: str, actual: str, why: str, codes: list[str], tmp_path: Path
) -> None:
    assert [each.code for each in faults(indicator(target, actual, why), tmp_path)] == codes


def test_about_ninety_five_is_told_with_cell_and_mend(tmp_path: Path) -> None:
    sheet = indicator("≥90%", "约95%左右", name="系统正常运行率")
    (found,) = faults(sheet, tmp_path, "docx")
    assert found.sentence.startswith("“系统正常运行率”的完成值“约95%左右”是约数")
    assert found.mend == "改填一个确定的数（如95%），大概的说法写到原因一栏"
    assert found.sources[0].describe() == "自评表.docx 表1 第20行 第6列"


def test_a_date_in_words_is_asked_for_as_a_day(tmp_path: Path) -> None:
    sheet = indicator("2024年6月30日前", "按期完成", name="模拟运行时间")
    assert [each.code for each in faults(sheet, tmp_path)] == ["S24"]


ROWS = [
    ["产出指标", "数量指标", "召开培训次数", "≥4次", "4次", "20", "20", ""],
    ["产出指标", "质量指标", "系统验收合格率", "≥90%", "81%", "20", "18", "未通过；将于明年复验"],
    ["产出指标", "时效指标", "平台接入时间", "2024年12月31日前", "2024年12月1日", "10", "10", ""],
    ["效益指标", "社会效益指标", "经办服务能力", "显著提升", "显著提升", "30", "27", ""],
    ["满意度指标", "服务对象满意度指标", "参保人员满意度", "≥85%", "90%", "10", "10", ""],
]


def changed(place: int, column: int, text: str) -> list[list[str]]:
    """The rows with one cell otherwise."""
    rows = [list(each) for each in ROWS]
    rows[place][column] = text
    return rows


@pytest.mark.parametrize(
    ("change", "total", "grade", "expected"),
    [
        (changed(1, 6, "20"), "95", "优", [("S04", "18.00", "20")]),
        (changed(0, 6, "21"), "94", "优", [("S11", "≤20", "21")]),
        (changed(0, 6, "-1"), "72", "中", [("S11", "≤20", "-1")]),
        (changed(4, 5, "5"), "93", "优",
         [("S11", "≤5", "10"), ("S02", "100", "95"), ("S21", "10", "5")]),
        (ROWS, "95", "优", [("S03", "93", "95")]),
        (ROWS, "93", "良", [("S05", "优", "良")]),
        (changed(3, 6, "约27"), "93", "优", [("S12", "数", "约27"), ("S03", "66", "93")]),
        (changed(2, 4, "2025年1月1日"), "93", "优",
         [("S08", None, None), ("S04", "0.00", "10")]),
        (changed(3, 6, "20"), "86", "良", [("S08", None, None)]),
    ],
)  # fmt: skip
def test_points_are_worked_out_again(
    change: list[list[str]],
    total: str,
    grade: str,
    expected: list[tuple[str, object, object]],
    tmp_path: Path,
) -> None:
    assert told(faults(project_form(rows=change, total=total, grade=grade), tmp_path)) == expected


def test_the_execution_is_scored_by_its_rate(tmp_path: Path) -> None:
    money = [("年度资金总额", "100", "100", "80", "10", "80%", "10")]
    found = faults(project_form(money=money, total="95"), tmp_path)
    assert told(found) == [("S04", "8.00", "10")]
    assert "10 × 80/100 = 8.00" in found[0].sentence


def test_what_is_left_blank_in_the_2024_shape_is_said(tmp_path: Path) -> None:
    items = [("分配科学性", "", "无"), ("下达及时性", "收到后20日下达", "无")]
    sheet = transfer_form(
        items=items, goals=[("目标1：提升经办能力。", "")], statement="请在此处简要说明…"
    )
    found = faults(sheet, tmp_path)
    assert [each.code for each in found] == ["S14"] * 6 + ["S19", "S20"]
    assert found[0].sentence == "资金管理情况“分配科学性”没有填情况说明"
    assert found[1].sentence == "资金管理情况缺“拨付合规性”一行"


def test_reason_and_remedy_in_columns_of_their_own(tmp_path: Path) -> None:
    lines = list(transfer_form(money=[GOOD], items=(), goals=()).rows[:5])
    lines += [
        row("一级指标", "二级指标", "三级指标", "年度指标值", "完成值", "未完成原因", "改进措施"),
        row("产出指标", "数量指标", "培训次数", "≥4次", "3次", "疫情", ""),
        row("产出指标", "数量指标", "检查次数", "≥4次", "3次", "人手不足", "明年增加人手"),
    ]
    found = faults(Sheet(("绩效自评表", "（2024年度）"), tuple(lines)), tmp_path)
    assert [(each.code, each.sources[0].column) for each in found] == [("S09", 7)]

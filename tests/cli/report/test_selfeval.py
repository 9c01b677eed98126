"""zhida report selfeval: made by the system, filled in by a unit, compared, and handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import DISTRICT, Nation
from tests.platform.reports.duties import owed

from zhida.platform.access.policy import Role
from zhida.platform.obligations.models import Duty, Filing
from zhida.platform.performance.models import Evaluation
from zhida.platform.scope import scope

WHO = ("--as", "区经办")
DUE_PERIOD = "2025"
TABLE = """天山区绩效目标表
（2025年度）

项目名称\t\t医疗救助补助资金
县（市）\t\t天山区
项目资金(万元)\t资金总额:\t200万元
总体目标\t规范医疗救助管理
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥1000人次
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""


def duty(document: str = "") -> Duty:
    """The district owes the city its self-evaluation of 2025."""
    return owed(DISTRICT, "self_evaluation", DUE_PERIOD, document=document)


def filings() -> list[tuple[int, list[str]]]:
    """Each filing's duty and the names of its files."""
    with scope("100000"):
        return [
            (each.duty_id, sorted(file.name for file in each.files.all()))
            for each in Filing.objects.order_by("pk")
        ]


@pytest.fixture
def unit(zhida: Zhida, nation: Nation, tmp_path: Path) -> Zhida:
    """The district with two goals that nobody has declared values for; 85 of 200 万元 were paid."""
    register("区经办", DISTRICT, Role.DRAFTER)
    table = tmp_path / "目标表.txt"
    table.write_text(TABLE, encoding="utf-8")
    assert zhida("targets", "set", table, "--agency", DISTRICT, *WHO).exit_code == 0
    return zhida


def made(unit: Zhida, folder: Path, kind: str = "xlsx") -> Path:
    """The form as the system fills it."""
    told = unit("report", "selfeval", "--year", 2025, "--format", kind, "--out", folder, *WHO)
    assert told.exit_code == 0, told.output
    return next(folder.glob(f"*selfeval*.{kind}"))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_a_filled_form_is_compared_and_nothing_is_written(
    unit: Zhida, tmp_path: Path, kind: str
) -> None:
    """The form as the system filled it says the same money; the values nobody gave are named."""
    told = unit("report", "selfeval", made(unit, tmp_path, kind), *WHO)
    assert "2025年“医疗救助补助资金”" in told.output
    assert "S13" in told.output and "S27" not in told.output
    assert "执行率42.50%" in told.output
    with scope("100000"):
        assert not Evaluation.objects.exists()


def test_a_form_with_other_money_than_the_ledger_is_told_cell_and_figures(
    unit: Zhida, tmp_path: Path
) -> None:
    """Somebody typed 150 万元 over the 85 that the treasury paid."""
    from openpyxl import load_workbook

    path = made(unit, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == 85:
                cell.value = 150
    book.save(path)
    told = unit("report", "selfeval", path, *WHO)
    assert told.exit_code == 1
    assert "S27" in told.output and "账上为85万元，自评表为150万元" in told.output


def test_a_filled_form_is_handed_in_on_its_duty_and_evaluated(unit: Zhida, tmp_path: Path) -> None:
    number = duty().pk
    path = made(unit, tmp_path, "docx")
    told = unit("report", "selfeval", "--file", path, "--filed", "2025-07-05", *WHO)
    assert told.exit_code == 0, told.output
    assert f"任务{number}已报送" in told.output and "评价1：天山区财政局" in told.output
    assert filings() == [(number, [path.name])]
    again = unit("report", "selfeval", "--file", path, *WHO)
    assert again.exit_code == 2 and "退回" in again.output
    assert len(filings()) == 1


def test_what_the_system_fills_is_handed_in_at_once_in_all_formats(
    unit: Zhida, tmp_path: Path
) -> None:
    number = duty().pk
    told = unit(
        "report", "selfeval", "--year", 2025, "--out", tmp_path / "表", "--file",
        "--filed", "2025-07-05", *WHO,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    ((found, names),) = filings()
    assert found == number
    assert [Path(each).suffix for each in names] == [".docx", ".pdf", ".xlsx"]
    assert sorted(each.name for each in (tmp_path / "表").iterdir()) == names


def test_without_a_duty_nothing_is_filed_and_nothing_evaluated(unit: Zhida, tmp_path: Path) -> None:
    path = made(unit, tmp_path, "docx")
    told = unit("report", "selfeval", "--file", path, *WHO)
    assert told.exit_code == 2 and "没有应报" in told.output and "zhida due born" in told.output
    with scope("100000"):
        assert not Evaluation.objects.exists()


def test_a_duty_of_another_notices_money_stays_open(unit: Zhida, tmp_path: Path) -> None:
    """The form tells of 医疗救助 money; what another notice asks for isn't answered by it."""
    own, other = duty("乌财社〔2024〕61号").pk, duty("乌财社〔2025〕99号").pk
    path = made(unit, tmp_path, "docx")
    told = unit("report", "selfeval", "--file", path, "--filed", "2025-07-05", *WHO)
    assert told.exit_code == 0, told.output
    assert [number for number, _ in filings()] == [own]
    assert f"任务{other}已报送" not in told.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--year 年度和 --out"),
        (("--year", 2025), "--out 文件夹"),
        (("--year", 2025, "--out", "表", "--duty", 1), "--duty 与 --file 同用"),
        (("--year", 2025, "--out", "表", "--filed", "2025-07-05"), "--filed 与 --file 同用"),
        (("没有.docx",), "没有这个文件"),
    ],
)
def test_wrong_words_are_refused_with_the_mend(
    zhida: Zhida, words: tuple[object, ...], said: str
) -> None:
    told = zhida("report", "selfeval", *words)
    assert told.exit_code == 2
    assert said in told.output


def test_a_form_is_not_compared_and_written_to_a_folder_at_once(
    unit: Zhida, tmp_path: Path
) -> None:
    path = made(unit, tmp_path, "docx")
    told = unit("report", "selfeval", path, "--out", tmp_path, *WHO)
    assert told.exit_code == 2 and "--out" in told.output

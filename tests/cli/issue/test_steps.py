"""zhida issue: from plan files to issued files in one command, and every refusal in a sentence."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import zhida
from zhida.cli.main import app
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.ledger.verbs import Act, receive
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.core.notice.mark import printed
from zhida.documents.reading import read_document
from zhida.platform.access.models import User
from zhida.platform.allocation.pool import held_lines
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

PREFECTURE = "652900-finance"
UPSTREAM = "新财社〔2025〕40号"
NUMBER = ["--number", "阿地财社〔2025〕33号", "--date", "2025-07-10"]


@pytest.fixture
def people(database: str) -> None:
    """Two people of the prefecture's finance bureau."""
    agency = Agency.objects.get(code=PREFECTURE)
    for name, role in (("甲", "drafter"), ("乙", "reviewer")):
        User.objects.create(username=name, agency=agency, role=role)


@pytest.fixture
def plan(people: None, root: Path) -> Path:
    """The sample plan, at a prefecture that has the money of the sample notice."""
    act = Act("新疆维吾尔自治区财政厅", UPSTREAM, datetime.date(2025, 6, 20), "甲")
    kinds = ((BudgetKind.GENERAL, "2101301"), (BudgetKind.GOVERNMENT_FUND, "2296013"))
    lines = [
        QuotaLine(
            Earmark(
                Book.QUOTA,
                2025,
                "医疗救助补助资金",
                FundingSource.CENTRAL,
                kind,
                regime=Regime.DIRECT,
                flag="01",
            ),
            PREFECTURE,
            UPSTREAM,
            function=function,
        )
        for kind, function in kinds
    ]
    with scope("652900"):
        amounts = zip(lines, (750_000_00, 400_000_00), strict=True)
        post([receive(act, line, fen) for line, fen in amounts], open_lines(lines))
    return root / "samples" / "方案" / "方案.toml"


def zhida_issue(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["issue", *map(str, words)])
    return result.exit_code, result.output


def test_one_command_issues_a_plan_and_writes_files_that_read_back(
    plan: Path, tmp_path: Path
) -> None:
    status, said = zhida_issue(
        *("run", plan, "--upstream", UPSTREAM, *NUMBER, "--as", "甲", "--reviewer", "乙"),
        *("--letter", plan.parent / "发文.toml", "--out", tmp_path),
    )
    assert (status, sorted(each.suffix for each in tmp_path.iterdir())) == (
        0,
        [".docx", ".pdf", ".xlsx"],
    ), said
    read = [zhida.read(file) for file in tmp_path.iterdir() if file.suffix != ".xlsx"]
    for notice in read:
        assert notice.total.fen == 1_150_000_00
        assert len([row for row in notice.allocation[0].rows if row.kind == "leaf"]) == 9
        assert {flag.code for flag in notice.flags} == {"01"}
    status, said = zhida_issue("list", "--as", "甲")
    assert "已下达" in said and "9家" in said
    _is_known_by_its_mark(tmp_path)


def _is_known_by_its_mark(folder: Path) -> None:
    """Typed, converted or altered: who issued it, and what was changed."""
    (pdf,), (docx,) = folder.glob("*.pdf"), folder.glob("*.docx")
    mark = read_document(docx).mark
    assert mark == read_document(pdf).mark != ""
    status, said = _verify("--mark", mark.lower())
    assert status == 0 and "阿地财社〔2025〕33号" in said and "出自方案1" in said
    assert _verify("--mark", mark[::-1])[0] == 1
    (folder / "另存").mkdir()
    words = "".join(f"{each.text}\n" for each in read_document(docx).paragraphs)
    copy = folder / "另存" / "抄件.txt"
    copy.write_text(words.replace("115", "116") + printed(mark), encoding="utf-8")
    status, said = _verify(copy)
    assert status == 1 and "已被改动" in said and "“中央彩票公益金”" in said, said
    saved = folder / "另存" / "另存.docx"
    saved.write_bytes(docx.read_bytes() + b"x")
    status, said = _verify(saved)
    assert status == 0 and "一致，未被改动" in said, said


def _verify(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["verify", *map(str, words), "--as", "甲"])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft", "没有.toml", "--as", "甲"), "没有这个文件"),
        (("draft", "{plan}", "--as", "甲", "--line", "中央"), "写成 列名=行号"),
        (("draft", "{plan}", "--as", "甲", "--line", "中央彩票公益金=999999"), "不在本单位名下"),
        (
            ("draft", "{plan}", "--as", "甲", "--upstream", "新财社〔2025〕41号"),
            "没有一行可分配的指标",
        ),
        (("approve", "7", "--as", "乙"), "没有编号为7的方案"),
        (("approve", "7", "--as", "丙"), "没有名为“丙”的用户"),
        (("approve", "7"), "用 --as 指明"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_with_its_mend(
    plan: Path, words: tuple[str, ...], said: str
) -> None:
    status, output = zhida_issue(*(word.format(plan=plan) for word in words))
    assert status == 2
    assert said in output.replace("\n", "")
    assert "Traceback" not in output


def test_a_fault_of_the_plan_names_file_place_and_mend(plan: Path, tmp_path: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    faulty = tmp_path / plan.name
    faulty.write_text(re.sub(r"amount = \d+", "amount = -75", text, count=1), encoding="utf-8")
    status, said = zhida_issue("draft", faulty, "--upstream", UPSTREAM, "--as", "甲")
    assert status == 2
    assert "是负数。改法：" in said and plan.name in said
    assert "Fault(" not in said and "PosixPath" not in said


def test_papers_that_cannot_be_written_can_be_had_again(plan: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "文件"
    in_the_way.write_text("", encoding="utf-8")
    run = ("run", plan, *NUMBER, "--as", "甲", "--reviewer", "乙", "--out", in_the_way)
    status, said = zhida_issue(*run)
    assert status == 2 and "无法写入" in said and "zhida issue papers 1" in said


def test_a_step_out_of_order_says_what_must_come_first(plan: Path) -> None:
    assert zhida_issue("draft", plan, "--upstream", UPSTREAM, "--as", "甲")[0] == 0
    status, said = zhida_issue("approve", "1", "--as", "乙")
    assert status == 2 and "先要到“送审”" in said
    status, said = zhida_issue("sign", "1", *NUMBER[:2], "--date", "七月", "--as", "乙")
    assert status == 2 and "年-月-日" in said


def test_the_same_document_number_is_not_given_twice(plan: Path, tmp_path: Path) -> None:
    run = ("run", plan, *NUMBER, "--as", "甲", "--reviewer", "乙")
    assert zhida_issue(*run)[0] == 0
    status, said = zhida_issue(*run)
    assert status == 2 and "没有一行可分配的指标" in said


def test_a_chosen_line_that_is_divided_names_the_plan_that_has_it(
    plan: Path, tmp_path: Path
) -> None:
    with scope("652900"):
        numbers = [each.number for each in held_lines(PREFECTURE, 2025)]
    assert zhida_issue("run", plan, *NUMBER, "--as", "甲", "--reviewer", "乙")[0] == 0
    lines = [
        word
        for name, number in zip(("中央一般公共预算", "中央彩票公益金"), numbers, strict=True)
        for word in ("--line", f"{name}={number}")
    ]
    status, said = zhida_issue("draft", plan, "--as", "甲", *lines)
    said = said.replace("\n", "")
    assert status == 2 and "不在本单位名下" not in said
    assert "已全部分完：方案1（阿地财社〔2025〕33号）占用待签发" in said, said


def test_what_the_level_above_asks_goes_on_to_the_level_below(
    people: None, root: Path, tmp_path: Path
) -> None:
    samples = root / "samples"
    booked = CliRunner().invoke(
        app,
        [
            "book",
            str(samples / "09-自治区下达医疗救助资金.docx"),
            "--as",
            "甲",
            "--from-outside",
            "演示",
        ],
    )
    assert booked.exit_code == 0, booked.output
    status, said = zhida_issue(
        *("run", samples / "方案" / "方案.toml", "--upstream", UPSTREAM, *NUMBER),
        *("--as", "甲", "--reviewer", "乙", "--out", tmp_path),
    )
    assert status == 0, said
    (docx,) = tmp_path.glob("*.docx")
    notice = zhida.read(docx)
    assert [str(each.number) for each in notice.basis if each.upstream] == [UPSTREAM]
    assert [each.due.date for each in notice.obligations] == [datetime.date(2025, 10, 4)]


def test_a_second_draft_of_the_same_files_says_so(plan: Path) -> None:
    words = ("draft", plan, "--upstream", UPSTREAM, "--as", "甲")
    status, first = zhida_issue(*words)
    assert status == 0 and "相同的草稿" not in first
    number = re.search(r"方案(\d+)", first)
    status, again = zhida_issue(*words)
    assert status == 0 and number and f"已有相同的草稿方案{number[1]}，" in again

"""What a person does wrong with zhida dip: one sentence with file, row and mend, and nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.dip.conftest import zhida

HEAD = "pool,insutype,fund\n"
RIGHT = f"{HEAD}6501,310,3000000\n6501,390,2000000.01\n"
ACCOUNTS = "pool,insutype,fixmedins_code,assessment,deducted,paid\n"


def settled(folder: Path, place: Path, *more: object, funds: str | bytes = RIGHT) -> str:
    """What a settlement with these funds told, which has to be refused; nothing was written."""
    given = funds.encode() if isinstance(funds, str) else funds
    (place / "funds.csv").write_bytes(given)
    told = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", place / "funds.csv", "--out", place / "out.csv",
                 *more)  # fmt: skip
    assert told.exit_code == 2, told.output
    assert not (place / "out.csv").exists()
    assert not list(place.glob(".*.part"))
    return told.output


@pytest.mark.parametrize(
    ("funds", "told"),
    [
        (f"{HEAD}6501,310,30,000.00\n", "funds.csv”第2行比表头多出几格。金额里的逗号请去掉"),
        (f"{HEAD}6501,310,-5\n", "funds.csv”第2行的fund“-5”应为元，不小于零"),
        (f"{HEAD}6501,310,\n", "funds.csv”第2行的fund“”应为元"),
        (f"{HEAD}6501,310,{'9' * 30}\n", "不超过一百万亿"),
        (f"{HEAD},310,5\n", "funds.csv”第2行的pool是空白，应填写"),
        (f"{RIGHT}6501,310,5\n", "funds.csv”第4行与第2行重复：6501、310。请只留一行"),
        ("pool;insutype;fund\n6501;310;5\n", "第1行缺少pool、insutype、fund列，现在是：pool;insutype"),
        ("pool,insutype,fund,fund\n6501,310,5,6\n", "第1行有两列fund"),
        ("pool,insutype,fund,备注\n6501,310,5,甲\n".encode("gbk"), "不是UTF-8文本。表格请另存为“CSV UTF-8”"),
        (b"PK\x03\x04\xff\xfe", "funds.csv”是工作簿或压缩文件，不是文本"),
        (f'"{"x" * 200_000}"\n', "funds.csv”不是csv表格"),
    ],
)  # fmt: skip
def test_a_table_of_funds_is_refused_by_its_row(
    folder: Path, tmp_path: Path, funds: str | bytes, told: str
) -> None:
    assert told in settled(folder, tmp_path, funds=funds)


def test_a_table_with_a_mark_and_blanks_in_its_head_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "funds.csv").write_text(
        "\ufeff pool , insutype,fund\n6501,310,1\n6501,390,1\n", encoding="utf-8"
    )
    told = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", tmp_path / "funds.csv", "--out", tmp_path / "out.csv")  # fmt: skip
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("6501,310,H650100000,98,,", "accounts.csv”第2行的考核系数“98”应在0到10之间"),
        ("6501,310,H650100000,1e99999999999,,", "考核系数“1e99999999999”应在0到10之间"),
        ("6501,310,H650100000,1,-5,", "第2行的deducted“-5”应为元，不小于零"),
        ("6501,310,HX,1,,", "机构账里的机构HX在统筹区6501、险种310没有病例"),
    ],
)
def test_an_account_is_refused_by_its_row(
    folder: Path, tmp_path: Path, row: str, told: str
) -> None:
    (tmp_path / "accounts.csv").write_text(f"{ACCOUNTS}{row}\n", encoding="utf-8")
    assert told in settled(folder, tmp_path, "--accounts", tmp_path / "accounts.csv")


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (("tie=specificity|sequence",), "只能是specificity、sequence"),
        (("year_weights=0:0:0",), "不能是“0”，应为1到1000的整数"),
        (("prepay=90",), "没有名为“prepay”的政策，最接近的是prepay_percent"),
        (("=5",), "应写为名称=值"),
        (("prepay_percent=90", "prepay_percent=80"), "政策prepay_percent写了两个值：90、80"),
        (("surplus_bands=",), "应写作10:100/100:50"),
    ],
)
def test_a_policy_that_can_not_be_is_refused(
    folder: Path, tmp_path: Path, policy: tuple[str, ...], told: str
) -> None:
    more = [word for each in policy for word in ("--policy", each)]
    assert told in settled(folder, tmp_path, *more)


def test_where_a_result_can_not_be_written_is_told_before_the_work(
    folder: Path, tmp_path: Path
) -> None:
    """No flow is left behind by a settlement whose table has no place."""
    base = ("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
            "--year", 2025, "--funds", folder / "funds.csv", "--flow", tmp_path / "flow")  # fmt: skip
    outs = {
        tmp_path: "是文件夹。请写文件名",
        tmp_path / "none" / "o.csv": "none”不存在。请先建立，或换一个文件夹",
        folder / "grouped.parquet": "要读，不能又写在它上面",
    }
    for out, told in outs.items():
        refused = zhida(*base, "--out", out)
        assert (refused.exit_code, told in refused.output) == (2, True), refused.output
    twice = zhida(*base, "--out", tmp_path / "o.csv", "--points", tmp_path / "o.csv")
    assert (twice.exit_code, "两个结果都要写到" in twice.output) == (2, True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "flow").write_text("", encoding="utf-8")
    file = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", tmp_path / "big.csv", "--flow", tmp_path / "flow",
                 "--out", tmp_path / "o.csv")  # fmt: skip
    assert file.exit_code == 2
    (tmp_path / "big.csv").write_text(
        f"{HEAD}6501,310,90000000\n6501,390,90000000\n", encoding="utf-8"
    )
    file = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", tmp_path / "big.csv", "--flow", tmp_path / "flow",
                 "--out", tmp_path / "o.csv")  # fmt: skip
    assert (file.exit_code, "flow”是文件。请写文件夹" in file.output) == (2, True), file.output
    assert not (tmp_path / "o.csv").exists()


def test_files_of_other_steps_are_told_apart(folder: Path, tmp_path: Path) -> None:
    """A folder, a grouping, cleaned cases and a table are none of what is asked for."""
    lists, cases = folder / "years" / "lists", tmp_path / "cases"
    assert zhida("dip", "ingest", lists, "--out", cases).exit_code == 0
    directory = ("--directory", folder / "directory.csv")
    (tmp_path / "a.json").write_text('{"foo": 1}', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"setlinfo": {"setl_id": "1"', encoding="utf-8")
    wrong = {
        ("ingest", cases, "--out", tmp_path / "again"): "清洗后的病例，这里要原来的结算清单",
        ("check", cases): "清洗后的病例",
        ("group", folder / "grouped.parquet", *directory, "--out", tmp_path / "g"): "是分组结果，不是",
        ("group", folder / "funds.csv", *directory, "--out", tmp_path / "g"): "funds.csv”不是Parquet文件",
        ("group", tmp_path / "a.json", *directory, "--out", tmp_path / "g"): "没有setlinfo，不是结算清单",
        ("group", tmp_path / "b.json", *directory, "--out", tmp_path / "g"): "条不是结算清单，或文件不完整",
        ("group", lists, *directory, "--out", tmp_path / "g", "--codes", folder / "funds.csv"): "是文件。请写",
        ("score", folder / "years", *directory, "--out", tmp_path / "m"): "是文件夹",
        ("score", folder / "grouped.parquet", *directory, "--out", tmp_path / "m", "--quota", "5"):
            "只用于政策score_base=fixed_quota",
    }  # fmt: skip
    for words, told in wrong.items():
        refused = zhida("dip", *words)
        assert (refused.exit_code, told in refused.output) == (2, True), refused.output
        assert "Error" not in refused.output
    found = zhida("dip", "explain", cases, "6501202301-3", *directory)
    assert (found.exit_code, "1. 主要诊断：" in found.output) == (0, True), found.output


def test_a_lost_part_of_the_cases_is_noticed(folder: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    zhida("dip", "ingest", folder / "years" / "lists", "--out", cases)
    shutil.rmtree(next((cases / "cases").rglob("month=3")))
    refused = zhida("dip", "group", cases, "--directory", folder / "directory.csv",
                    "--out", tmp_path / "g.parquet")  # fmt: skip
    assert (refused.exit_code, "不完整：应有" in refused.output) == (2, True), refused.output
    assert not (tmp_path / "g.parquet").exists()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("X1,名,BASIC,C98,手术,,,,,,,,\n", "第2行的“手术”不是手术操作代码"),
        ("X1,名,BASIC,C98,,,,,,,,,,多,余\n", "第2行比表头多出几格"),
        ("X1,甲,BASIC,C98,,,,,,,,,\nX2,乙,BASIC,C98,,,,,,,,,\n",
         "第3行（X2）与第2行（X1）的条件相同：C98"),
    ],
)  # fmt: skip
def test_a_directory_is_refused_by_its_rows(
    folder: Path, tmp_path: Path, rows: str, told: str
) -> None:
    head = (folder / "directory.csv").read_text("utf-8").splitlines(keepends=True)[0]
    (tmp_path / "d.csv").write_text(head + rows, encoding="utf-8")
    refused = zhida("dip", "group", folder / "years" / "lists", "--directory", tmp_path / "d.csv",
                    "--out", tmp_path / "g.parquet")  # fmt: skip
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output
    assert not (tmp_path / "g.parquet").exists()


def test_a_proposal_for_an_unknown_group_names_its_row(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("code,points\nJCX,5\n", encoding="utf-8")
    refused = zhida("dip", "adjust", folder / "measured.json", "--proposed", tmp_path / "p.csv",
                    "--out", tmp_path / "paid.json")  # fmt: skip
    assert (refused.exit_code, "p.csv”第2行的病种JCX没有测算分值" in refused.output) == (2, True)


def test_lists_that_lack_cases_are_not_watched_by(folder: Path, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    shutil.copytree(folder / "years" / "lists", lists)
    shutil.rmtree(next(lists.rglob("year=2025")))
    refused = zhida("dip", "monitor", folder / "grouped.parquet", "--scores",
                    folder / "measured.json", "--year", 2025, "--lists", lists,
                    "--out", tmp_path / "m.json")  # fmt: skip
    assert (refused.exit_code, "不在给出的清单里" in refused.output) == (2, True), refused.output

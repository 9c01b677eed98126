"""zhida dip step: a pool's real year, walked from the budget to the deposits, one command a step."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.cli.dip.conftest import zhida

from zhida.engines.dip.flow import Flow, Step, read_flow

POOL = ("--pool", "6501", "--insutype", "310", "--year", 2025)
FIRST, SECOND = "H650100000", "H650100001"
FUND = 9_000_000_00


@pytest.fixture(scope="module")
def begun(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's budget with its year-start value, and what the later steps ask for."""
    place = tmp_path_factory.mktemp("step")
    tables = {
        "funds": ["pool,insutype,fund", "6501,310,9000000"],
        "last": ["pool,insutype,fixmedins_code,fund", f"6501,310,{FIRST},2", f"6501,310,{SECOND},1"],
        "deductions": ["pool,insutype,fixmedins_code,month,deducted",
                       f"6501,310,{FIRST},1,120.50", f"6501,390,{FIRST},1,9"],
        "accounts": ["pool,insutype,fixmedins_code,assessment,deducted,paid",
                     f"6501,310,{FIRST},0.98,30,"],
        "shares": ["pool,insutype,fixmedins_code,share", f"6501,310,{FIRST},0.5"],
    }  # fmt: skip
    for name, lines in tables.items():
        (place / f"{name}.csv").write_text("\n".join([*lines, ""]), "utf-8")
    told = zhida("dip", "step", "begin", *POOL, "--funds", place / "funds.csv",
                 "--start", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--out", place / "begun.json")  # fmt: skip
    assert (told.exit_code, "年初点值" in told.output) == (0, True), told.output
    return place


def dearest(folder: Path, number: int) -> list[str]:
    """The year's dearest cases."""
    rows = pyarrow.parquet.read_table(
        folder / "grouped.parquet", filters=[("year", "=", 2025), ("insutype", "=", "310")]
    ).to_pylist()
    rows.sort(key=lambda row: (-row["cost_fen"], row["setl_id"]))
    return [row["setl_id"] for row in rows[:number]]


def settled(begun: Path, folder: Path, flow: Path) -> Flow:
    """All that a year has: advance, months, a review, the settlement; read from the last file."""
    base = (flow, folder / "grouped.parquet", "--scores", folder / "measured.json")
    outcomes = begun / "outcomes.csv"
    one, other = dearest(folder, 2)
    outcomes.write_text(f"setl_id,kind,points\n{one},按项目,\n{other},不同意,\n", "utf-8")
    months = [("prepay", *base, "--deductions", begun / "deductions.csv")] * 12
    for step in [
        ("advance", begun / "begun.json", "--last", begun / "last.csv", "--balance", 7_000_000,
         "--monthly", 1_000_000, "--out", flow),
        *months,
        ("review", *base, "--outcomes", outcomes),
        ("settle", *base, "--outcomes", outcomes, "--accounts", begun / "accounts.csv"),
    ]:  # fmt: skip
        told = zhida("dip", "step", *step)
        assert told.exit_code == 0, told.output
    return read_flow(flow)


def test_a_year_is_walked_month_by_month_and_every_fen_is_the_fund(
    begun: Path, folder: Path, tmp_path: Path
) -> None:
    """Paid, kept, deducted: the fund; the file is written on, and each step names its sources."""
    path = tmp_path / "flow.json"
    flow = settled(begun, folder, path)
    assert [each.step for each in flow.taken] == [
        Step.FUNDED, Step.ADVANCED, *[Step.PREPAID] * 12, Step.REVIEWED, Step.SETTLED,
    ]  # fmt: skip
    (january,) = (part for part in flow.taken[2].parts if part.institution == FIRST)
    assert january.deducted_fen == 120_50
    stands = flow.standing()
    assert stands[FIRST].deducted_fen == 150_50
    deducted = sum(each.deducted_fen for each in stands.values())
    assert sum(each.paid_fen + each.deposit_fen for each in stands.values()) == FUND - deducted
    review = flow.taken[-2].rests_on
    digest = hashlib.sha256((begun / "outcomes.csv").read_bytes()).hexdigest()
    assert (review["outcomes"], review["asked"], review["granted"]) == (digest, "2", "1")
    half = stands[FIRST].deposit_fen // 2
    told = zhida("dip", "step", "release", path, "--shares", begun / "shares.csv")
    assert (told.exit_code, "这一年已经结束" in told.output) == (0, True)
    ended = read_flow(path)
    assert ended.standing()[FIRST].paid_fen == stands[FIRST].paid_fen + half
    shown = zhida("dip", "step", "show", path).output
    assert all(each.digest[:12] in shown for each in ended.taken)
    refused = zhida("dip", "step", "release", path)
    assert (refused.exit_code, "这一年已经结束" in refused.output) == (2, True)
    assert read_flow(path) == ended


def test_a_step_taken_in_error_is_taken_back_and_taken_again(
    begun: Path, folder: Path, tmp_path: Path
) -> None:
    """Back to the file as it was before the step, to the byte; the budget itself has no step before."""
    path = tmp_path / "flow.json"
    before = (begun / "begun.json").read_bytes()
    path.write_bytes(before)
    month = ("dip", "step", "prepay", path, folder / "grouped.parquet",
             "--scores", folder / "measured.json")  # fmt: skip
    assert zhida(*month, "--deductions", begun / "deductions.csv").exit_code == 0
    told = zhida("dip", "step", "undo", path)
    assert (told.exit_code, "已撤回：月度预付第1期" in told.output) == (0, True), told.output
    assert path.read_bytes() == before
    assert zhida(*month).exit_code == 0
    assert read_flow(path).taken[-1].number == 1
    zhida("dip", "step", "undo", path)
    refused = zhida("dip", "step", "undo", path)
    assert (refused.exit_code, "没有可以撤回的环节" in refused.output) == (2, True)
    assert path.read_bytes() == before


def test_the_months_of_settle_are_those_of_the_steps(
    begun: Path, folder: Path, tmp_path: Path
) -> None:
    """The whole year at once pays each month what the steps pay, deductions and value alike."""
    only = (begun / "deductions.csv").read_text("utf-8").splitlines()[:2]
    (tmp_path / "deductions.csv").write_text("\n".join(only), "utf-8")
    (tmp_path / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,9000000\n6501,390,9000000\n", "utf-8"
    )
    told = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", tmp_path / "funds.csv", "--out", tmp_path / "out.csv",
                 "--flow", tmp_path / "flows", "--deductions", tmp_path / "deductions.csv",
                 "--start", folder / "grouped.parquet")  # fmt: skip
    assert told.exit_code == 0, told.output
    whole = read_flow(tmp_path / "flows" / "6501-310-2025.json")
    path = tmp_path / "flow.json"
    told = zhida("dip", "step", "prepay", begun / "begun.json", folder / "grouped.parquet",
                 "--scores", folder / "measured.json", "--out", path,
                 "--deductions", begun / "deductions.csv")  # fmt: skip
    assert told.exit_code == 0, told.output
    stepped = read_flow(path)
    assert stepped.taken[-1].parts == whole.taken[1].parts
    assert stepped.start_value == whole.start_value
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {(row["险种"], row["机构"]): row["扣款（元）"] for row in csv.DictReader(file)}
    assert found["310", FIRST] == "120.50"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("prepay {flow} {grouped} --scores {scores} --month 2", "应办理第1期，不是第2期"),
        ("settle {flow} {grouped} --scores {scores}", "“年初预算”之后不能办理“年度清算”"),
        ("advance {flow} --last {last} --balance 5000000 --monthly 1000000",
         "累计结余可支付5.0个月，不足6个月"),
        ("advance {flow} --last {last} --balance 5 --monthly 0", "平均一个月的支出应大于零"),
        ("prepay {flow} {grouped} --scores {scores} --deductions {stranger}",
         "1月的机构HX在统筹区6501、险种310、2025年没有病例，也没有领过款"),
        ("begin --pool 6501 --insutype 310 --year 2025 --funds {funds} --out {flow}x"
         " --revenue {last}", "--revenue要和--start一起给出"),
        ("advance {flow} --last {last} --balance 许多 --monthly 1", "--balance“许多”应为元"),
        ("advance {flow} --last {flow} --balance 9 --monthly 1", "2025年的流程"),
        ("release {scores}", "不是结算流程。请用zhida dip step begin"),
        ("begin --pool 6501 --insutype 310 --year 2025 --funds {funds} --out {flow}",
         "已经存在。流程只开始一次"),
        ("begin --pool 6501 --insutype 390 --year 2025 --funds {funds} --out {flow}x",
         "没有统筹区6501险种390的基金"),
        ("begin --pool 6501 --insutype 310 --year 2025 --funds {funds} --out {flow}x"
         " --start {grouped} --scores {scores} --policy value_region=one_dimension",
         "缺机构H650100000在统筹区6501、险种310、2023年的收入"),
        ("begin --pool 6501 --insutype 310 --year 2023 --funds {funds} --out {flow}x"
         " --start {grouped} --scores {scores}", "没有2023年以前的病例"),
    ],
)  # fmt: skip
def test_a_step_that_can_not_be_taken_says_why_and_changes_nothing(
    begun: Path, folder: Path, step: str, told: str
) -> None:
    flow = begun / "begun.json"
    before = flow.read_bytes()
    places = {
        "flow": flow, "grouped": folder / "grouped.parquet", "scores": folder / "measured.json",
        "last": begun / "last.csv", "funds": begun / "funds.csv",
        "stranger": begun / "stranger.csv",
    }  # fmt: skip
    places["stranger"].write_text(
        "pool,insutype,fixmedins_code,month,deducted\n6501,310,HX,1,5\n", encoding="utf-8"
    )
    words = [word.format(**places) for word in step.split()]
    refused = zhida("dip", "step", *words)
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output
    assert flow.read_bytes() == before
    assert not (begun / "begun.jsonx").exists()


def test_who_can_not_bear_a_deduction_is_told(begun: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "deducted.csv").write_text(
        f"pool,insutype,fixmedins_code,month,deducted\n6501,310,{FIRST},1,90000000\n", "utf-8"
    )
    told = zhida("dip", "step", "prepay", begun / "begun.json", folder / "grouped.parquet",
                 "--scores", folder / "measured.json", "--deductions", tmp_path / "deducted.csv",
                 "--out", tmp_path / "flow.json")  # fmt: skip
    assert (told.exit_code, f"扣不完的到年底再扣：{FIRST}" in told.output) == (0, True), told.output


def test_reviews_need_all_their_outcomes_and_keep_to_the_quota(
    begun: Path, folder: Path, tmp_path: Path
) -> None:
    """412 discharges: two may be reviewed; what isn't given again can't be counted."""
    path = tmp_path / "flow.json"
    ids = dearest(folder, 3)
    for number, each in enumerate(ids):
        (tmp_path / f"{number}.csv").write_text(
            f"setl_id,kind,points\n{each},adjusted,12.5\n", "utf-8"
        )
    base = (folder / "grouped.parquet", "--scores", folder / "measured.json")
    zhida("dip", "step", "prepay", begun / "begun.json", *base, "--out", path)

    def review(*numbers: int) -> str:
        files = [word for each in numbers for word in ("--outcomes", tmp_path / f"{each}.csv")]
        return zhida("dip", "step", "review", path, *base, *files).output

    assert "最多可申请2例，已申请1例，同意1例" in review(0)
    assert "缺第1期特例单议的评议结果" in review(1)
    assert "有0份没有办理过" in review(0)
    assert "已申请2例，同意2例" in review(0, 1)
    assert "申请特例单议3例，超过出院病例" in review(0, 1, 2)
    (tmp_path / "2.csv").write_text("setl_id,kind,points\n谁,by_item,\n", "utf-8")
    assert "2.csv”第2行的谁（共1例）" in review(0, 1, 2)
    assert read_flow(path).due(Step.REVIEWED) == 3


def test_a_year_start_value_by_institutions_needs_their_revenue(
    begun: Path, folder: Path, tmp_path: Path
) -> None:
    """With it, the cheaper institutions say what a point is worth: less than all of them do."""
    rows = pyarrow.parquet.read_table(folder / "grouped.parquet").to_pylist()
    sums: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = (row["pool"], row["insutype"], str(row["year"]), row["fixmedins_code"])
        sums[key] = sums.get(key, 0) + row["cost_fen"]
    lines = [f"{','.join(key)},{fen // 100}.{fen % 100:02}" for key, fen in sums.items()]
    (tmp_path / "revenue.csv").write_text(
        "\n".join(["pool,insutype,year,fixmedins_code,revenue", *lines]), "utf-8"
    )
    told = zhida("dip", "step", "begin", *POOL, "--funds", begun / "funds.csv",
                 "--start", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--revenue", tmp_path / "revenue.csv", "--policy", "value_region=one_dimension",
                 "--out", tmp_path / "flow.json")  # fmt: skip
    assert told.exit_code == 0, told.output
    flow = read_flow(tmp_path / "flow.json")
    whole = read_flow(begun / "begun.json").start_value
    assert flow.start_value is not None and whole is not None
    assert 0 < flow.start_value < whole
    assert flow.taken[0].rests_on["policy"] == "value_region=one_dimension"

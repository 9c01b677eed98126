"""办理、更正、正式下达: what a holder does with its own lines, from the command line."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import CITY, DISTRICT, PROVINCE, WAN, Nation

from zhida.platform.access.policy import Role

PAPER = ("--number", "天财社〔2025〕70号", "--date", "2025-08-01", "--reason", "项目取消")


def held(zhida: Zhida, holder: str) -> dict[str, int]:
    """The sums of an agency's accounts, in fen, by kind."""
    (table,) = json.loads(
        zhida("ledger", "balances", "--holder", holder, "--json", "--as", "审核人乙").stdout
    )
    return {kind: fen for kind, fen in table["totals"].items() if fen}


def voucher(zhida: Zhida, line: str, verb: str) -> str:
    """The number of a line's first voucher of a verb."""
    (table,) = json.loads(zhida("ledger", "statement", line, "--json").stdout)
    return next(str(row["凭证"]) for row in table["rows"] if row["分录"] == verb)


def test_money_is_sent_back_and_taken_by_their_chinese_names(nation: Nation, zhida: Zhida) -> None:
    register("区经办", DISTRICT, Role.DRAFTER)
    register("市经办", CITY, Role.DRAFTER)
    district, city = (nation.lines[f"advance/{x}"].digest.hex() for x in ("650102", "650100"))
    before = held(zhida, CITY)["待下达指标"]
    sent = zhida("ledger", "act", "上缴", district, "20万元", *PAPER, "--as", "区经办")
    assert sent.exit_code == 0, sent.output
    assert "上缴：已记账，凭证2025-" in sent.stderr
    assert held(zhida, DISTRICT)["在途"] == 20 * WAN
    taken = zhida(
        "ledger", "act", "收回", city, "20万元", *PAPER, "--from", DISTRICT, "--as", "市经办"
    )
    assert taken.exit_code == 0, taken.output
    assert held(zhida, CITY)["待下达指标"] == before + 20 * WAN
    again = zhida("ledger", "act", "上缴", district, "20万元", *PAPER, "--as", "区经办")
    assert "此前已记账" in again.stderr


def test_an_account_is_named_as_people_call_it(nation: Nation, zhida: Zhida) -> None:
    line = nation.lines["formal"].digest.hex()
    done = zhida("ledger", "act", "上缴", line, "1万元", *PAPER, "--kind", "可用的钱")
    assert done.exit_code == 2 and "没有“可用的钱”这个科目" in done.stderr


def test_a_wrong_flag_is_mended_down_the_chain(nation: Nation, zhida: Zhida) -> None:
    line = nation.lines["lottery"].digest.hex()
    number = voucher(zhida, line, "接收")
    paper = ("--number", "更正1号", "--date", "2025-10-08", "--reason", "标识应为02")
    alone = zhida("ledger", "correct", number, "--flag", "02", *paper)
    assert alone.exit_code == 2 and "逐级更正" in alone.stderr and "--whole-chain" in alone.stderr
    look = zhida("ledger", "correct", number, "--flag", "02", *paper, "--whole-chain", "--dry-run")
    assert look.exit_code == 0 and "试算，没有入账：冲销" in look.stderr
    done = zhida("ledger", "correct", number, "--flag", "02", *paper, "--whole-chain")
    assert done.exit_code == 0, done.output
    assert "652901-clinic" in done.stderr
    assert zhida("ledger", "seal").exit_code == zhida("ledger", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "请写明更正什么"),
        (("--source", "联合国"), "--source “联合国”"),
        (("--regime", "直接"), "直达、追踪、无"),
    ],
)
def test_a_correction_says_what_it_lacks(
    nation: Nation, zhida: Zhida, options: tuple[str, ...], said: str
) -> None:
    number = voucher(zhida, nation.lines["formal"].digest.hex(), "接收")
    done = zhida(
        "ledger", "correct", number, *options, "--number", "1号", "--date", "2025-10-08",
        "--reason", "误",
    )  # fmt: skip
    assert done.exit_code == 2 and said in done.output


def test_formal_issue_is_entitlement_less_advance(nation: Nation, zhida: Zhida) -> None:
    register("省审核", PROVINCE)
    line = nation.lines["formal/650000"].digest.hex()
    paper = ("--number", "新财社〔2025〕90号", "--date", "2025-07-01", "--as", "省审核")
    look = zhida("ledger", "formal-issue", line, f"{CITY}=400万元", *paper, "--dry-run")
    assert look.exit_code == 0, look.output
    assert "3200000元" in look.stdout and "800000元" in look.stdout
    assert held(zhida, PROVINCE).get("在途") is None
    done = zhida("ledger", "formal-issue", line, f"{CITY}=400万元", *paper)
    assert done.exit_code == 0 and "正式下达：已记账" in done.stderr
    assert held(zhida, PROVINCE)["在途"] == 80 * WAN
    less = zhida("ledger", "formal-issue", line, f"{CITY}=300万元", *paper)
    assert less.exit_code == 2 and "请选择追减" in less.stderr
    twice = zhida("ledger", "formal-issue", line, f"{CITY}=1元", f"{CITY}=2元", *paper)
    assert twice.exit_code == 2 and "写了两次" in twice.stderr

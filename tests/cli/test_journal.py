"""日志: who did what and why can be read again, as far as somebody may look."""

from __future__ import annotations

import json

from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import CITY, DISTRICT, OTHER, Nation

from zhida.platform.access.policy import Role

PAPER = ("--number", "天财社〔2025〕70号", "--date", "2025-08-01", "--reason", "项目取消")


def test_an_act_is_found_by_who_did_it_what_and_when(nation: Nation, zhida: Zhida) -> None:
    register("区经办", DISTRICT, Role.DRAFTER)
    register("市经办", CITY, Role.DRAFTER)
    register("甘经办", OTHER, Role.DRAFTER)
    line = nation.lines["advance/650102"].digest.hex()
    assert zhida("ledger", "act", "上缴", line, "20万元", *PAPER, "--as", "区经办").exit_code == 0
    seen = zhida("journal", "--verb", "上缴", "--as", "市经办")
    assert seen.exit_code == 0 and "项目取消" in seen.stdout and "区经办" in seen.stdout
    (deed,) = json.loads(zhida("journal", "--by", "区经办", "--json", "--as", "市经办").stdout)
    assert (deed["verb"], deed["region"], deed["reason"]) == ("return", "650102", "项目取消")
    by_subject = zhida("journal", "--subject", deed["subject"], "--as", "市经办")
    assert "区经办" in by_subject.stdout
    elsewhere = zhida("journal", "--by", "区经办", "--as", "甘经办")
    assert "没有符合的记录" in elsewhere.stderr and "区经办" not in elsewhere.stdout
    before = zhida("journal", "--by", "区经办", "--until", "2000-01-01", "--as", "市经办")
    assert "没有符合的记录" in before.stderr


def test_a_day_that_is_none_is_told(zhida: Zhida) -> None:
    done = zhida("journal", "--since", "昨天")
    assert done.exit_code == 2 and "--since 昨天" in done.stderr


def test_what_was_done_is_sealed_and_verified(nation: Nation, zhida: Zhida) -> None:
    register("区经办", DISTRICT, Role.DRAFTER)
    line = nation.lines["advance/650102"].digest.hex()
    assert zhida("ledger", "act", "上缴", line, "20万元", *PAPER, "--as", "区经办").exit_code == 0
    assert "还没有封存" in zhida("journal", "verify").stdout
    assert "新增1个区块" in zhida("journal", "seal").stderr
    assert "没有要封存的日志" in zhida("journal", "seal").stderr
    done = zhida("journal", "verify")
    assert done.exit_code == 0 and "没有发现问题" in done.stdout
    assert json.loads(zhida("journal", "verify", "--json").stdout)["clean"] is True

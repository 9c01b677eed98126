"""附表: codes, funds and accounts, read row by row; what can't be read is named by its row."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from zhida.engines.dip.codes import ProcedureLimit, Treatment
from zhida.engines.dip.settlement import Account
from zhida.engines.dip.side_tables import read_accounts, read_codes, read_funds
from zhida.engines.errors import EngineError


def test_codes_are_read(tmp_path: Path) -> None:
    (tmp_path / "properties.csv").write_text("code,property\n47.0100,手术\n", encoding="utf-8")
    (tmp_path / "procedure_limits.csv").write_text(
        "code,kind,scope\n99.0400,removed,\n99.2800,not_main,Z51|C00-C01\n", encoding="utf-8"
    )
    (tmp_path / "excluded_principal.csv").write_text("code\nI10.x00\n", encoding="utf-8")
    codes = read_codes(tmp_path)
    assert codes.treatment("47.0100x002") is Treatment.SURGICAL
    assert codes.limits["99.2800"] == ProcedureLimit("not_main", ("Z51", "C00", "C01"))
    assert codes.excluded_principal == {"I10.x00"}


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("properties.csv", "code,property\n47.0100,大手术\n", "第2行的属性“大手术”不是"),
        ("properties.csv", "code,property\n1,手术\n1,手术\n", "第3行与第2行重复"),
        ("properties.csv", "code\n1\n", "第1行缺少property列"),
        ("procedure_limits.csv", "code,kind,scope\n1,never,\n", "第2行的种类“never”"),
        ("procedure_limits.csv", "code,kind,scope\n1,not_main,肺\n", "第2行“肺”不是诊断代码"),
    ],
)
def test_a_row_of_codes_that_can_not_be_read_is_named(
    tmp_path: Path, file: str, text: str, told: str
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(EngineError, match=told):
        read_codes(tmp_path)


def test_funds_and_accounts_are_read_in_fen(tmp_path: Path) -> None:
    funds, accounts = tmp_path / "funds.csv", tmp_path / "accounts.csv"
    funds.write_text("pool,insutype,fund\n6501,310,1234.5\n", encoding="utf-8")
    accounts.write_text(
        "pool,insutype,fixmedins_code,assessment,deducted,paid\n6501,310,H1,0.98,,7\n",
        encoding="utf-8",
    )
    assert read_funds(funds) == {("6501", "310"): 123_450}
    assert read_accounts(accounts) == {(("6501", "310"), "H1"): Account(Fraction(49, 50), 0, 700)}
    assert read_accounts(None) == {}
    funds.write_text("pool,insutype,fund\n6501,310,1.005\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"第2行的fund“1[.]005”应为元"):
        read_funds(funds)
    accounts.write_text(
        "pool,insutype,fixmedins_code,assessment,deducted,paid\n6501,310,H1,-1,,\n",
        encoding="utf-8",
    )
    with pytest.raises(EngineError, match="考核系数“-1”"):
        read_accounts(accounts)
    with pytest.raises(EngineError, match="不存在"):
        read_funds(tmp_path / "none.csv")

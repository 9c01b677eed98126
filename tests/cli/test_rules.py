"""zhida rules: one list of all that is checked, on notices and on money, each with its law."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app
from zhida.core.execution.alerts import catalogue as alert_rules
from zhida.core.rules import catalogue


def rules(*arguments: str) -> Result:
    return CliRunner().invoke(
        app, ["rules", *arguments], catch_exceptions=False, env={"COLUMNS": "200"}
    )


def test_every_rule_of_both_kinds_is_listed_once() -> None:
    listed = re.findall(r"^([NE]\d{3})\s", rules().stdout, re.MULTILINE)
    codes = [each.code for each in catalogue()] + [each.code for each in alert_rules()]
    assert listed == codes


def test_an_alert_rule_tells_its_law_and_for_whom_it_holds() -> None:
    """Medical aid lawfully goes to the insurance-fund fiscal account: the rule says so."""
    shown = rules("e301").stdout
    assert "医疗救助补助资金；收款人不是财政专户；2015年起" in shown
    assert "财社〔2022〕32号" in shown
    assert "见于公开文件" in shown


@pytest.mark.parametrize("code", ["E999", "N999", "X1"])
def test_a_rule_that_is_none_is_told(code: str) -> None:
    refused = rules(code)
    assert refused.exit_code == 2
    assert f"没有代码为“{code}”的规则" in refused.stderr

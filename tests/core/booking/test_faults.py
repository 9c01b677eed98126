"""记账问题: the table of codes and the program say the same."""

from __future__ import annotations

import re
from pathlib import Path

import zhida.core.booking
from zhida.core.booking import Answers
from zhida.core.booking.faults import fault, is_settled, touching
from zhida.core.findings import Finding, Severity
from zhida.core.rules import catalogue
from zhida.data import load

_SOURCES = Path(zhida.core.booking.__file__).parent
ERROR = Finding("N102", Severity.ERROR, "列合计不符")


def test_every_code_of_the_table_is_used_and_every_code_used_is_in_the_table() -> None:
    used = {
        code
        for path in _SOURCES.glob("*.py")
        for code in re.findall(r'"(B\d{3})"', path.read_text("utf-8"))
    }
    assert used == {row["code"] for row in load("booking_findings")}


def test_every_guard_is_a_rule_of_the_notice() -> None:
    rules = {rule.code for rule in catalogue()}
    assert {row["rule"] for row in load("booking_guards")} <= rules


def test_only_errors_that_touch_money_payee_year_or_flag_stand_in_the_way() -> None:
    spelling = Finding("N501", Severity.ERROR, "指标值空白")
    mild = Finding("N102", Severity.WARNING, "列合计不符")
    assert touching((ERROR, spelling, mild)) == (ERROR,)


def test_an_error_is_set_aside_with_a_reason_and_what_is_fatal_is_not() -> None:
    waived = Answers(waived={"N102": "已核实", "B101": "已核实"})
    assert is_settled(ERROR, waived)
    assert not is_settled(ERROR, Answers())
    assert not is_settled(fault("B101", "金额空白"), waived)
    assert is_settled(fault("B403", "科目不明"), Answers())

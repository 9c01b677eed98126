"""预警: every rule fires where its cases say so, in the colour they say, and is silent elsewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.core.execution.alerts.lines import watched

from zhida.core.execution.alerts import catalogue, rule

FOLDER = Path(__file__).parents[3] / "cases" / "execution" / "alerts"
CASES = [
    (file.stem, case)
    for file in sorted(FOLDER.glob("E*.toml"))
    for case in tomllib.loads(file.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize(
    ("code", "case"), CASES, ids=[f"{code}-{case['name']}" for code, case in CASES]
)
def test_a_case_is_as_its_table_says(code: str, case: dict[str, Any]) -> None:
    line = watched(case)
    found = list(rule(code).run(line, case["day"]))
    assert [each.colour.label for each in found] == ([case["colour"]] if "colour" in case else [])
    for each in found:
        if "measure" in case:
            assert each.measure == case["measure"]
        assert case.get("says", "") in each.sentence
        assert each.basis and each.mend and each.expected and each.found
        assert each.fen > 0
        assert each.evidence[0].key == (line.key or each.subject.key)


def test_every_rule_has_good_and_bad_cases() -> None:
    assert {code for code, _ in CASES} == {each.code for each in catalogue()}
    for each in catalogue():
        own = [case for code, case in CASES if code == each.code]
        assert any("colour" in case for case in own), each.code
        assert any("colour" not in case for case in own), each.code


def test_every_rule_explains_itself() -> None:
    for each in catalogue():
        assert each.name and each.explanation and each.mend and each.bad and each.good, each.code

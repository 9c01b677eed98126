"""Every rule finds what its table of cases says, with these words and figures, and no more.

A file of tests/cases/rules names a sound notice of tests/cases/rules/notices;
each case changes some of its words ("from" must stand there exactly once
unless "everywhere" is told) or gives a whole notice of its own. `finds` lists,
for each finding of the rule, words of its sentence.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import zhida
from zhida.core.findings import Finding, Severity
from zhida.core.rules import rule

CASES = Path(__file__).parents[2] / "cases" / "rules"
NOTICES = CASES / "notices"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one rule: the text of a notice and what the rule says of it."""

    code: str
    name: str
    text: str
    finds: tuple[str, ...]
    wanted: dict[str, Any]


def read_cases(path: Path) -> list[Case]:
    table = tomllib.loads(path.read_text("utf-8"))
    return [Case(path.stem, case["name"], text_of(table, case), tuple(case["finds"]), case)
            for case in table["case"]]  # fmt: skip


def text_of(table: dict[str, Any], case: dict[str, Any]) -> str:
    """The case's own notice, or the base with its changes."""
    if "notice" in case:
        return str(case["notice"])
    text = (NOTICES / f"{case.get('base', table['notice'])}.txt").read_text("utf-8")
    for change in case["change"]:
        before, after = change["from"], change["to"]
        times = text.count(before)
        assert times == 1 or (times and change.get("everywhere")), (case["name"], before, times)
        text = text.replace(before, after)
    return text


def findings_of(code: str, text: str, folder: Path) -> list[Finding]:
    path = folder / "通知.txt"
    path.write_text(text, "utf-8")
    return list(rule(code).run(zhida.read(path)))


ALL = [case for path in sorted(CASES.glob("*.toml")) for case in read_cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code} {case.name}")
def test_case(case: Case, tmp_path: Path) -> None:
    found = findings_of(case.code, case.text, tmp_path)
    told = [finding.sentence for finding in found]
    assert len(told) == len(case.finds), told
    for words in case.finds:
        assert any(words in sentence for sentence in told), (words, told)
    for field in ("expected", "found", "difference"):
        if field in case.wanted:
            assert [getattr(each, field) for each in found] == case.wanted[field]
    if "severity" in case.wanted:
        assert {each.severity for each in found} == {Severity(case.wanted["severity"])}
    assert all(each.sources for each in found)


@pytest.mark.parametrize("path", sorted(NOTICES.glob("*.txt")), ids=lambda path: str(path.stem))
def test_nothing_is_found_in_a_sound_notice(path: Path) -> None:
    """The notices that the cases start from give no finding on sums, identity or codes."""
    found = zhida.check(zhida.read(path))
    assert [each.sentence for each in found if each.code[:2] in ("N1", "N2", "N3")] == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: str(path.stem))
def test_cases_show_the_rule_speaking_and_silent(path: Path) -> None:
    cases = read_cases(path)
    assert any(case.finds for case in cases)
    assert any(not case.finds for case in cases)

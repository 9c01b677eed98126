"""手册: the generated pages leave nothing of the program out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pages import write_pages
from pages.commands import commands_page, every_command
from pages.rules import rule_pages
from pages.schema import schema_page
from zhida.cli.main import app
from zhida.core.execution.alerts import AlertRule
from zhida.core.execution.alerts import catalogue as alert_rules
from zhida.core.execution.alerts.terms import terms_told
from zhida.core.rules import Rule, catalogue


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_every_rule_has_its_entry(rule: Rule) -> None:
    pages = rule_pages()
    page = pages[f"rules-{rule.code[:2].lower()}"]
    _, _, entry = page.partition(f"({rule.code.lower()})=")
    for part in (rule.name, rule.explanation, rule.bad.splitlines()[0], rule.good.splitlines()[0]):
        assert part in entry
    assert f"[{rule.code}]" in pages["rules"]


@pytest.mark.parametrize("rule", alert_rules(), ids=lambda rule: rule.code)
def test_every_alert_rule_has_its_law_and_for_whom_it_holds(rule: AlertRule) -> None:
    pages = rule_pages()
    _, _, entry = pages["rules-e"].partition(f"({rule.code.lower()})=")
    entry = entry.partition("\n(e")[0]
    for part in (rule.name, rule.explanation, rule.mend, rule.bad, rule.good):
        assert part in entry
    for _, words in terms_told(rule.code):
        assert words.replace("|", "\\|") in entry
    assert f"[{rule.code}]" in pages["rules"]


def test_every_command_and_option_is_described() -> None:
    page = commands_page()
    group: Any = get_command(app)
    for name, command in every_command(group):
        assert f"## zhida {name}" in page
        assert command.help and command.help in page
        for parameter in command.params:
            assert parameter.help, f"zhida {name}: {parameter.name} has no help"
            assert parameter.help.split("|")[0] in page


def test_every_key_of_the_json_output_has_a_meaning() -> None:
    """A key without a description would be a row with an empty last cell."""
    rows = [line for line in schema_page().splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert [row for row in rows if row.endswith("|  |")] == []


def test_pages_are_written_once_and_old_ones_go(tmp_path: Path) -> None:
    (tmp_path / "rules-n0.md").write_text("a family that is no more", encoding="utf-8")
    write_pages(tmp_path)
    first = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    write_pages(tmp_path)
    assert "rules-n0.md" not in first
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == first

"""What the pages for people promise is there: files, targets, commands, options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from zhida.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md")])
MADE = ("build/", "wheelhouse", ".venv")


def quoted(page: Path, pattern: str) -> Iterator[str]:
    """What stands in backticks or on an indented line, and matches."""
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^(?: {4}|\t)(.+)$", text, re.M)
    for piece in code:
        yield from re.findall(pattern, piece)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = quoted(page, r"^(?:src|tests|docs|tools|samples|benchmarks|requirements)/[\w./-]*$")
    missing = [name for name in named if not (ROOT / name).exists() and "<" not in name]
    assert not missing, missing


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_target_that_a_page_names_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(quoted(page, r"^make ([a-z]+)"))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_option_that_a_page_names_is_there(page: Path) -> None:
    group: Any = get_command(app)
    options = {"--help", "--version"} | {
        option for command in group.commands.values() for each in command.params
        for option in each.opts
    }  # fmt: skip
    named = {
        option
        for piece in quoted(page, r"^(?:\S*/)?zhida .*$")
        for option in re.findall(r"--[a-z]+", piece)
    }
    assert named <= options


def test_the_targets_of_ci_are_those_of_make() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    run = re.findall(r"^stage \w+ make (\w+)$", script, re.M)
    check = re.search(r"^check: ([a-z ]+?) ##", makefile, re.M)
    assert check is not None
    assert run == check[1].split()


def test_both_languages_have_the_same_pages() -> None:
    chinese, english = (
        {path.name for path in (ROOT / "docs" / each).iterdir()} for each in ("zh", "en")
    )
    assert chinese == english

"""What the pages for people promise is there: files, targets, commands, options."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pages.commands import every_command
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
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(quoted(page, r"^make ([a-z-]+)"))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_option_that_a_page_names_is_there(page: Path) -> None:
    group: Any = get_command(app)
    options = {"--help", "--version"} | {
        option for _, command in every_command(group) for each in command.params
        for option in each.opts
    }  # fmt: skip
    named = {
        option
        for piece in quoted(page, r"^(?:\S*/)?zhida .*$")
        for option in re.findall(r"--[a-z][a-z-]*", piece)
    }
    assert named <= options


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_example_is_what_the_program_prints(page: str) -> None:
    """Every line of the example, in order; a line of dots stands for lines left out."""
    text = (ROOT / page).read_text(encoding="utf-8")
    command, _, example = text.partition("    $ .venv/bin/zhida ")[2].partition("\n")
    shown = [line.strip() for line in re.split(r"\n(?=\S)", example)[0].splitlines()]
    expected = [line for line in shown if line not in ("", "…")]
    assert len(expected) > 5
    outcome = subprocess.run(
        [sys.executable, "-m", "zhida", *command.split()],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    printed = iter(line.strip() for line in outcome.stdout.splitlines())
    missing = [line for line in expected if line not in printed]
    assert not missing, missing


def test_the_targets_of_ci_are_those_of_make() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    run = re.findall(r"^stage \w+ make ([a-z-]+)$", script, re.M)
    check = re.search(r"^check: ([a-z -]+?) ##", makefile, re.M)
    assert check is not None
    assert run == check[1].split()


def test_both_languages_have_the_same_pages() -> None:
    chinese, english = (
        {path.name for path in (ROOT / "docs" / each).iterdir()} for each in ("zh", "en")
    )
    assert chinese == english

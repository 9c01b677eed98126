"""词汇: the glossary and the code name the same things by the same words."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src" / "zhida" / "core"


class Entry(NamedTuple):
    """A row of the glossary."""

    chinese: str
    identifier: str
    meaning: str
    where: str


def entries() -> list[Entry]:
    """The rows of the table in GLOSSARY.md, without its header."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines
            if line.startswith("|")]  # fmt: skip
    return [Entry(*row) for row in rows[2:]]


def wording(module: ModuleType, entry: Entry) -> str:
    """What the code says of a name: its docstring, or of an alias the text around it."""
    named: object = reduce(getattr, entry.identifier.split("."), module)
    if inspect.isclass(named) or inspect.isroutine(named):
        return inspect.getdoc(named) or ""
    return (
        inspect.getdoc(type(named)) or "" if "." in entry.identifier else inspect.getsource(module)
    )


def core_types() -> Iterator[tuple[str, str]]:
    """Module and name of every class of `core`; of a package, of those it offers."""
    for path in sorted(CORE.glob("*.py")):
        yield from _classes(import_module(f"zhida.core.{path.stem}"))
    for path in sorted(CORE.glob("*/__init__.py")):
        package = import_module(f"zhida.core.{path.parent.name}")
        for name in package.__all__:
            offered = getattr(package, name)
            if inspect.isclass(offered):
                yield offered.__module__, name


def _classes(module: ModuleType) -> Iterator[tuple[str, str]]:
    for name, found in vars(module).items():
        if inspect.isclass(found) and found.__module__ == module.__name__ and name[0] != "_":
            yield module.__name__, name


@pytest.mark.parametrize(
    "entry", entries(), ids=lambda entry: f"{entry.chinese}-{entry.identifier}"
)
def test_a_term_is_where_the_glossary_says_and_carries_its_chinese_word(entry: Entry) -> None:
    assert entry.chinese in wording(import_module(entry.where), entry)


def test_every_type_of_core_is_in_the_glossary() -> None:
    listed = {(entry.where, entry.identifier) for entry in entries()}
    missing = [f"{module}.{name}" for module, name in core_types() if (module, name) not in listed]
    assert not missing, missing


def test_every_type_of_core_begins_with_its_chinese_word() -> None:
    """The first word of the docstring is the field's own term."""
    foreign = []
    for module, name in core_types():
        described = inspect.getdoc(getattr(import_module(module), name)) or ""
        if not "一" <= described[:1] <= "鿿":
            foreign.append(f"{module}.{name}")
    assert not foreign, foreign


def test_no_row_stands_twice() -> None:
    rows = [(entry.identifier, entry.chinese) for entry in entries()]
    assert len(rows) == len(set(rows))

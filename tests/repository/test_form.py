"""What every file of the repository keeps to, whoever wrote it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"build", "dist", "wheelhouse", "_build", "generated", "__pycache__"}
TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".html", ".css", ".js", ".sh", ".jinja"}
TEXT |= {".lark", ".cfg", ".ini", ".yml", ".yaml", ""}
SOURCE_LINES = 400


def repository_files() -> Iterator[Path]:
    """Every file that belongs to the project, in order."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and len(parts) > 1 and parts[0] != ".ci"
        if path.is_file() and not hidden and LEFT_OUT.isdisjoint(parts):
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file."""
    for path in repository_files():
        if path.suffix in TEXT:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="strict")


def modules(folder: str) -> Iterator[Path]:
    """Every Python file below a folder of the project."""
    return (path for path in repository_files() if path.is_relative_to(ROOT / folder)
            and path.suffix == ".py")  # fmt: skip


def no_line_has(*words: str) -> None:
    """Fail with every file:line in which one of the patterns stands."""
    found = re.compile("|".join(words))
    places = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]
    assert not places, "\n".join(places)


def test_no_package_index_is_named() -> None:
    """A lock with an address would install from there and nowhere else."""
    no_line_has("index" + "-url", r"py" + r"pi\.org", "python" + "hosted", r"registry\.npm" + "js")


def test_no_path_of_a_machine_is_named() -> None:
    no_line_has(r"(?<![\w.:/>\]])/(?:work|root|home|tmp|Users)/")


def test_nothing_is_left_unfinished() -> None:
    no_line_has("raise NotImpl" + "emented", r"\b(?:TO" + "DO|FIX" + r"ME)\b", r"mark\.(?:ski" + "p|xfail)")


@pytest.mark.parametrize("word", ["util", "utils", "helper", "helpers", "common", "misc"])
def test_no_name_says_nothing(word: str) -> None:
    """A file named `utils` is where things go that nobody has thought about."""
    named = [str(path.relative_to(ROOT)) for path in repository_files()
             if word in {part.removesuffix(path.suffix) for part in path.relative_to(ROOT).parts}]  # fmt: skip
    assert not named, named


def test_every_source_file_can_be_read_in_one_go() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("src", "tests", "docs", "benchmarks", "tools")
        for path in modules(folder)
    }
    assert {name: n for name, n in lengths.items() if n > SOURCE_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    """A docstring on each module, but for the empty ones that only make a package."""
    silent = [
        str(path.relative_to(ROOT))
        for path in modules("src")
        if path.stat().st_size and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert silent == []


def test_tests_stand_where_their_source_stands() -> None:
    """tests/core/test_money.py tests src/zhida/core/money.py, or the package of that name."""
    source = ROOT / "src" / "zhida"
    strays = []
    for ring in sorted(path.name for path in source.iterdir() if path.is_dir()):
        for test in modules(f"tests/{ring}"):
            if test.name.startswith("test_"):
                room = source / test.parent.relative_to(ROOT / "tests")
                name = test.stem.removeprefix("test_")
                if not room.is_dir() or not (
                    name == room.name or (room / name).is_dir() or list(room.glob(f"{name}*.py"))
                ):
                    strays.append(str(test.relative_to(ROOT)))
    assert strays == []

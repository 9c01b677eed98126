"""What every file of the repository keeps to, whoever wrote it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".html", ".css", ".js", ".sh", ".jinja"}
TEXT |= {".lark", ".cfg", ".yml", ".yaml", ".sql", ""}
CODE = (
    "src",
    "tests",
    "tests_browser",
    "tests_office",
    "tests_spark",
    "docs",
    "benchmarks",
    "tools",
)
SOURCE_LINES = 400

Files = tuple[Path, ...]


def name_of(path: Path) -> str:
    """The path inside the project."""
    return str(path.relative_to(ROOT))


def python_files(files: Files, folder: str) -> Iterator[Path]:
    """Every Python file below a folder of the project, but for migrations: Django writes those."""
    return (
        path
        for path in files
        if path.is_relative_to(ROOT / folder)
        and path.suffix == ".py"
        and path.parent.name != "migrations"
    )


def no_line_has(files: Files, *patterns: str) -> None:
    """Fail with every place at which one of the patterns stands."""
    found = re.compile("|".join(patterns))
    places = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in files
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if found.search(line)
    ]
    assert not places, "\n".join(places)


# The patterns are written in two pieces, so that this file doesn't find itself.


def test_no_package_index_is_named(repository_files: Files) -> None:
    """A lock with an address would install from there and nowhere else."""
    forbidden = ("index" + "-url", r"py" + r"pi\.org", "python" + "hosted", r"registry\.npm" + "js")
    no_line_has(repository_files, *forbidden)


def test_no_path_of_a_machine_is_named(repository_files: Files) -> None:
    no_line_has(repository_files, r"(?<![\w.:/>\]])/(?:work|root|home|tmp|Users)/")


def test_nothing_is_left_unfinished(repository_files: Files) -> None:
    forbidden = ("raise NotImpl" + "emented", r"\b(?:TO" + "DO|FIX" + r"ME)\b")
    no_line_has(repository_files, *forbidden, r"mark\.(?:ski" + "p|xfail)")


def test_no_name_says_nothing(repository_files: Files) -> None:
    """A file named `utils` is where things go that nobody has thought about."""
    empty = {"util", "utils", "helper", "helpers", "common", "misc"}
    named = [
        name_of(path)
        for path in repository_files
        if empty & {part.split(".")[0] for part in path.relative_to(ROOT).parts}
    ]
    assert not named, named


def test_every_source_file_can_be_read_in_one_go(repository_files: Files) -> None:
    long = {
        name_of(path): lines
        for folder in CODE
        for path in python_files(repository_files, folder)
        if (lines := len(path.read_text("utf-8").splitlines())) > SOURCE_LINES
    }
    assert not long, long


def test_every_module_says_what_it_is(repository_files: Files) -> None:
    """A docstring on each module, but for the empty ones that only make a package."""
    silent = [
        name_of(path)
        for folder in CODE
        for path in python_files(repository_files, folder)
        if path.stat().st_size and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert not silent, silent


def test_tests_stand_where_their_source_stands(repository_files: Files) -> None:
    """tests/core/regions/ tests src/zhida/core/regions/; what has no source there is named."""
    own = {"cases", "docs", "repository", "tools"}
    whole = {Path("platform/security")}  # what no single room of the source answers for
    tests = {room for room in rooms(repository_files, "tests") if own.isdisjoint(room.parts[:1])}
    strays = tests - whole - rooms(repository_files, "src/zhida")
    assert not strays, sorted(map(str, strays))


def test_every_room_of_the_source_has_its_tests(repository_files: Files) -> None:
    """In the folder of its name, in a file of its name, or as examples in its docstrings."""
    tested = rooms(repository_files, "tests") | {
        path.parent.relative_to(ROOT / "src/zhida")
        for path in python_files(repository_files, "src/zhida")
        if ">>> " in path.read_text("utf-8")
    }
    bare = [
        str(room)
        for room in rooms(repository_files, "src/zhida") - tested
        if not any((ROOT / "tests" / room.parent).glob(f"test_{_tested_as(room.name)}*.py"))
    ]
    assert not bare, sorted(bare)


def _tested_as(room: str) -> str:
    """Views are tested by what a person sees of them: pages."""
    return "pages" if room == "views" else room


def rooms(files: Files, top: str) -> set[Path]:
    """The folders at and below a top folder that hold Python files with something in them."""
    return {
        path.parent.relative_to(ROOT / top)
        for path in python_files(files, top)
        if path.stat().st_size
    }

"""被杀掉 killed: whatever a command was at, no file is half written, and run again it gives the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.dip.conftest import zhida

KILLED = """
import os, signal, sys
from zhida.cli.main import app
import zhida.engines.dip.stages

at, arguments = int(sys.argv[1]), sys.argv[2:]
left, replace = [at], os.replace

def replace_or_die(*paths):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*paths)

os.replace = replace_or_die
app(arguments, standalone_mode=False)
"""
"""Runs a command that is killed when its file with that number is written but not in its place."""


def killed_at(number: int, *arguments: object) -> None:
    """The process ends by SIGKILL just before that file takes its place."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(number), *map(str, arguments)],
        check=False, capture_output=True,
    )  # fmt: skip
    assert ended.returncode == -9, ended.stderr.decode()


def digests(place: Path) -> dict[str, str]:
    """What stands under its own name: SHA-256 by path."""
    return {
        str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.name.endswith(".part")
    }


@pytest.mark.parametrize("command", ["group", "score", "settle"])
def test_a_killed_command_leaves_whole_files_and_again_gives_the_same(
    folder: Path, tmp_path: Path, command: str
) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()

    def asked(place: Path) -> tuple[object, ...]:
        grouped, scores = folder / "grouped.parquet", folder / "measured.json"
        given: dict[str, tuple[object, ...]] = {
            "group": (folder / "years" / "lists", "--codes", folder / "years" / "codes",
                      "--directory", folder / "directory.csv", "--out", place / "grouped.parquet",
                      "--quarantine", place / "quarantine.parquet"),
            "score": (grouped, "--directory", folder / "directory.csv",
                      "--out", place / "measured.json"),
            "settle": (grouped, "--scores", scores, "--year", 2025,
                       "--funds", folder / "ample.csv", "--flow", place / "flows",
                       "--points", place / "points.parquet", "--out", place / "payouts.csv"),
        }  # fmt: skip
        return ("dip", command, *given[command])

    (folder / "ample.csv").write_text(
        "pool,insutype,fund\n6501,310,9000000\n6501,390,8000000.01\n", encoding="utf-8"
    )
    told = zhida(*asked(whole))
    assert told.exit_code == 0, told.output
    expected = digests(whole)
    for number in sorted({0, len(expected) - 1}):
        killed_at(number, *asked(broken))
        left = digests(broken)
        assert len(left) == number, "what was in its place stands, the rest isn't there"
        assert left.items() <= expected.items()
        again = zhida(*asked(broken))
        assert (again.exit_code, again.output) == (
            0, told.output.replace(str(whole), str(broken))
        )  # fmt: skip
        assert digests(broken) == expected
        for path in sorted(broken.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def test_a_killed_demonstration_goes_on_from_what_is_done(tmp_path: Path) -> None:
    """Killed twice on the way; the last run ends with what an undisturbed one gives."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    told = zhida("dip", "demo", whole, "--cases", 1000)
    assert told.exit_code == 0, told.output
    for number in (4, 3):
        killed_at(number, "dip", "demo", broken, "--cases", 1000)
    again = zhida("dip", "demo", broken, "--cases", 1000)
    assert (again.exit_code, "接着做" in again.output) == (0, True), again.output
    assert digests(broken) == digests(whole)
    other = zhida("dip", "demo", broken, "--cases", 1001)
    assert (other.exit_code, "也不是同一演示" in other.output) == (2, True)


@pytest.mark.parametrize("command", ["score", "settle", "monitor"])
def test_a_damaged_result_is_named(folder: Path, tmp_path: Path, command: str) -> None:
    """Damage within the file shows only when its rows are read; cut short, it is no Parquet."""
    content = bytearray((folder / "grouped.parquet").read_bytes())
    damaged, short = tmp_path / "damaged.parquet", tmp_path / "short.parquet"
    short.write_bytes(content[: len(content) // 2])
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    damaged.write_bytes(content)
    scores = ("--scores", folder / "measured.json", "--year", 2025)
    given: dict[str, tuple[object, ...]] = {
        "score": ("--directory", folder / "directory.csv", "--out", tmp_path / "out.json"),
        "settle": (*scores, "--funds", folder / "funds.csv", "--out", tmp_path / "out.csv"),
        "monitor": (*scores, "--out", tmp_path / "out.json"),
    }
    told = zhida("dip", command, damaged, *given[command])
    assert (told.exit_code, "“" + str(damaged) + "”损坏" in told.output) == (2, True), told.output
    told = zhida("dip", command, short, *given[command])
    assert (told.exit_code, f"“{short}”不是分组结果" in told.output) == (2, True), told.output
    assert not [*tmp_path.glob("out*")]

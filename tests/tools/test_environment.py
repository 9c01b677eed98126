"""环境: the set-up makes an environment, or says in one line what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "environment.sh"


def stand_in(folder: Path, name: str, script: str) -> None:
    """A program of that name which does what the shell script says."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def run(folder: Path, target: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The set-up on a machine that has only what is in the folder."""
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), str(target)],
        env={"PATH": str(folder), **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs, empty so far."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def test_no_python_at_all(machine: Path, tmp_path: Path) -> None:
    outcome = run(machine, tmp_path / "env")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("zhida: needs Python 3.11 or newer; looked for: python3 ")
    assert outcome.stderr.count("\n") == 1


def test_a_python_that_is_too_old(machine: Path, tmp_path: Path) -> None:
    stand_in(machine, "python3", "exit 1")
    outcome = run(machine, tmp_path / "env")
    assert outcome.returncode == 1
    assert "needs Python 3.11 or newer" in outcome.stderr


def test_the_first_python_that_is_new_enough_is_taken(machine: Path, tmp_path: Path) -> None:
    stand_in(machine, "python3", "exit 1")
    (machine / "python3.12").symlink_to(sys.executable)
    outcome = run(machine, tmp_path / "env")
    assert outcome.returncode == 0, outcome.stderr
    assert (tmp_path / "env" / "bin" / "python").exists()


def test_a_python_named_by_its_user_is_the_only_one_looked_at(
    machine: Path, tmp_path: Path
) -> None:
    (machine / "python3").symlink_to(sys.executable)
    outcome = run(machine, tmp_path / "env", PYTHON="python3.99")
    assert outcome.returncode == 1
    assert outcome.stderr.endswith("looked for: python3.99\n")


def test_a_python_without_venv_is_named_with_the_package_to_install(
    machine: Path, tmp_path: Path
) -> None:
    """As Debian ships it: Python without ensurepip, and no pip of the system either."""
    stand_in(
        machine,
        "python3",
        f"""case "$2" in
        *"import ensurepip"*|*"import venv, pip"*) exit 1 ;;
        *) exec {sys.executable} "$@" ;;
        esac""",
    )
    outcome = run(machine, tmp_path / "env")
    assert outcome.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"install python{version}-venv" in outcome.stderr
    assert not (tmp_path / "env").exists()


def test_a_folder_that_cannot_be_written(machine: Path, tmp_path: Path) -> None:
    (machine / "python3").symlink_to(sys.executable)
    (tmp_path / "taken").write_text("a file where the folder should go", encoding="utf-8")
    outcome = run(machine, tmp_path / "taken" / "env")
    assert outcome.returncode == 1
    assert "could not make" in outcome.stderr.splitlines()[-1]

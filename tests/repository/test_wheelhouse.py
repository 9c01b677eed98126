"""离线安装: what `make wheelhouse` collected is all that a machine with no network needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "wheelhouse"
# Runs a module as `python -m` would, in a process that can't open a connection.
WITHOUT_NETWORK = """
import runpy, socket, sys

def refused(*_: object, **__: object) -> None:
    raise OSError("no network here")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that was filled from the wheelhouse alone."""
    assert (HOUSE / ".complete").exists(), "run `make wheelhouse` first"
    folder = tmp_path_factory.mktemp("closed")
    python = folder / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True, timeout=300)
    subprocess.run(
        [
            *(str(python), "-m", "pip", "--isolated", "--quiet", "install", "--no-index"),
            *("--no-cache-dir", "--find-links", str(HOUSE), "zhida"),
        ],
        cwd=folder,
        check=True,
        timeout=900,
    )
    return python


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module in the new environment, with no network and not from the checkout."""
    return subprocess.run(
        [str(python), "-c", WITHOUT_NETWORK, *arguments],
        cwd=python.parent,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_every_requirement_is_met(installed: Path) -> None:
    outcome = run(installed, "pip", "check")
    assert outcome.stdout.strip() == "No broken requirements found."


def test_the_program_runs(installed: Path) -> None:
    outcome = run(installed, "zhida", "--version")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("zhida ")


def test_it_brings_its_data_along(installed: Path, tmp_path: Path) -> None:
    """The rules, the code tables and the grammars are in the wheel, so a notice can be checked."""
    notice = tmp_path / "通知.txt"
    notice.write_text(
        "关于下达2024年医疗救助补助资金的通知\n各市财政局：\n现下达你市资金100万元。\n",
        encoding="utf-8",
    )
    outcome = run(installed, "zhida", "check", str(notice), "--json")
    assert outcome.returncode in (0, 1), outcome.stderr
    assert '"fen": 100000000' in outcome.stdout


def test_a_picture_is_read_with_no_network(installed: Path, tmp_path: Path) -> None:
    """The models of optical reading come inside a wheel too."""
    picture = tmp_path / "页.png"
    draw = (
        "import sys; from PIL import Image; Image.new('RGB', (600, 400), 'white').save(sys.argv[1])"
    )
    subprocess.run([str(installed), "-c", draw, str(picture)], check=True, timeout=300)
    outcome = run(installed, "zhida", "read", str(picture), "--json")
    assert "no network here" not in outcome.stdout + outcome.stderr
    assert outcome.stdout.startswith("{"), outcome.stderr

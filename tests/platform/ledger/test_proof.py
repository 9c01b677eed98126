"""账外验算: beancount, a program that knows nothing of ours, adds the ledger up and agrees."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from tests.platform.ledger.nation import Nation

from zhida.platform.ledger.proof import Proof, write_proof
from zhida.platform.scope import scope

BEAN_CHECK = Path(sys.executable).with_name("bean-check")


def proof(year: int | None = None) -> tuple[str, Proof]:
    out = io.StringIO()
    written = write_proof(out, year)
    return out.getvalue(), written


def bean_check(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = folder / "ledger.beancount"
    file.write_text(text, encoding="utf-8")
    return subprocess.run(
        [BEAN_CHECK, "--no-cache", file], capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def played(database: str) -> str:
    with scope("100000"):
        Nation().play()
    return database


def test_bean_check_agrees(played: str, tmp_path: Path) -> None:
    text, written = proof()
    assert (written.vouchers > 20, written.accounts > 20) == (True, True)
    checked = bean_check(tmp_path, text)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_bean_check_refuses_one_changed_figure(played: str, tmp_path: Path) -> None:
    """One fen more in a posting, then one fen more in a balance."""
    text, _ = proof()
    posting = next(line for line in text.splitlines() if line.endswith("0.00 CNY"))
    balance = next(line for line in text.splitlines() if " balance " in line and "0.00 ~" in line)
    for line, figure in (
        (posting, posting.replace("0.00 CNY", "0.01 CNY")),
        (balance, balance.replace("0.00 ~ ", "0.01 ~ ")),
    ):
        assert figure != line
        assert bean_check(tmp_path, text.replace(line, figure, 1)).returncode != 0


def test_two_proofs_of_one_ledger_are_equal(played: str) -> None:
    assert proof() == proof()


def test_a_budget_year_is_proved_by_itself(played: str, tmp_path: Path) -> None:
    text, written = proof(2026)
    assert 0 < written.vouchers < proof()[1].vouchers
    assert bean_check(tmp_path, text).returncode == 0

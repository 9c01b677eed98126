"""封存、核验和证明: what an auditor runs, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from tests.cli.conftest import Zhida
from tests.platform.ledger.nation import Nation

from zhida.core.ledger import LedgerError


@pytest.fixture
def keys(zhida: Zhida, tmp_path: Path) -> tuple[Path, Path]:
    done = zhida("ledger", "keygen", "--out", tmp_path / "head.pem")
    assert done.exit_code == 0
    return tmp_path / "head.pem", tmp_path / "head.pub"


def head(zhida: Zhida, keys: tuple[Path, Path]) -> Path:
    file = keys[0].with_name("head.json")
    file.write_text(zhida("ledger", "head", "--key", keys[0]).stdout, encoding="utf-8")
    return file


def test_what_is_not_sealed_yet_is_said_then_sealed(nation: Nation, zhida: Zhida) -> None:
    first = zhida("ledger", "verify")
    assert first.exit_code == 0
    assert "还没有封存" in first.stdout
    assert "没有发现问题" in first.stdout
    count = len(nation.vouchers)
    assert f"已封存{count}张凭证" in zhida("ledger", "seal").stderr
    assert "没有要封存的凭证" in zhida("ledger", "seal").stderr
    assert "还没有封存" not in zhida("ledger", "verify").stdout


def test_a_changed_row_ends_with_status_1_and_names_the_row(
    nation: Nation, zhida: Zhida, database: str
) -> None:
    zhida("ledger", "seal")
    with psycopg.connect(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE ledger_transfer SET fen = fen + 1 WHERE voucher_id = 2")
    connection.close()
    told = zhida("ledger", "verify")
    assert told.exit_code == 1
    assert "第一处：ledger_transfer 2025年度 2号 fen" in told.stdout
    answer = json.loads(zhida("ledger", "verify", "--json").stdout)
    assert answer["clean"] is False
    assert answer["faults"][0]["number"] == 2


def test_a_head_held_outside_is_compared(
    nation: Nation, zhida: Zhida, keys: tuple[Path, Path], database: str
) -> None:
    zhida("ledger", "seal")
    held = head(zhida, keys)
    with_head = ("ledger", "verify", "--head", held, "--public-key", keys[1])
    told = zhida(*with_head)
    assert (told.exit_code, "与另存的封存首一致" in told.stdout) == (0, True)
    with psycopg.connect(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("DELETE FROM ledger_sealed")
        superuser.execute("DELETE FROM ledger_block")
    connection.close()
    assert zhida("ledger", "verify").exit_code == 0
    assert zhida(*with_head).exit_code == 1


def test_a_head_without_its_key_is_refused(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    told = zhida("ledger", "verify", "--head", tmp_path / "head.json")
    assert told.exit_code == 2
    assert "同时给出" in told.stderr
    gone = zhida("ledger", "head", "--key", tmp_path / "gone.pem")
    assert gone.exit_code == 2
    assert "无法读取私钥" in gone.stderr


def test_the_proof_is_written_whole_or_not_at_all(
    nation: Nation, zhida: Zhida, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.beancount"
    assert "凭证" in zhida("ledger", "proof", "--out", file).stderr
    assert " balance " in file.read_text(encoding="utf-8")
    told = zhida("ledger", "proof", "--out", tmp_path / "none" / "ledger.beancount")
    assert told.exit_code == 2


def test_keys_are_never_overwritten(zhida: Zhida, keys: tuple[Path, Path]) -> None:
    told = zhida("ledger", "keygen", "--out", keys[0])
    assert told.exit_code == 2
    assert str(LedgerError("已存在")) in told.stderr

"""封存首: only who holds the private key can say what the ledger's last block was."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from zhida.core.ledger import LedgerError
from zhida.platform.sealing.head import Head, make_keys, read_head, sign

HEAD = Head(7, bytes(range(32)), 28_000, datetime.datetime(2025, 6, 1, 8, tzinfo=datetime.UTC))


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "head.pem", tmp_path / "head.pub"
    make_keys(private, public)
    return private, public


def written(folder: Path, text: str) -> Path:
    file = folder / "head.json"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_signed_head_is_read_back(keys: tuple[Path, Path], tmp_path: Path) -> None:
    assert read_head(written(tmp_path, sign(HEAD, keys[0])), keys[1]) == HEAD


def test_the_private_key_is_its_owners_alone(keys: tuple[Path, Path]) -> None:
    assert keys[0].stat().st_mode & 0o077 == 0


def test_keys_are_never_overwritten(keys: tuple[Path, Path]) -> None:
    with pytest.raises(LedgerError, match="已存在"):
        make_keys(*keys)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("block", 8),
        ("hash", "00" * 32),
        ("members", 1),
        ("taken_at", "2025-06-02T08:00:00+00:00"),
    ],
)
def test_a_changed_head_is_refused(
    keys: tuple[Path, Path], tmp_path: Path, name: str, value: object
) -> None:
    stated = json.loads(sign(HEAD, keys[0])) | {name: value}
    with pytest.raises(LedgerError, match="签名"):
        read_head(written(tmp_path, json.dumps(stated)), keys[1])


def test_a_head_signed_with_another_key_is_refused(keys: tuple[Path, Path], tmp_path: Path) -> None:
    make_keys(tmp_path / "other.pem", tmp_path / "other.pub")
    with pytest.raises(LedgerError, match="公钥"):
        read_head(written(tmp_path, sign(HEAD, keys[0])), tmp_path / "other.pub")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "other"}', "通知"])
def test_what_is_no_head_is_refused(keys: tuple[Path, Path], tmp_path: Path, text: str) -> None:
    with pytest.raises(LedgerError, match="不是封存首文件"):
        read_head(written(tmp_path, text), keys[1])


def test_what_is_no_key_is_refused(keys: tuple[Path, Path], tmp_path: Path) -> None:
    file = written(tmp_path, sign(HEAD, keys[0]))
    with pytest.raises(LedgerError, match="PEM"):
        read_head(file, file)
    with pytest.raises(LedgerError, match="无法读取"):
        sign(HEAD, tmp_path / "gone.pem")

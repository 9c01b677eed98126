"""zhida backup, zhida restore, zhida migrate --rehearse: on the command line, with words that help."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Zhida
from tests.platform.backup.copies import empty_database, owner_of
from tests.platform.ledger.nation import Nation

from zhida.platform.backup import whole
from zhida.platform.backup.rehearsing import pointed_at
from zhida.platform.configuration import Configuration


@pytest.fixture
def configured(
    database: str, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Configuration:
    """An installation whose database is that of the test."""
    owner = owner_of(server, database)
    found = Configuration.model_construct(
        data_folder=tmp_path, database_url=None, owner_database_url=None
    )
    monkeypatch.setattr("zhida.platform.configuration.configuration", lambda: found)
    monkeypatch.setattr("zhida.platform.configuration.is_installed", lambda: True)
    monkeypatch.setattr(whole, "owner_address", lambda configured: owner)
    return found


def test_a_nation_is_backed_up_restored_and_proven(
    nation: Nation,
    zhida: Zhida,
    configured: Configuration,
    server: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zhida("ledger", "seal")
    made = zhida("backup")
    assert made.exit_code == 0 and "已备份：" in made.stdout and "账到第2块" in made.stdout
    [file] = (configured.data_folder / "backups").iterdir()
    again = zhida("restore", file)
    assert again.exit_code == 2 and "恢复只写入空的数据库" in again.stderr
    with empty_database(server) as copy, pointed_at(copy):
        monkeypatch.setattr(whole, "owner_address", lambda configured: copy.owner)
        done = zhida("restore", file)
        assert done.exit_code == 0, done.output
        assert "账的最后一块（第2块）与备份一致" in done.stdout and "没有发现问题" in done.stdout
        assert zhida("ledger", "verify").exit_code == 0


def test_a_file_that_is_no_backup_is_told(
    zhida: Zhida, configured: Configuration, tmp_path: Path
) -> None:
    file = tmp_path / "bild.backup"
    file.write_bytes(b"no backup at all")
    for path, words in ((file, "不是备份文件"), (tmp_path / "nothing", "不能读取备份")):
        refused = zhida("restore", path)
        assert refused.exit_code == 2 and words in refused.stderr


def test_a_rehearsal_needs_a_backup(zhida: Zhida, configured: Configuration) -> None:
    refused = zhida("migrate", "--rehearse")
    assert refused.exit_code == 2 and "请先运行 zhida backup" in refused.stderr
    refused = zhida("migrate", "--backup", "x.backup")
    assert refused.exit_code == 2 and "--rehearse" in refused.stderr

"""配置: from the environment before the file, and nothing misspelt is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from zhida.platform.configuration import Configuration, configuration
from zhida.platform.errors import NotReady


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, and an environment that names nothing else."""
    for name in ("ZHIDA_DATABASE_URL", "ZHIDA_OWNER_DATABASE_URL", "ZHIDA_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZHIDA_DATA_FOLDER", str(tmp_path))
    return tmp_path


def read() -> Configuration:
    """As a new process reads it."""
    return configuration.__wrapped__()


def test_the_file_in_the_data_folder_counts_and_the_environment_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "zhida.toml").write_text(
        'database_url = "postgresql://file"\nallowed_hosts = ["zhida.example"]\n', encoding="utf-8"
    )
    assert read().database_url == "postgresql://file"
    assert read().allowed_hosts == ("zhida.example",)
    monkeypatch.setenv("ZHIDA_DATABASE_URL", "postgresql://environment")
    assert read().database_url == "postgresql://environment"


def test_another_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = folder / "other.toml"
    monkeypatch.setenv("ZHIDA_CONFIG", str(other))
    with pytest.raises(NotReady, match=r"other\.toml 不存在"):
        read()
    other.write_text("debug = true\n", encoding="utf-8")
    assert read().debug


def test_a_misspelt_name_is_refused_in_either_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "zhida.toml").write_text('databse_url = "x"\n', encoding="utf-8")
    with pytest.raises(ValidationError, match="databse_url"):
        read()
    (folder / "zhida.toml").unlink()
    monkeypatch.setenv("ZHIDA_DATABSE_URL", "x")
    with pytest.raises(NotReady, match="没有名为 ZHIDA_DATABSE_URL 的设置，可用的有"):
        read()


def test_a_file_that_is_no_toml_is_told(folder: Path) -> None:
    (folder / "zhida.toml").write_text("debug = vielleicht\n", encoding="utf-8")
    with pytest.raises(NotReady, match="配置文件的写法有误"):
        read()


def test_the_secret_key_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIDA_SECRET_KEY", "geheim")
    assert "geheim" not in repr(read())

"""启用的目录: versions are kept and never changed; what can't be used changes nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from zhida.engines.errors import EngineError
from zhida.platform.dip import installed
from zhida.platform.errors import NotReady

NOW = datetime.datetime(2025, 3, 3, 9, 0, tzinfo=datetime.UTC)
HEAD = "code,name,layer,dx\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    return tmp_path


def put(folder: Path, text: str, minutes: int = 0) -> installed.Version:
    """A directory put in force."""
    (folder / "目录.csv").write_text(HEAD + text, encoding="utf-8")
    now = NOW + datetime.timedelta(minutes=minutes)
    return installed.install(folder / "目录.csv", None, None, {"threshold": "20"}, now)


def test_the_newest_is_in_force_and_older_ones_are_kept(home: Path) -> None:
    assert (installed.current(), installed.versions()) == ("", [])
    with pytest.raises(NotReady, match="zhida dip install"):
        installed.in_force()
    first = put(home, "JC1,甲,BASIC,K35.8\n")
    assert installed.in_force().version == first
    assert installed.in_force().ready.policy.threshold == 20
    second = put(home, "JC1,甲,BASIC,K35.9\n", minutes=1)
    assert installed.in_force().ready.rules[0].dx == ("K35.9",)
    assert [each.version for each in installed.versions()] == [second.version, first.version]
    again = put(home, "JC1,甲,BASIC,K35.8\n", minutes=2)
    assert (again.version, installed.current()) == (first.version, first.version)
    assert len(installed.versions()) == 2


def test_what_can_not_be_used_changes_nothing(home: Path) -> None:
    kept = put(home, "JC1,甲,BASIC,K35.8\n")
    with pytest.raises(EngineError, match="代码JC1与第2行重复"):
        put(home, "JC1,甲,BASIC,K35.8\nJC1,乙,BASIC,K35.9\n")
    (home / "目录.csv").write_text(HEAD + "JC2,丙,BASIC,K36\n", encoding="utf-8")
    with pytest.raises(EngineError, match="代码表文件夹"):
        installed.install(home / "目录.csv", home / "none", None, {}, NOW)
    assert installed.current() == kept.version


def test_a_version_that_was_changed_is_not_used(home: Path) -> None:
    made = put(home, "JC1,甲,BASIC,K35.8\n")
    file = home / "dip" / made.version / "directory.csv"
    file.write_text(file.read_text("utf-8").replace("甲", "乙"), encoding="utf-8")
    with pytest.raises(NotReady, match=r"文件directory\.csv被改动"):
        installed.in_force()

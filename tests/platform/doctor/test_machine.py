"""检查本机: what the computer lacks is told with its mend, and what is there is not complained of."""

from __future__ import annotations

import datetime
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from zhida.platform.configuration import Configuration
from zhida.platform.doctor import examination, machine
from zhida.platform.doctor.checks import Check, State
from zhida.platform.doctor.machine import examine_machine


def examined(folder: Path) -> dict[str, Check]:
    return {each.code: each for each in examine_machine(Configuration(data_folder=folder))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "zhida"
    made.mkdir(mode=0o700)
    return made


def test_a_sound_machine_has_no_fault(folder: Path) -> None:
    assert [each for each in examined(folder).values() if each.state is State.FAULT] == []


def test_an_installation_that_was_never_made_is_not_made_by_asking(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    found = examined(folder)["folder"]
    assert (found.state, found.mend) == (State.FAULT, "请运行 zhida init")
    assert not folder.exists()


def test_a_place_where_no_folder_can_be_is_told_as_that(tmp_path: Path) -> None:
    file = tmp_path / "文件"
    file.write_text("x", encoding="ascii")
    for place in (file, file / "下面"):
        found = examined(place)["folder"]
        assert found.state is State.FAULT
        assert f"{file} 是文件" in found.said and "ZHIDA_DATA_FOLDER" in found.mend


def test_a_password_that_others_can_read_is_a_fault(folder: Path) -> None:
    (folder / "postgres.secret").write_text("x", encoding="ascii")
    (folder / "postgres.secret").chmod(0o644)
    found = examined(folder)["folder"]
    assert found.state is State.FAULT and found.mend.startswith("请运行 chmod 600")
    (folder / "postgres.secret").chmod(0o600)
    assert examined(folder)["folder"].state is State.FINE


def test_a_folder_that_others_can_list_is_a_warning(folder: Path) -> None:
    folder.chmod(0o755)
    assert examined(folder)["folder"].state is State.WARNING
    folder.chmod(0o711)  # the system account of root's server passes through
    assert examined(folder)["folder"].state is State.FINE


@pytest.mark.parametrize(
    ("gib", "state"), [(0.1, State.FAULT), (2, State.WARNING), (50, State.FINE)]
)
def test_room_on_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch, gib: float, state: State
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, int(gib * 2**30)))
    assert examined(folder)["disk"].state is state


def test_a_clock_before_the_installation_is_wrong() -> None:
    wrong = machine._clock(datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC))
    assert wrong.state is State.FAULT
    late = machine._clock(datetime.datetime(2090, 1, 1, tzinfo=datetime.UTC))
    assert late.state is State.WARNING and "工作日历只到" in late.said


def test_what_is_only_needed_at_times_is_a_warning(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert examined(folder)["office"].state is State.WARNING
    wanted = Configuration(data_folder=folder, fonts_folder=folder / "none")
    fonts = {each.code: each for each in examine_machine(wanted)}["fonts"]
    assert fonts.state is State.WARNING


def test_a_broken_table_of_the_law_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhida.data import DataError

    def broken(name: str) -> None:
        raise DataError(f"{name}.csv 第 2 行：应有 3 格，实有 2 格")

    monkeypatch.setattr(machine, "load", broken)
    found = examined(folder)["data"]
    assert found.state is State.FAULT and "第 2 行" in found.said


def test_a_database_that_can_not_be_reached_leaves_the_rest_unasked() -> None:
    # The tests' configuration names a host that is nowhere.
    found = {each.code: each for each in examination()}
    assert found["postgresql"].state is State.FAULT
    assert "连接不上数据库 zhida_app@nowhere" in found["postgresql"].said
    assert found["row-security"].state is State.UNKNOWN
    assert found["python"].state is State.FINE

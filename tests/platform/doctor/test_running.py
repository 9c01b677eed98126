"""检查运行: unsafe settings are a fault; a backup or a verification that is missing is a warning."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from zhida.platform.configuration import Configuration
from zhida.platform.doctor.checks import Check, State
from zhida.platform.doctor.running import examine_running
from zhida.platform.monitoring.verified import remember

NOW = datetime.datetime.now(datetime.UTC)


def told(folder: Path, now: datetime.datetime = NOW, **values: object) -> dict[str, Check]:
    configured = Configuration.model_construct(data_folder=folder, **values)  # type: ignore[arg-type]
    return {each.code: each for each in examine_running(configured, now)}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a backup of today and a verification that found nothing."""
    (tmp_path / "backups").mkdir()
    for name in ("zhida-20260101-010000.backup", "zhida-20260102-010000.backup"):
        (tmp_path / "backups" / name).touch(mode=0o600)
    remember(tmp_path, 12, True)
    return tmp_path


def test_a_service_that_is_looked_after_is_fine(kept: Path) -> None:
    found = told(kept)
    assert {each.state for each in found.values()} == {State.FINE}
    assert "zhida-20260102" in found["backups"].said and "第12块" in found["verified"].said


def test_what_was_never_done_is_a_warning_with_its_command(tmp_path: Path) -> None:
    found = told(tmp_path)
    assert found["backups"].state is found["verified"].state is State.WARNING
    assert "zhida backup" in found["backups"].mend
    assert "zhida ledger verify" in found["verified"].mend


def test_what_was_done_long_ago_is_a_warning(kept: Path) -> None:
    found = told(kept, NOW + datetime.timedelta(days=5))
    assert found["backups"].state is found["verified"].state is State.WARNING
    assert "已过5天" in found["backups"].said or "已过4天" in found["backups"].said


def test_a_backup_that_others_may_read_is_a_warning(kept: Path) -> None:
    os.chmod(kept / "backups" / "zhida-20260102-010000.backup", 0o644)
    assert "可被他人读取" in told(kept)["backups"].said


def test_a_ledger_that_was_found_wrong_and_unsafe_settings_are_faults(kept: Path) -> None:
    remember(kept, 12, False)
    found = told(kept, allowed_hosts=("*",))
    assert found["verified"].state is found["safety"].state is State.FAULT
    assert "ZHIDA_ALLOWED_HOSTS" in found["safety"].said

"""备份文件夹 folder: where backups lie, what they are called, and which is the latest."""

from __future__ import annotations

import datetime
from pathlib import Path

from zhida.platform.configuration import Configuration
from zhida.platform.errors import NotReady

_PATTERN = "zhida-*.backup"


def backup_folder(configured: Configuration) -> Path:
    """备份文件夹: the one that is configured, or `backups` in the data folder."""
    return configured.backup_folder or configured.data_folder / "backups"


def new_file(target: Path | None, configured: Configuration, now: datetime.datetime) -> Path:
    """新文件: a target that is a file, or a name of the moment in a folder. Raises `NotReady`."""
    folder = target or backup_folder(configured)
    if target is not None and not target.is_dir() and target.suffix:
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refused:
        raise NotReady(
            f"不能建立备份文件夹 {folder}（{refused.strerror}）：请另选一个，或更正 ZHIDA_BACKUP_FOLDER"
        ) from refused
    return folder / f"zhida-{now:%Y%m%d-%H%M%S}.backup"


def latest(configured: Configuration) -> Path | None:
    """最近的备份: by the moment in its name; None where there is none."""
    found = sorted(backup_folder(configured).glob(_PATTERN))
    return found[-1] if found else None

"""整体恢复 whole: from a file to an installation that works, and the proof that it is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from zhida.platform.backup import keys
from zhida.platform.backup.archive import Reading, reading
from zhida.platform.backup.manifest import Manifest
from zhida.platform.backup.restoring import load
from zhida.platform.configuration import Configuration
from zhida.platform.database import addresses
from zhida.platform.errors import NotReady
from zhida.platform.ledger.report import Report
from zhida.platform.ledger.verifying import verify
from zhida.platform.migrating import migrate

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """恢复结果: what was in the file, how many migrations followed, how the ledger was found.

    `key` is whether the installation's secret key is that of the backup.
    """

    manifest: Manifest
    migrated: int
    report: Report
    key: bool


def owner_address(configured: Configuration) -> str:
    """建表角色的连接. Raises `NotReady` where none is configured."""
    owner = addresses(configured).owner
    if owner is None:
        raise NotReady(
            "备份和恢复以建表的角色进行：请设置 ZHIDA_OWNER_DATABASE_URL（见 zhida init --sql）"
        )
    return owner


def restore(
    file: Path, configured: Configuration, progress: Progress = lambda step, done: None
) -> Restored:
    """恢复: into the configured database, which must be empty; then migrated and verified.

    Nothing is written before every part of the file was checked. Raises `NotReady`.
    """
    with reading(file) as backup:
        examine_backup(backup)
        load(owner_address(configured), backup, progress)
        if configured.secret_key is None and any(
            each.name == keys.KEY for each in backup.manifest.parts
        ):
            keys.put_back(configured, b"".join(backup.chunks(keys.KEY)))
        manifest = backup.manifest
    migrated, report = migrate(), verify(progress=progress)
    known = keys.fingerprint(configured)
    return Restored(manifest, migrated, report, bool(known) and known == manifest.key)


def examine_backup(backup: Reading) -> None:
    """检查备份: whole, and of this version or an earlier one. Raises `NotReady`."""
    backup.check()
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(backup.manifest.migrations) - known):
        raise NotReady(
            f"{backup.file.name} 来自 zhida {backup.manifest.version}，含本版本没有的更新"
            f"（{newer[0]}等{len(newer)}项）：请先安装同版或更新的版本"
        )

"""检查运行 running: what a service needs besides working: safe settings, backups, verifications."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.platform.backup.folder import backup_folder, latest
from zhida.platform.configuration import Configuration
from zhida.platform.doctor.checks import Check, fault, fine, warning
from zhida.platform.monitoring.readiness import RECENT
from zhida.platform.monitoring.verified import last_verified
from zhida.platform.safety import unsafe

_BACKED_UP_WITHIN = datetime.timedelta(days=2)


def examine_running(configured: Configuration, now: datetime.datetime) -> Iterator[Check]:
    """运行: may the pages be served; when were the books last backed up and verified here."""
    yield _safety(configured)
    yield _backups(configured, now)
    yield _verification(configured, now)


def _safety(configured: Configuration) -> Check:
    if reasons := list(unsafe(configured)):
        return fault("safety", "网页的安全", "；".join(reasons), "更正后再运行 zhida serve")
    said = "由代理提供 https" if configured.https else "只供本机"
    return fine("safety", "网页的安全", said)


def _backups(configured: Configuration, now: datetime.datetime) -> Check:
    folder, last = backup_folder(configured), latest(configured)
    mend = "请运行 zhida backup，并设为每日任务（zhida serve --print-systemd）"
    if last is None:
        return warning("backups", "备份", f"{folder} 里没有备份", mend)
    found = last.stat()
    taken = datetime.datetime.fromtimestamp(found.st_mtime, datetime.UTC)
    said = f"最近一份是 {last.name}"
    if now - taken > _BACKED_UP_WITHIN:
        return warning("backups", "备份", f"{said}，已过{(now - taken).days}天", mend)
    if found.st_mode & 0o077:
        return warning("backups", "备份", f"{said}，可被他人读取", f"请运行 chmod 600 {last}")
    return fine("backups", "备份", said)


def _verification(configured: Configuration, now: datetime.datetime) -> Check:
    last = last_verified(configured.data_folder)
    if last is None:
        return warning("verified", "全账核验", "本机还没有核验过", "请运行 zhida ledger verify")
    when = last.at.astimezone().strftime("%Y-%m-%d %H:%M")
    if not last.clean:
        return fault(
            "verified",
            "全账核验",
            f"{when}核验发现问题",
            "请再运行 zhida ledger verify，按所示办理",
        )
    if now - last.at > RECENT:
        return warning(
            "verified",
            "全账核验",
            f"最近一次在{when}",
            "请运行 zhida ledger verify，并设为每日任务",
        )
    return fine("verified", "全账核验", f"{when}核验到第{last.blocks}块，没有问题")

"""检查本机 machine: what the program needs of the computer it runs on."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from zhida.core.calendar import known_years
from zhida.data import DataError, load
from zhida.documents.writing.notice.pdf.typefaces import TypefaceError, Typefaces
from zhida.platform.configuration import Configuration
from zhida.platform.doctor.checks import Check, fault, fine, warning

_OLDEST_PYTHON = (3, 11)
_GIB = 2**30


def examine_machine(configured: Configuration) -> Iterator[Check]:
    """本机: Python, clock, data tables, folder, room, fonts, LibreOffice."""
    yield _python()
    yield _clock(datetime.datetime.now(datetime.UTC))
    yield _tables()
    yield _folder(configured)
    yield _room(configured.data_folder)
    yield _fonts(configured.fonts_folder)
    yield _office()


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        return fault("python", "Python", version, "请安装 Python 3.11 或更高版本")
    return fine("python", "Python", version)


def _clock(now: datetime.datetime) -> Check:
    """A clock that stands before the program was installed is wrong."""
    said = now.astimezone().strftime("%Y-%m-%d %H:%M %Z")
    installed = datetime.datetime.fromtimestamp(
        Path(str(files("zhida").joinpath("__init__.py"))).stat().st_mtime, datetime.UTC
    )
    if now < installed - datetime.timedelta(days=1):
        return fault(
            "clock", "时钟", f"{said}，早于本程序的安装时间", "请校准系统时间，并启用网络对时"
        )
    first, last = known_years()
    if not first <= now.year <= last:
        return warning(
            "clock", "时钟", f"{said}，工作日历只到{last}年", "请更新 zhida，以计算工作日和期限"
        )
    return fine("clock", "时钟", said)


def _tables() -> Check:
    names = sorted(
        each.name.removesuffix(".csv")
        for each in files("zhida.data").iterdir()
        if each.name.endswith(".csv")
    )
    try:
        rows = sum(len(load(name)) for name in names)
    except DataError as wrong:
        return fault("data", "数据表", str(wrong), "请更正该行，或重新安装 zhida")
    return fine("data", "数据表", f"{len(names)}张，{rows}行")


def _folder(configured: Configuration) -> Check:
    folder = configured.data_folder
    if not folder.is_dir():
        why = _unusable(folder)
        mend = "请用 ZHIDA_DATA_FOLDER 另选一个可写的文件夹" if why else "请运行 zhida init"
        return fault("folder", "数据文件夹", why or f"{folder} 不存在", mend)
    if not os.access(folder, os.W_OK | os.X_OK):
        return fault(
            "folder",
            "数据文件夹",
            f"{folder} 不可写",
            "请以其属主运行，或用 ZHIDA_DATA_FOLDER 另选",
        )
    secrets = (folder / name for name in ("postgres.secret", "secret-key", "zhida.toml"))
    opened = [each.name for each in secrets if each.exists() and _others_may_read(each)]
    if opened:
        return fault(
            "folder", "数据文件夹", f"{'、'.join(opened)} 可被他人读取",
            f"请运行 chmod 600 {' '.join(str(folder / each) for each in opened)}",
        )  # fmt: skip
    if folder.stat().st_mode & (stat.S_IRWXO & ~stat.S_IXOTH | stat.S_IWGRP):
        return warning(
            "folder", "数据文件夹", f"{folder} 对他人开放", f"请运行 chmod go-rw {folder}"
        )
    return fine("folder", "数据文件夹", str(folder))


def _unusable(folder: Path) -> str:
    """Why a folder that isn't there can't be made; "" where it can."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir():
        return f"{there} 是文件，不是文件夹"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{folder} 不存在，也不能建立：{there} 不可写"
    return ""


def _others_may_read(file: Path) -> bool:
    return bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _room(folder: Path) -> Check:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    said = f"余{free / _GIB:.1f} GiB"
    if free < _GIB // 2:
        return fault("disk", "磁盘空间", said, "请清理磁盘：空间用尽时不能记账")
    if free < 5 * _GIB:
        return warning("disk", "磁盘空间", said, "请准备 5 GiB 以上，供数据库和备份使用")
    return fine("disk", "磁盘空间", said)


def _fonts(folder: Path | None) -> Check:
    try:
        faces = Typefaces(folder).faces()
    except TypefaceError as missing:
        return warning("fonts", "中文字体", "没有找到", str(missing))
    substituted = [
        face
        for face, each in faces.items()
        if isinstance(each["families"], list) and each["families"][0] != face
    ]
    if substituted:
        return fine("fonts", "中文字体", f"{'、'.join(substituted)}以近似字体代替")
    return fine("fonts", "中文字体", "公文字体齐全")


def _office() -> Check:
    found = shutil.which("soffice")
    if found is None:
        return warning(
            "office",
            "LibreOffice",
            "没有安装",
            "读取 .doc、.wps 等旧格式时需要，请安装 LibreOffice",
        )
    return fine("office", "LibreOffice", found)

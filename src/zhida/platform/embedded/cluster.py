"""数据目录 cluster: the folder of an embedded server, closed to others before anything is in it."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from zhida.platform.embedded.programs import ACCOUNT, MAJOR, Account, is_open, run
from zhida.platform.errors import NotReady

SUPERUSER = "postgres"
SOCKET = ".s.PGSQL.5432"
_LONGEST = 103 if sys.platform == "darwin" else 107
"""Bytes of the path of a unix socket, without the closing zero (sys/un.h)."""
_UNFIT = set('"$`\\,\n')
"""pg_ctl hands the folder to a shell between quotation marks; a host with a comma is two hosts."""

_HBA = f"""\
# 由 zhida 写入：任何人都须凭口令，且只能经本机套接字连接。
local all         all          scram-sha-256
local replication {SUPERUSER}     scram-sha-256
"""

_SETTINGS = """\
# 由 zhida 在每次启动时写入；自己的设置请写在 local.conf。
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = 60
# A notebook has other things to do; the whole fiscal tree's figures fit in this.
shared_buffers = {shared}MB
effective_cache_size = {cache}MB
work_mem = 8MB
maintenance_work_mem = 64MB
random_page_cost = 1.1
jit = off
# Money: what was said to be booked is on the disk.
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
min_wal_size = 80MB
max_wal_size = 1GB
checkpoint_timeout = 15min
timezone = 'Asia/Shanghai'
lc_messages = 'C'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%d.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
log_timezone = 'Asia/Shanghai'
log_line_prefix = '%m [%p] %q%u@%d '
# Words of a statement may hold names and amounts.
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
"""


def secret_file(folder: Path) -> Path:
    """口令文件: beside the folder, readable by the installation's owner alone."""
    return folder.with_name(f"{folder.name}.secret")


def password(folder: Path) -> str:
    """The superuser's password. Those of the other roles are derived from it."""
    return secret_file(folder).read_text(encoding="ascii").strip()


def ensure(folder: Path, by: Account | None) -> None:
    """建目录: makes the folder where it is missing, refuses one that isn't ours to use.

    It appears whole or not at all. Raises `NotReady`.
    """
    version = folder / "PG_VERSION"
    if not version.exists():
        if folder.exists() and any(folder.iterdir()):
            raise NotReady(
                f"{folder} 里有别的文件，不能建立数据库：请清空它，或用 ZHIDA_DATA_FOLDER 另选文件夹"
            )
        _make(folder, by)
    uid = by.uid if by else os.geteuid()
    if folder.stat().st_uid != uid:
        raise NotReady(
            f"{folder} 属于另一个账户（编号 {folder.stat().st_uid}），本次运行须由编号 {uid} 的账户使用："
            "请换回原来的用户运行，或用 ZHIDA_DATA_FOLDER 另选一个文件夹"
        )
    found = version.read_text(encoding="ascii").strip()
    if found != str(MAJOR):
        raise NotReady(
            f"{folder} 是 PostgreSQL {found} 的数据，本版本内置的是 PostgreSQL {MAJOR}："
            f"请用 {found} 版的 pg_dump 导出，移走该文件夹后再导入"
        )
    if not secret_file(folder).exists():
        _renew_password(folder, by)


def configure(folder: Path, by: Account | None) -> Path:
    """配置: writes the server's settings and who may connect; answers the socket's folder."""
    socket = socket_folder(folder, by)
    memory = _memory_mb()
    settings = _SETTINGS.format(
        socket=str(socket).replace("'", "''"),
        shared=max(64, min(512, memory // 8)),
        cache=max(256, memory // 2),
    )
    _write(folder / "zhida.conf", settings, by)
    _write(folder / "pg_hba.conf", _HBA, by)
    return socket


def socket_folder(folder: Path, by: Account | None) -> Path:
    """套接字目录: the folder itself, or a short one of our own where its path is too long."""
    if len(os.fsencode(folder / SOCKET)) <= _LONGEST:
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR") if by is None else None
    for parent in filter(None, (runtime, "/run" if by else None, tempfile.gettempdir(), "/tmp")):
        short = Path(parent) / f"zhida-{name}"
        if Path(parent).is_dir() and len(os.fsencode(short / SOCKET)) <= _LONGEST:
            _make_private(short, by)
            return short
    raise NotReady(
        f"路径 {folder} 太长（套接字路径不得超过{_LONGEST}字节）：请用 ZHIDA_DATA_FOLDER 选较短的文件夹"
    )


def _make_private(short: Path, by: Account | None) -> None:
    """In a folder that all may write to, somebody may have been here first."""
    uid = by.uid if by else os.geteuid()
    try:
        short.mkdir(mode=0o700)
        if by:
            os.chown(short, by.uid, by.gid)
    except FileExistsError:
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
            raise NotReady(
                f"{short} 不是本系统建立的文件夹，可能被他人占用：请删除它后重试"
            ) from None


def open_way(folder: Path, by: Account | None) -> None:
    """The data folder exists, and the account can pass through it, but not look into it."""
    parent = folder.parent
    if strange := _UNFIT & set(str(folder)):
        raise NotReady(
            f"路径 {folder} 含有数据库程序不能处理的字符（{' '.join(sorted(strange))}）："
            "请用 ZHIDA_DATA_FOLDER 另选一个文件夹"
        )
    try:
        parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refused:
        raise NotReady(
            f"不能建立数据文件夹 {parent}（{refused.strerror}）：请用 ZHIDA_DATA_FOLDER 另选一个"
        ) from refused
    if by is None:
        return
    if not is_open(parent, by):
        parent.chmod(stat.S_IMODE(parent.stat().st_mode) | 0o011)
    if not is_open(parent, by):
        shut = next(each for each in reversed(parent.parents) if not is_open(each, by))
        raise NotReady(
            f"以 root 运行时数据库由系统账户 {ACCOUNT} 运行，它进不去 {shut}："
            "请用 ZHIDA_DATA_FOLDER 选 /var/lib 或 /srv 下的文件夹，或改用普通用户运行"
        )


def _make(folder: Path, by: Account | None) -> None:
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if by:
        os.chown(new, by.uid, by.gid)
    secret = secrets.token_urlsafe(32)
    _write(new.with_name(f"{new.name}.pw"), secret + "\n", by)
    try:
        made = run(
            folder,
            "initdb",
            f"--pgdata={new}",
            f"--username={SUPERUSER}",
            f"--pwfile={new}.pw",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            # The same order of texts on every system, and after every upgrade of one.
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            by=by,
        )
    finally:
        new.with_name(f"{new.name}.pw").unlink(missing_ok=True)
    if made.returncode:
        shutil.rmtree(new, ignore_errors=True)
        raise NotReady(f"不能在 {folder} 建立数据库：{told(made.stderr)}")
    with (new / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude = 'zhida.conf'\ninclude_if_exists = 'local.conf'\n")
    _keep_secret(folder, secret)
    if folder.exists():
        folder.rmdir()
    new.rename(folder)


def _renew_password(folder: Path, by: Account | None) -> None:
    """Who may read the folder may do anything: the password is made anew, not asked for."""
    secret = secrets.token_urlsafe(32)
    statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{secret}';\n"
    configure(folder, by)
    done = run(folder, "postgres", "--single", "-D", str(folder), "postgres", by=by, text=statement)
    if done.returncode:
        raise NotReady(
            f"口令文件 {secret_file(folder)} 不见了，重设口令失败：{told(done.stderr)}。"
            "请先停止正在使用这个数据库的程序"
        )
    _keep_secret(folder, secret)


def _keep_secret(folder: Path, secret: str) -> None:
    file = secret_file(folder)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with open(part, "x", encoding="ascii", opener=_private) as opened:
        opened.write(secret + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(file: Path, text: str, by: Account | None) -> None:
    """In one go, so that a crash leaves the old file or the new one."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with open(part, "x", encoding="utf-8", opener=_private) as opened:
        opened.write(text)
    if by:
        os.chown(part, by.uid, by.gid)
    part.replace(file)


def told(words: str) -> str:
    """The last thing that PostgreSQL said, with a mend for what happens most."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    said = next(
        (line for line in reversed(lines) if "FATAL" in line or "PANIC" in line or "error" in line),
        lines[-1] if lines else "没有说明",
    )
    if "No space left" in words:
        return f"磁盘已满，请清理后重试（{said}）"
    if "Permission denied" in words:
        return f"没有权限，请检查文件夹的属主（{said}）"
    return said


def _memory_mb() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (ValueError, OSError):
        return 4096

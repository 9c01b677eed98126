"""内置数据库 embedded: a real PostgreSQL in a folder, shared by the processes that need it.

It runs from the first process that asks until the last one that asked ends.
Both are known by a lock on a file, which the system drops with its process, so
a process that is killed leaves nothing behind that must be cleared.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from zhida.platform.embedded import cluster
from zhida.platform.embedded.programs import Account, account, run
from zhida.platform.errors import NotReady

__all__ = ["start", "stop"]

_held: dict[Path, tuple[int, int]] = {}
"""Folder → who holds it (a forked child has its parent's memory), and the lock that says so."""
_one_at_a_time = threading.RLock()
_PATIENCE = 120
"""Seconds: after a crash the server first reads its log."""


def start(folder: Path) -> str:
    """启动: the server of a folder; its superuser's connection string.

    Running already, it is shared. Raises `NotReady`.
    """
    by = account()
    folder = folder.expanduser().resolve()
    with _one_at_a_time:
        cluster.open_way(folder, by)
        _hold(folder)
        try:
            with _alone(folder):
                cluster.ensure(folder, by)
                return _running(folder, by) or _started(folder, by)
        except BaseException:
            stop(folder)
            raise


def stop(folder: Path) -> None:
    """停止: ends this process's use; the server ends with its last user."""
    folder = folder.expanduser().resolve()
    with _one_at_a_time:
        pid, lock = _held.pop(folder, (0, -1))
        if lock < 0:
            return
        if pid == os.getpid() and _is_last(lock):
            run(folder, "pg_ctl", "stop", "-D", str(folder), "-m", "fast", "-w", by=account())
        os.close(lock)


def _stop_all() -> None:
    for folder, (pid, _) in list(_held.items()):
        if pid == os.getpid():
            stop(folder)


def _hold(folder: Path) -> None:
    if _held.get(folder, (0, -1))[0] == os.getpid():
        return
    if not _held:
        atexit.register(_stop_all)
    lock = _opened(folder.with_name(f"{folder.name}.users"))
    _lock(lock, shared=True)
    _held[folder] = (os.getpid(), lock)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes or starts the server."""
    lock = _opened(folder.with_name(f"{folder.name}.starting"))
    try:
        _lock(lock, shared=False)
        yield
    finally:
        os.close(lock)


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as refused:
        raise NotReady(
            f"不能写入 {file.parent}（{refused.strerror}）：这个数据文件夹属于另一个用户，"
            "请以该用户运行，或用 ZHIDA_DATA_FOLDER 另选一个"
        ) from refused


def _lock(lock: int, *, shared: bool) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)


def _is_last(lock: int) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _running(folder: Path, by: Account | None) -> str | None:
    """The connection string, where the server runs and answers; it may just be dying."""
    until = time.monotonic() + _PATIENCE
    while not run(folder, "pg_ctl", "status", "-D", str(folder), by=by).returncode:
        lines = _pid_lines(folder)
        if _is_left_over(lines):
            for name in ("postmaster.pid", cluster.SOCKET, f"{cluster.SOCKET}.lock"):
                (folder / name).unlink(missing_ok=True)
                (cluster.socket_folder(folder, by) / name).unlink(missing_ok=True)
            return None
        if len(lines) > 4 and (address := _answering(folder, Path(lines[4]))):
            return address
        if time.monotonic() > until:
            raise NotReady(f"数据库没有应答，进程号是 {lines[0]}。记录见 {folder / 'log'}")
        time.sleep(0.1)
    return None


def _is_left_over(lines: list[str]) -> bool:
    """The server was killed: its number is nobody's any more, or another program's."""
    process = Path("/proc", lines[0].strip())
    try:
        name = (process / "comm").read_text(encoding="utf-8").strip()
        state = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:  # no such process; or no such files on this system
        return False
    return name != "postgres" or state == "Z"


def _pid_lines(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines() or [""]
    except FileNotFoundError:
        return [""]


def _started(folder: Path, by: Account | None) -> str:
    socket = cluster.configure(folder, by)
    log = folder / "startup.log"
    log.unlink(missing_ok=True)
    for _ in range(5):
        done = run(
            folder,
            "pg_ctl",
            "start",
            *("-D", str(folder), "-l", str(log), "-w", "-t", str(_PATIENCE)),
            by=by,
        )
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        if not done.returncode or "shared memory block" not in said:
            break
        time.sleep(1)  # the children of a server that was killed are still leaving
    if done.returncode:
        raise NotReady(
            f"数据库没有启动：{cluster.told(said if 'FATAL' in said else _last_words(folder))}。"
            f"记录见 {folder / 'log'}"
        )
    address = _answering(folder, socket)
    if address is None:
        raise NotReady(f"数据库启动后没有应答。记录见 {folder / 'log'}")
    return address


def _last_words(folder: Path) -> str:
    logs = sorted((folder / "log").glob("*.log"), key=lambda each: each.stat().st_mtime)
    return logs[-1].read_text(encoding="utf-8", errors="replace")[-4000:] if logs else ""


def _answering(folder: Path, socket: Path) -> str | None:
    """The superuser's connection string, where the server takes it."""
    secret = quote(cluster.password(folder), safe="")
    address = f"postgresql://{cluster.SUPERUSER}:{secret}@/postgres?host={quote(str(socket))}"
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as refused:
        if "password authentication" in str(refused):
            raise NotReady(
                f"口令文件 {cluster.secret_file(folder)} 与数据库不符："
                "请从备份恢复该文件；或停止所有 zhida 程序后删除它，下次启动时会重设"
            ) from refused
        return None
    return address

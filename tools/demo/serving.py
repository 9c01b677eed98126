"""开门 serving: `zhida serve` on a free port; everybody signs in once; address and accounts are told."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unicodedata import east_asian_width

from demo.people import ACCOUNTS
from demo.visiting import DESK, Browser
from zhida.platform.regions.models import Agency

_START_SECONDS, _STOP_SECONDS = 60, 60
_WORDS = ("梨", "杏", "桑", "榆", "柳", "枣", "葵", "麦")


class NotServed(Exception):
    """The server, or somebody's desk, did not answer as it should."""


def serve(folder: Path, given: Mapping[str, str], *, staying: bool) -> None:
    """Serves the installation in `folder`; people change the passwords `given` to them first."""
    with _served(folder) as (address, process):
        for path in ("/health", "/ready"):
            status = Browser(address).open(path)[0]
            if status != 200:
                raise NotServed(f"{path} answers {status}")
            print(f"{path} 200")
        passwords = {each.name: _entered(address, each.name, given[each.name]) for each in ACCOUNTS}
        _tell(address, passwords)
        if staying:
            print("按 Ctrl+C 停止。", flush=True)
            try:
                process.wait()
            except KeyboardInterrupt:
                print("\n停止……")


def _entered(address: str, name: str, one_time: str) -> str:
    """Somebody changes the one-time password and comes in with their own; answers it."""
    own = f"{secrets.choice(_WORDS)}{secrets.token_hex(4)}-{secrets.choice(_WORDS)}"
    first = Browser(address)
    first.sign_in(name, one_time)
    first.change(one_time, own)
    browser = Browser(address)
    browser.sign_in(name, own)
    status, path, page = browser.open(DESK)
    if status != 200 or path != DESK or name not in page:
        raise NotServed(f"{name} signed in and arrived at {path} with status {status}")
    return own


def _tell(address: str, passwords: Mapping[str, str]) -> None:
    print(f"\n{len(passwords)}个账号都已登录一次，工作台打开正常。\n\n网址：{address}/\n")
    names = dict(Agency.objects.values_list("code", "name"))
    rows = [("用户", "密码", "单位", "角色", "可以做什么")]
    rows += [
        (each.name, passwords[each.name], names[each.agency], str(each.role.label), each.task)
        for each in ACCOUNTS
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        print("  ".join(cells).rstrip())
    print(flush=True)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("zhida"))
    log = folder.resolve() / "serve.log"
    environ = os.environ | {"ZHIDA_LOG_FILE": str(log)}
    process = subprocess.Popen([program, "serve", "--port", str(port)], env=environ)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, log)
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if Browser(address).open("/ready")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise NotServed(f"zhida serve doesn't answer at {address}; see {log}")

"""`zhida serve` as a process of its own, and what can be seen of it from outside."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START_SECONDS = 60
_STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """It listens on a port of this machine; `pid` is the process."""

    port: int
    pid: int

    def memory(self) -> float:
        """Its resident memory, in MiB (the database's processes are others)."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kib) / 1024

    def get(self, path: str) -> tuple[int, str]:
        """What it answers to somebody who isn't signed in."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


@contextmanager
def served(folder: Path, log: Path) -> Iterator[Server]:
    """A server on the database of a data folder; it ends with the block. RuntimeError if it won't start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = os.environ | {"ZHIDA_DATA_FOLDER": str(folder), "ZHIDA_LOG_FILE": str(log)}
    program = str(Path(sys.executable).with_name("zhida"))
    process = subprocess.Popen([program, "serve", "--port", str(port)], env=environ)
    try:
        server = Server(port, process.pid)
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if server.get("/ready")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"zhida serve doesn't answer on port {server.port}")

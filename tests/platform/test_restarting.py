"""重启: the database dies under load; each request is done or refused, and nothing is done by half."""

from __future__ import annotations

import itertools
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.platform.accounts.people import enter, signed_in
from tests.platform.api.calling import BASE, System, system
from tests.platform.ledger.desk import DAY, LINE, PROVINCE, book, receipt

from zhida.platform import database as databases
from zhida.platform.ledger.queries import balances_of, booked_vouchers, find_lines
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

YUAN = 1000
PATIENCE = 30
SHAPE = {"code", "message", "hint", "field", "sources"}


class Caller(threading.Thread):
    """Who asks the application again and again, as a server would pass it on, until told to end."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.stop = stop
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []

    def run(self) -> None:
        try:
            for turn in itertools.count():
                if self.stop.is_set():
                    return
                self.turn(turn)
        finally:
            connections.close_all()

    def turn(self, number: int) -> None:
        """One thing to ask."""
        raise AssertionError("each caller has its own")

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            **{f"HTTP_{name}": value for name, value in headers.items()},
        }
        said: list[str] = []

        def start(status: str, headers: object, wrong: object = None, /) -> Callable[[bytes], None]:
            said.append(status)
            return lambda content: None

        answer = APPLICATION(environ, start)
        content = b"".join(answer)
        answer.close()
        status = int(said[0].split()[0])
        self.statuses[status] += 1
        if status == 503:
            time.sleep(0.02)  # as somebody who tries again in a while
        return status, content


class Writer(Caller):
    """A system that registers one yuan after the other, each under its key until it is done."""

    def __init__(self, stop: threading.Event, caller: System) -> None:
        super().__init__(stop)
        self.caller = caller
        self.done: list[tuple[int, int]] = []

    def turn(self, number: int) -> None:
        """One yuan: asked for until it is acknowledged, the restart notwithstanding."""
        key = f"{self.caller.user.pk}-{number}"
        paper = {"number": key, "day": DAY.isoformat()}
        body = {"verb": "register", "line": LINE.digest.hex(), "amount_fen": 100, "paper": paper}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, content = self.ask(
                "POST",
                f"{BASE}/ledger/acts",
                json.dumps(body).encode(),
                AUTHORIZATION=f"Bearer {self.caller.secret}",
                IDEMPOTENCY_KEY=key,
            )
            told = json.loads(content)
            if status == 200:
                self.done.append((told["year"], told["number"]))
                return
            if (status, told["code"]) != (503, "unavailable") or set(told) != SHAPE:
                self.faults.append(f"{status} {told}")
                return
        self.faults.append(f"{key}: never done")


class Reader(Caller):
    """A person who looks at pages."""

    def __init__(self, stop: threading.Event, cookies: str) -> None:
        super().__init__(stop)
        self.cookies = cookies

    def turn(self, number: int) -> None:
        """A page: whole, or the one that says that the database is away."""
        path = ("/ledger/", "/ledger/vouchers/")[number % 2]
        status, content = self.ask("GET", path, COOKIE=self.cookies)
        words = content.decode()
        if {200: "</html>", 503: "数据库没有应答"}.get(status, "\0") not in words:
            self.faults.append(f"{status} {words[:200]}")


APPLICATION = get_wsgi_application()


def test_a_database_that_dies_under_load_leaves_nothing_half_booked(
    database: str, server: str
) -> None:
    """Killed as by a power cut and started again; the application goes on by itself."""
    with scope("650000"):
        book(receipt(YUAN))
    enter("查账人", PROVINCE)
    browser = signed_in("查账人")
    browser.get("/may/", {"year": "2025"})
    cookies = "; ".join(f"{each.key}={each.value}" for each in browser.cookies.values())
    stop = threading.Event()
    writers = [Writer(stop, system(name, PROVINCE)) for name in ("甲系统", "乙系统")]
    callers: list[Caller] = [*writers, Reader(stop, cookies)]
    connections.close_all()
    with psycopg.connect(server) as session:
        folder = Path(str(session.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]
    for each in callers:
        each.start()
    try:
        until(lambda: all(each.statuses[200] >= 3 for each in callers), callers)
        kill(folder)
        until(lambda: all(each.statuses[503] for each in callers), callers)
    finally:
        databases.start(folder)
    before = {each: each.statuses[200] for each in callers}
    until(lambda: all(each.statuses[200] >= before[each] + 3 for each in callers), callers)
    stop.set()
    for each in callers:
        each.join(PATIENCE)
        assert (each.faults, set(each.statuses)) == ([], {200, 503})
    done = [voucher for each in writers for voucher in each.done]
    assert len(set(done)) == len(done), "each was booked by a voucher of its own"
    with scope("650000"):
        assert set(booked_vouchers(done)) == set(done), "what was acknowledged is there"
        (stood,) = balances_of(find_lines(LINE.digest.hex())).values()
    kinds = {kind: fen for (kind, _), fen in stood.items()}
    assert kinds == {"pending": 100 * (YUAN - len(done)), "registered": 100 * len(done)}
    assert verify().clean


def kill(folder: Path) -> None:
    """The server ends at once, without a word to anybody; the next one reads its log first."""
    number = int((folder / "postmaster.pid").read_text("ascii").splitlines()[0])
    os.kill(number, signal.SIGQUIT)
    until(lambda: not (folder / "postmaster.pid").exists())


def until(holds: Callable[[], bool], callers: Sequence[Caller] = ()) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert not any(each.faults for each in callers), [each.faults for each in callers]
        assert time.monotonic() < end, [each.statuses for each in callers]
        time.sleep(0.02)

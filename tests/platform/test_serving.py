"""服务: waitress on this machine, with limits; work beside the pages ends with them."""

from __future__ import annotations

import gc
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from zhida.platform.configuration import Configuration
from zhida.platform.serving import make_server, run

Answer = Callable[[dict[str, Any], Any], list[bytes]]


def told(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Where the request came from, as the application sees it."""
    environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]


@contextmanager
def served(work: Any = (), **values: object) -> Iterator[int]:
    """A server in a thread; its port."""
    with serving(told, work, **values) as server:
        yield int(server.effective_port)


@contextmanager
def serving(application: Answer, work: Any = (), **values: object) -> Iterator[Any]:
    """A server of an application in a thread."""
    server = make_server(application, Configuration.model_construct(**values), 0)  # type: ignore[arg-type]
    thread = threading.Thread(target=run, args=(server, work), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        # In the process itself a signal ends the loop; here the loop is left nothing to watch.
        with suppress(OSError):  # woken for an answer, it may have ended by the time it is woken
            server.trigger.pull_trigger(server._map.clear)
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()
        gc.unfreeze()


def ask(port: int, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer.headers


def test_who_says_to_come_from_elsewhere_is_not_believed() -> None:
    with served() as port:
        status, seen, headers = ask(port, X_Forwarded_For="10.9.9.9", X_Forwarded_Proto="https")
        assert (status, seen) == (200, "127.0.0.1 http")
        assert "waitress" not in str(headers).lower()


def test_a_declared_proxy_is_believed() -> None:
    with served(https="proxy") as port:
        _, seen, _ = ask(port, X_Forwarded_For="10.9.9.9", X_Forwarded_Proto="https")
        assert seen == "10.9.9.9 https"


def test_a_body_above_the_limit_is_refused_before_it_is_read() -> None:
    with served(upload_megabytes=1) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(2 * 2**20))
        connection.endheaders()
        connection.send(b"x" * 1024)
        assert connection.getresponse().status == 413


def test_an_upload_that_stalls_holds_no_worker_and_reaches_no_page() -> None:
    """Its connection is closed when it has been silent for a minute; what it sent goes with it."""
    asked: list[str] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        return told(environ, start)

    with serving(application, threads=1) as server:
        port = int(server.effective_port)
        stalled = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        for each in stalled:
            each.sendall(
                b"POST /notices/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"
            )
            each.sendall(b"x" * 100)
        assert ask(port)[0] == 200, "the only worker is free"
        stalled.pop().close()
        server.maintenance(time.time() + 30)
        server.pull_trigger()
        assert ask(port)[0] == 200
        for each in stalled:
            each.setblocking(False)
            with pytest.raises(BlockingIOError):
                each.recv(1)
            each.setblocking(True)
        server.maintenance(time.time() + 61)
        server.pull_trigger()
        for each in stalled:
            assert each.recv(1) == b"", "hung up"
            each.close()
        assert ask(port)[0] == 200
    assert asked == ["/"] * 3


def test_nobody_waits_while_what_stays_for_good_is_looked_through() -> None:
    with served() as port:
        assert ask(port)[0] == 200
        assert gc.get_freeze_count() > 10 * len(gc.get_objects()), "the pages, and what they import"


def test_work_beside_the_pages_ends_with_them() -> None:
    began, ended = threading.Event(), threading.Event()

    def work(stop: threading.Event) -> None:
        began.set()
        stop.wait(10)
        ended.set()

    with served(work=(work,)):
        assert began.wait(5)
    assert ended.wait(5)

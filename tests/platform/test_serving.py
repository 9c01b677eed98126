"""服务: waitress on this machine, with limits; work beside the pages ends with them."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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
    server = make_server(told, Configuration.model_construct(**values), 0)  # type: ignore[arg-type]
    thread = threading.Thread(target=run, args=(server, work), daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        # In the process itself a signal ends the loop; here the loop is left nothing to watch.
        server.trigger.pull_trigger(server._map.clear)
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()


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


def test_work_beside_the_pages_ends_with_them() -> None:
    began, ended = threading.Event(), threading.Event()

    def work(stop: threading.Event) -> None:
        began.set()
        stop.wait(10)
        ended.set()

    with served(work=(work,)):
        assert began.wait(5)
    assert ended.wait(5)

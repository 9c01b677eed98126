"""服务 serving: the pages over HTTP, on this machine alone, until the process is told to end.

A proxy on the same machine ends TLS and is believed where `ZHIDA_HTTPS=proxy`
says so; a header of anybody else's about where a request came from is dropped.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.urls import get_resolver
from waitress.server import create_server

from zhida.platform.configuration import Configuration
from zhida.platform.monitoring.logs import event

HOST = "127.0.0.1"
Work = Callable[[threading.Event], None]
"""What runs beside the pages, in a thread, until the event is set."""

_CONNECTIONS = 500
_SILENCE_SECONDS = 60
_HEADERS = 32 * 1024


def make_server(application: Any, configured: Configuration, port: int) -> Any:
    """建服务: a waitress server that is bound and not yet running. Raises `OSError` for a taken port.

    `threads` requests are answered at once, each with a connection to the
    database of its own; the others wait their turn. A connection that is silent
    for a minute is closed. A body above `upload_megabytes` gets status 413.
    """
    proxied: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if configured.https == "proxy":
        proxied |= {
            "trusted_proxy": HOST,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return create_server(
        application,
        host=HOST,
        port=port,
        threads=configured.threads,
        connection_limit=_CONNECTIONS,
        channel_timeout=_SILENCE_SECONDS,
        max_request_header_size=_HEADERS,
        max_request_body_size=configured.upload_megabytes * 2**20,
        ident=None,
        **proxied,
    )


def run(server: Any, work: Sequence[Work] = ()) -> None:
    """运行: until the process is interrupted; requests that are being answered are finished."""
    try:
        with _beside(work):
            _keep_loaded()
            event("started", port=int(server.effective_port))
            server.run()
    finally:
        server.close()
        event("stopped")


def _keep_loaded() -> None:
    """Every page is loaded before the first is asked for, and none of it is looked through again.

    The collector of garbage would stop everybody for a third of a second to walk through
    half a million objects that stay as long as the process.
    """
    _ = get_resolver().reverse_dict
    gc.collect()
    gc.freeze()


@contextmanager
def _beside(work: Sequence[Work]) -> Iterator[None]:
    stop = threading.Event()
    threads = [threading.Thread(target=each, args=(stop,), daemon=True) for each in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=30)

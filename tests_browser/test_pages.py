"""The pages in a browser: nothing is fetched from elsewhere, nothing is wrong on the console.

A server of this process answers on the loopback interface; whoever is signed in is
told to it beforehand. Every address but that leads to a listener that only counts.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.platform.accounts.people import enter, signed_in
from waitress.server import create_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
PAGES = (
    "/desk/",
    "/due/",
    "/may/",
    "/account/password/",
    "/account/sessions/",
    "/account/factor/",
    "/account/reauthenticate/",
)
OF_THE_BROWSER = (".google.com", ".googleapis.com", ".gvt1.com")
"""Where Chromium asks on its own behalf, whatever page it shows."""

Look = Callable[..., str]
"""Open a path in the browser and give the page as it then stands."""


@pytest.fixture
def site(database: str) -> Iterator[str]:
    """The address of a server in which 王芳 is signed in, whoever asks."""
    enter("王芳")
    cookie = signed_in("王芳").cookies["sessionid"].value
    application = get_wsgi_application()

    def signed(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if "/account/login" not in environ["PATH_INFO"]:
            environ["HTTP_COOKIE"] = f"sessionid={cookie}"
        try:
            return application(environ, start)
        finally:
            connections.close_all()

    server = create_server(signed, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def look(site: str, tmp_path: Path) -> Iterator[Look]:
    """Looks at pages; fails where one asked for anything elsewhere, or the console complained."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as outside:
        threading.Thread(target=_listen, args=(outside, asked), daemon=True).start()

        def run(path: str, *options: str, size: str = "1366,768") -> str:
            done = subprocess.run(
                [
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--hide-scrollbars",
                    "--enable-logging=stderr",
                    f"--proxy-server=127.0.0.1:{outside.getsockname()[1]}",
                    "--proxy-bypass-list=127.0.0.1",
                    f"--window-size={size}",
                    f"--user-data-dir={tmp_path / 'profile'}",
                    *options,
                    "--dump-dom",
                    f"{site}{path}",
                ],
                capture_output=True,
                encoding="utf-8",
                timeout=120,
                check=True,
            )
            complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
            assert not complaints, complaints
            return done.stdout

        yield run
    ours = [line for line in asked if not any(maker in line for maker in OF_THE_BROWSER)]
    assert not ours, ours


def _listen(outside: socket.socket, asked: list[str]) -> None:
    """Notes the first line of whatever is asked for, and answers nothing.

    A connection that closes without a word is one that the browser holds ready for itself.
    """
    while True:
        try:
            caller, _ = outside.accept()
        except OSError:  # the test is over
            return
        with caller:
            words = _read(caller)
            if words:
                asked.append(words.decode("ascii", "replace").partition("\r\n")[0])


def _read(caller: socket.socket) -> bytes:
    try:
        return caller.recv(2000)
    except ConnectionError:
        return b""


def test_every_page_stands_with_a_quiet_console_and_asks_nothing_elsewhere(look: Look) -> None:
    for path in PAGES:
        page = look(path)
        assert 'id="main"' in page and "王芳" in page, path


def test_the_way_in_stands_so_too(look: Look) -> None:
    assert 'name="password"' in look("/account/login/")


def test_the_description_of_the_api_is_shown_without_a_network(look: Look) -> None:
    """Swagger's own files, under our policy of content: every route is drawn."""
    shown = look("/api/v1/docs", "--virtual-time-budget=30000")
    assert shown.count("opblock-summary-path") > 50
    assert "/api/v1/payments/imports" in shown

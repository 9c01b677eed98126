"""A server of this process with a small nation in it, and Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

# Playwright keeps a loop in this thread; Django is asked here for the seed alone.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from tests.platform.accounts.people import signed_in
from tests.postgresql import fresh_database
from tests_browser.seeded import seed
from tests_browser.watching import Watched
from waitress.server import create_server

from zhida.platform.jobs.worker import run_worker

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZE = (1366, 768)
OPTIONS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    # A name that is not the loopback's leads nowhere: whoever asks for one fails on the console.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

Open = Callable[..., Watched]
"""A browser of its own for somebody, by name: signed in, 1366 × 768 if nothing else is said."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests_browser/test_pages.py --pictures FOLDER`: every page as it looks on two screens."""
    parser.addoption("--pictures", type=Path, help="a folder for pictures of every page")


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures of the pages are wanted; nowhere if nothing was said."""
    folder: Path | None = request.config.getoption("--pictures")
    return folder


@pytest.fixture(scope="session")
def site(server: str) -> Iterator[str]:
    """The address of a server on a small nation, whose people are `seeded.PEOPLE`."""
    application = get_wsgi_application()

    def closing(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            return application(environ, start)
        finally:
            connections.close_all()

    with fresh_database(server):
        seed()
        listening = create_server(closing, host="127.0.0.1", port=0, threads=8)
        stop = threading.Event()
        threads = [
            threading.Thread(target=listening.run, daemon=True),
            threading.Thread(target=run_worker, args=(stop,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        yield f"http://127.0.0.1:{listening.effective_port}"
        stop.set()
        listening.close()
        for thread in threads:
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def opened(site: str, chromium: Browser) -> Iterator[Open]:
    """Opens browsers; when the test is over none may have complained or asked for anything elsewhere."""
    watched: list[Watched] = []

    def open_for(name: str = "", size: tuple[int, int] = SIZE) -> Watched:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN", accept_downloads=True
        )
        if name:
            client = signed_in(name)
            client.get("/may/", {"year": "2025"})
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
            )
        watched.append(Watched.of(context, site))
        return watched[-1]

    yield open_for
    for each in watched:
        each.page.context.close()
    for each in watched:
        each.calm()

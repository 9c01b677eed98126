"""A page under watch: what it asked for, what its console said, and where it could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import BrowserContext, Page, Request

OF_THE_PAGE = ("data:", "blob:")
SCREENS = ((1366, 768), (1920, 1080))


@dataclass
class Watched:
    """A page of one person's browser. Paths are taken below the site's address."""

    page: Page
    site: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: BrowserContext, site: str) -> Watched:
        """A new page of a browser, watched from its first request on."""
        watched = cls(context.new_page(), site)
        watched.page.on("console", lambda told: watched._hear(told.type, told.text))
        watched.page.on("pageerror", lambda error: watched._hear("error", str(error)))
        watched.page.on("request", watched._note)
        watched.page.on("dialog", lambda dialog: dialog.accept())
        return watched

    def _hear(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.said.append(f"{self.page.url}: {words}")

    def _note(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", *OF_THE_PAGE)):
            self.asked.append(request.url)

    def look(self, path: str) -> Page:
        """Opens a path, and waits until nothing more is fetched and every chart is drawn."""
        answer = self.page.goto(f"{self.site}{path}", wait_until="load")
        assert answer is not None and answer.status == 200, (path, answer and answer.status)
        self.drawn()
        return self.page

    def draw(self, folder: Path) -> None:
        """Pictures of the page as it stands, whole, on a small screen and on a large one."""
        name = re.sub(r"\W+", "-", self.page.url.removeprefix(self.site).split("?")[0]).strip("-")
        for width, height in SCREENS:
            self.page.set_viewport_size({"width": width, "height": height})
            self.drawn()
            self.page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": SCREENS[0][0], "height": SCREENS[0][1]})

    def drawn(self) -> None:
        """Waits for the charts of a page, where it has some."""
        for each in self.page.locator("[data-chart] .drawing").all():
            each.locator("svg").first.wait_for(state="attached")

    def press(self, words: str) -> Page:
        """Presses the button or link that says this, and waits for the page that it leads to."""
        named = self.page.locator("main").get_by_role("button", name=words, exact=True)
        found = named.or_(self.page.locator("main").get_by_role("link", name=words, exact=True))
        with self.page.expect_navigation(wait_until="load"):
            found.first.click()
        return self.page

    def words(self) -> str:
        """What the page says in its main part."""
        return self.page.locator("main").inner_text()

    def ask(self, script: str, argument: object = None) -> Any:
        """The value of a script, run in the page from outside: no policy of content is loosened."""
        return self.page.evaluate(script, argument)

    def took(self, words: str, folder: Path) -> Path:
        """Downloads what a link with these words in it leads to."""
        with self.page.expect_download() as caught:
            self.page.locator("main").get_by_role("link", name=words).first.click()
        target = folder / caught.value.suggested_filename
        caught.value.save_as(target)
        return target

    def calm(self) -> None:
        """Fails where the console complained, or anything elsewhere was asked for."""
        assert not self.said, "\n".join(self.said)
        assert not self.asked, "\n".join(self.asked)

    def forgive(self, status: str) -> None:
        """Takes back what the console said of an answer that was meant: a page of this status."""
        self.said = [each for each in self.said if f"status of {status}" not in each]

    def enabled(self) -> list[str]:
        """The words of every button of the main part that can be pressed."""
        return cast(
            "list[str]",
            self.ask(
                "Array.from(document.querySelectorAll('main button:not([disabled])'))"
                ".map((each) => each.textContent.trim())"
            ),
        )

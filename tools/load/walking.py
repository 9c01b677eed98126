"""People walking: first one alone, list by list, beside the bare SQL; then all at once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import psycopg

from load.browser import Answered, Browser
from load.pages import PAGES, Page

_TURNS = 10
_SECONDS_EACH = 4
"""A list is opened so often alone, or for so long, but at least three times."""
_MOST = 200_000
"""Requests of one run, whatever its time: an end to what never waits."""


@dataclass(frozen=True, slots=True)
class Alone:
    """One list, without load: our times and those of the bare SQL, in ms."""

    page: Page
    level: str
    ours: list[float]
    bare: list[float]
    statuses: set[int]


def alone(browser: Browser, address: str, names: dict[str, int]) -> list[Alone]:
    """Each list in turn; its requests and the bare SQL alternate, the first of each isn't counted."""
    with psycopg.connect(address, autocommit=True) as session:
        return [_alone(browser, session, page, names) for page in PAGES]


def _alone(
    browser: Browser, session: psycopg.Connection[Any], page: Page, names: dict[str, int]
) -> Alone:
    told = Alone(page, browser.person.level, [], [], set())
    until = time.monotonic() + _SECONDS_EACH
    values = {"region": browser.person.region, **names}
    for turn in count():
        if turn > _TURNS or (turn > 3 and time.monotonic() > until):
            return told
        answered = browser.open(page, names)
        begun = time.perf_counter()
        session.execute(page.bare.encode(), values).fetchall()
        took = 1000 * (time.perf_counter() - begun)
        told.statuses.add(answered.status)
        if turn:
            told.ours.append(answered.ms)
            told.bare.append(took)
    return told


@dataclass
class Walked:
    """What a crowd met: times of each list in ms, and what went wrong, in words."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    seconds: float = 0.0

    def note(self, page: Page, answered: Answered) -> None:
        """One answer; anything but 200 is an error."""
        self.requests += 1
        self.times.setdefault(page.name, []).append(answered.ms)
        if answered.status != 200:
            self.errors[page.name] = self.errors.get(page.name, 0) + 1
            words = f"{page.name}: status {answered.status}"
            self.faults[words] = self.faults.get(words, 0) + 1


def crowd(
    browsers: Sequence[Browser], names: dict[str, int], seconds: float, pause: float
) -> Walked:
    """All walk for so many seconds, each looking at a page for `pause` seconds on average."""
    walked, lock = Walked(), threading.Lock()
    begun = time.monotonic()

    def walk(browser: Browser, seed: int) -> None:
        chance = random.Random(seed)
        until = begun + seconds
        # Nobody arrives at the same moment as all the others.
        time.sleep(min(seconds, chance.uniform(0, pause)))
        while time.monotonic() < until and walked.requests < _MOST:
            page = chance.choice(PAGES)
            answered = browser.open(page, names)
            with lock:
                walked.note(page, answered)
            left = until - time.monotonic()
            time.sleep(max(0.0, min(left, chance.uniform(0, 2 * pause))))

    threads = [
        threading.Thread(target=walk, args=(browser, seed)) for seed, browser in enumerate(browsers)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    walked.seconds = time.monotonic() - begun
    return walked

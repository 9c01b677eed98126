"""A loopback server with a filled database, walked through by many people at once.

python -m load [SIZE [PEOPLE [SECONDS [PAUSE [FOLDER]]]]]

SIZE is small, middle or national (30,000 units, 10 million transfers); PEOPLE are signed in at once;
each looks at a page for PAUSE seconds on average, and all of it ends after SECONDS. What is filled
into FOLDER stays for a next run; without one it goes. The exit status is 1 where a request failed,
a page made more than 30 queries or the server's memory grew.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from load.browser import Browser
    from load.counting import Counted
    from load.filling import Size
    from load.server import Server

PEOPLE, SECONDS, PAUSE = 50, 120.0, 3.0
_DRIFT = 1.1
"""Memory is flat where it grows by less than that between the middle of the run and its end."""


def main(size: str, number: int, seconds: float, pause: float, kept: str) -> int:
    """The tables on standard output; answers the exit status."""
    from load.filling import SIZES

    with ExitStack() as ends:
        folder = Path(kept or ends.enter_context(_passing())).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        os.environ["ZHIDA_DATA_FOLDER"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
        import django

        django.setup()
        from django.db import connections

        from zhida.platform.database import stop

        try:
            return _walk_through(folder, SIZES[size], number, seconds, pause)
        finally:
            connections.close_all()
            stop(folder / "postgres")


def _passing() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="zhida-load-")


def _walk_through(folder: Path, size: Size, number: int, seconds: float, pause: float) -> int:
    from load.browser import Browser
    from load.filling import is_filled, named, people
    from load.server import served
    from zhida.platform.database import NAME, as_role, start
    from zhida.platform.migrating import migrate

    migrate()
    address = as_role(start(folder / "postgres"), "postgres", NAME)
    if is_filled(address):
        _say("the folder was filled by an earlier run")
    else:
        _fill(address, size)
    found = named(address)
    names, crowd_of = found.numbers, people(number, found.county)
    with served(folder, folder / "serve.log") as server:
        browsers = [Browser(each, server.port) for each in crowd_of]
        for each in browsers:
            each.sign_in()
        _say(f"{number} people have signed in; server at {server.memory():.0f} MiB")
        wrong = _alone(server, browsers, address, names)
        wrong += _crowd(server, folder / "postgres", browsers, names, seconds, pause)
    for words in wrong:
        _say(f"WRONG: {words}")
    return 1 if wrong else 0


def _fill(address: str, size: Size) -> None:
    from load.filling import fill

    _say(f"filling: {size.units:,} units of {size.lines} lines, {size.rows:,} transfers …")
    _say(f"filled in {fill(address, size):.0f} s")


def _alone(
    server: Server, browsers: list[Browser], address: str, names: dict[str, int]
) -> list[str]:
    """Each list by one person of each level, with nobody else about."""
    from load.telling import alone_table
    from load.walking import alone

    found = []
    for browser in _one_of_each(browsers):
        found += alone(browser, address, names)
        _say(f"walked alone: {browser.person.level}")
    _say("\n" + alone_table(found) + "\n")
    return [
        f"{each.page.name} alone, {each.level}: status {sorted(each.statuses)}"
        for each in found
        if each.statuses != {200}
    ]


def _crowd(
    server: Server,
    postgres: Path,
    browsers: list[Browser],
    names: dict[str, int],
    seconds: float,
    pause: float,
) -> list[str]:
    """All at once, in two halves, so that memory is seen to be flat or not."""
    from load.processor import used
    from load.telling import crowd_table, too_many
    from load.walking import crowd

    before, begun = _routes(server), server.memory()
    busy = used(server.pid, postgres)
    walked = crowd(browsers, names, seconds / 2, pause)
    half = server.memory()
    second = crowd(browsers, names, seconds / 2, pause)
    ended, busied = server.memory(), used(server.pid, postgres)
    for name, times in second.times.items():
        walked.times.setdefault(name, []).extend(times)
    for name, count in second.errors.items():
        walked.errors[name] = walked.errors.get(name, 0) + count
    walked.faults |= second.faults
    routes = {
        name: each.since(before[name]) if name in before else each
        for name, each in _routes(server).items()
    }
    total = walked.requests + second.requests
    _say(
        f"{len(browsers)} people, {seconds:.0f} s, a page looked at for {pause:g} s on average:"
        f" {total:,} requests, {total / (walked.seconds + second.seconds):.1f} a second;"
        f" load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    _say(busied.told_since(busy, total))
    _say("\n" + crowd_table(walked, routes) + "\n")
    _say(
        f"memory of the server: {begun:.0f} MiB before, {half:.0f} half-way, {ended:.0f} at the end"
    )
    wrong = [f"{words}, {count} times" for words, count in walked.faults.items()]
    if ended > _DRIFT * half:
        wrong.append(f"memory isn't flat: {half:.0f} MiB half-way, {ended:.0f} at the end")
    return wrong + too_many(routes)


def _one_of_each(browsers: list[Browser]) -> list[Browser]:
    first: dict[str, Browser] = {}
    for each in browsers:
        first.setdefault(each.person.level, each)
    return list(first.values())


def _routes(server: Server) -> dict[str, Counted]:
    """What the server counted so far, by the names of the lists."""
    from django.urls import resolve

    from load.counting import counted
    from load.pages import PAGES

    by_route = counted(server.get("/metrics")[1])
    found = {}
    for page in PAGES:
        match: Any = resolve(page.path.format(line=1, account=1, voucher=1))
        if match.view_name in by_route:
            found[page.name] = by_route[match.view_name]
    return found


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        main(
            given[0] if given else "national",
            int(given[1]) if len(given) > 1 else PEOPLE,
            float(given[2]) if len(given) > 2 else SECONDS,
            float(given[3]) if len(given) > 3 else PAUSE,
            given[4] if len(given) > 4 else "",
        )
    )

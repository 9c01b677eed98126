"""The tables, in Markdown, to be pasted as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from load.counting import Counted, quantile
from load.filling import LEVELS
from load.pages import PAGES
from load.walking import Alone, Walked

QUERIES = 30
"""The most queries that a page may make."""


def alone_table(found: Sequence[Alone]) -> str:
    """Each list without load: p95 in ms, and as a ratio to the p95 of the bare SQL, by level."""
    by_place = {(each.page.name, each.level): each for each in found}
    lines = [
        "| list (alone) | "
        + " | ".join(f"{level} p95 ms | SQL ms | ratio" for level in LEVELS)
        + " |",
        "|---|" + "--:|" * (3 * len(LEVELS)),
    ]
    for page in PAGES:
        cells = []
        for level in LEVELS:
            each = by_place.get((page.name, level))
            if each is None:
                cells += ["", "", ""]
                continue
            ours, bare = quantile(each.ours, 0.95), quantile(each.bare, 0.95)
            wrong = each.statuses - {200}
            cells += [f"{ours:.0f}{'!' if wrong else ''}", f"{bare:.1f}", f"{ours / bare:.1f}"]
        lines.append(f"| {page.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def crowd_table(walked: Walked, routes: Mapping[str, Counted]) -> str:
    """Each list under load, with what the server counted on its route."""
    lines = [
        "| list (under load) | requests | errors | p50 ms | p95 ms | queries a page | time in SQL |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for page in PAGES:
        times = walked.times.get(page.name, [])
        on = routes.get(page.name, Counted())
        if not times:  # a short run doesn't come to every list
            lines.append(f"| {page.name} | 0 | 0 | — | — | — | — |")
            continue
        lines.append(
            f"| {page.name} | {len(times)} | {walked.errors.get(page.name, 0)}"
            f" | {quantile(times, 0.5):.0f} | {quantile(times, 0.95):.0f}"
            f" | {on.queries_each:.1f} | {on.sql_share:.0%} |"
        )
    every = [each for times in walked.times.values() for each in times]
    whole = Counted(
        sum(each.requests for each in routes.values()),
        sum(each.seconds for each in routes.values()),
        sum(each.sql_seconds for each in routes.values()),
        sum(each.queries for each in routes.values()),
    )
    if not every:
        return "\n".join(lines)
    lines.append(
        f"| **all** | {len(every)} | {sum(walked.errors.values())} | {quantile(every, 0.5):.0f}"
        f" | {quantile(every, 0.95):.0f} | {whole.queries_each:.1f} | {whole.sql_share:.0%} |"
    )
    return "\n".join(lines)


def too_many(routes: Mapping[str, Counted]) -> list[str]:
    """Pages that make more queries than they may."""
    return [
        f"{name}: {each.queries_each:.1f} queries, {QUERIES} are allowed"
        for name, each in sorted(routes.items())
        if each.queries_each > QUERIES
    ]

"""误写 spelling: the region that a misspelt name was meant to be."""

from __future__ import annotations

from functools import cache, lru_cache

from zhida.core.regions import bodies
from zhida.core.regions.finding import _plain, _whole, find, is_place_name
from zhida.core.regions.names import short
from zhida.core.regions.region import Region
from zhida.core.regions.tree import children, get
from zhida.data import load


def nearest(name: str, within: str | None = None) -> tuple[Region, int] | None:
    """最近地名: the region whose name is fewest edits away, and how many; None if shared.

    An edit of two characters that are easily confused (坂, 板) counts as none
    against another of the same length: it comes first.

    >>> nearest("达板城区", "650100")[0].name
    '达坂城区'
    """
    text = _plain(name)
    scored: dict[int, dict[str, Region]] = {}
    for printed, region in _names_in(_whole(within)):
        if abs(len(printed) - len(text)) <= 2:
            score = 2 * _distance(text, printed) - _confused(text, printed)
            scored.setdefault(score, {})[region.code] = region
    if not scored:
        return None
    least = min(scored)
    best = list(scored[least].values())
    return (best[0], (least + 1) // 2) if len(best) == 1 else None


@lru_cache(maxsize=4096)
def misspelt(name: str, within: str | None = None) -> Region | None:
    """误写的地名: the region that was meant, None where the name is right or unknown.

    One edit is allowed in a name of four characters or more; in three only the
    exchange of two easily confused characters, without `within` only that too.

    >>> misspelt("达板城区", "650100").name
    '达坂城区'
    >>> misspelt("达坂城区", "650100") is None, misspelt("主城区", "330700") is None
    (True, True)
    """
    text = _plain(name)
    text = bodies.body_part(text) or text
    if len(text) < 3 or find(text, within) is not None or is_place_name(text):
        return None
    close = nearest(text, within)
    if close is None or close[1] > 1:
        return None
    region = close[0]
    confused = any(_confused(text, each) for each in (region.name, short(region.name)))
    return region if confused or (within and len(text) > 3) else None


@cache
def _names_in(within: str | None) -> tuple[tuple[str, Region], ...]:
    found: list[tuple[str, Region]] = []
    waiting = [within] if within else [""]
    while waiting:
        for region in children(waiting.pop()):
            found.append((region.name, region))
            if short(region.name) != region.name:
                found.append((short(region.name), region))
            waiting.append(region.code)
    here = get(within) if within else None
    return (*found, *([(here.name, here)] if here else []))


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in load("confusable_characters"):
        for character in row["characters"]:
            found[character] = found.get(character, frozenset()) | set(row["characters"])
    return found


def _confused(a: str, b: str) -> bool:
    """Whether two names differ only in characters that are easily confused."""
    pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and bool(pairs) and all(y in _groups().get(x, ()) for x, y in pairs)


def _distance(a: str, b: str) -> int:
    """Edits (insert, delete, exchange) that make one text the other."""
    line = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, line[0] = line[0], i
        for j, y in enumerate(b, 1):
            before, line[j] = line[j], min(line[j] + 1, line[j - 1] + 1, before + (x != y))
    return line[-1]

"""查找 finding: the one region that a printed name means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from zhida.core.regions import bodies, zones
from zhida.core.regions.index import Entry, Fit, index
from zhida.core.regions.region import Region
from zhida.core.regions.tree import ancestors, get, is_within, years
from zhida.data import load

_LONGEST = 40  # no name of a place or an office is longer
_EDGES = " \t\r\n\u3000:：,，;；、。*★☆"
_WIDE = str.maketrans({"（": "(", "）": ")", " ": None, "\u3000": None, "\n": None, "\t": None})
_OWN = re.compile(r"(?:\(本级\)|本级|级|直属|直|本部)$")
_INSIDE = re.compile(r"^(.*?)\(([^()]*)\)$")
_EXCEPTION = ("含", "不含", "除", "包括", "不包括", "扣除")


def find(name: str, within: str | None = None) -> Region | None:
    """查找区划: the region that a name means, None where unknown or ambiguous.

    `within` is the code (or its first two or four digits) of the place that
    speaks; it decides between namesakes (城关区), and gives relative names
    (市本级) and kinds of zones (高新区) a meaning. What lies in it is preferred,
    then what it lies in, then its neighbours, then the rest of the country.
    The name of an office counts as that of its place.

    >>> find("沙区").name, find("积石山县").name, find("婺源县财政局").name
    ('沙依巴克区', '积石山保安族东乡族撒拉族自治县', '婺源县')
    >>> find("城关区") is None, find("城关区", within="540000").full_name
    (True, '西藏自治区拉萨市城关区')
    >>> find("市本级", within="440900").name, find("高新区", within="440900").full_name
    ('茂名市', '广东省茂名市高新区')
    """
    return _find(name, _whole(within))


def candidates(name: str, within: str | None = None) -> tuple[Region, ...]:
    """候选区划: every region that a name may mean, best first; with `within` only those in it.

    >>> len(candidates("城关区")) > 1, [r.full_name for r in candidates("城关区", "62")]
    (True, ['甘肃省兰州市城关区'])
    """
    text = _plain(name)
    place = bodies.body_part(text) or text
    code = _whole(within)
    entries = [e for e in index().get(place, ()) if not e.scope or _may(e, code)]
    return tuple(e.region for e in entries if code is None or is_within(e.region, code))


@lru_cache(maxsize=16384)
def is_place_name(text: str) -> bool:
    """是否地名: whether a text is the name of a place: alone, with those above, or relative.

    Bare names that are common words (合作, 资源) don't count; 市本级 and 高新区 do.

    >>> [is_place_name(t) for t in ("茂南", "城关区", "市本级", "高新区", "上饶婺源县")]
    [True, True, True, True, True]
    >>> [is_place_name(t) for t in ("合计", "资源", "财政局", "医保信息平台建设")]
    [False, False, False, False]
    """
    plain = _plain(text)
    if not 1 < len(plain) <= _LONGEST:
        return False
    if any(e.fit not in (Fit.ORDINARY,) for e in index().get(plain, ())):
        return True
    stem = _OWN.sub("", plain)
    if stem != plain and (stem in _relative() or stem in index()):
        return True
    inside = _INSIDE.match(plain)
    if inside:
        return is_place_name(inside[1]) or is_place_name(inside[2])
    return _named_zone(plain) or _chain(plain, None) is not None


def _named_zone(text: str) -> bool:
    """高新区, 玉东新区: a kind of zone, alone or after a short name of its own."""
    word = zones.kind_of(text)
    return word is not None and (word == text or 2 <= len(text) - len(word) <= 4)


@lru_cache(maxsize=65536)
def _find(name: str, within: str | None) -> Region | None:
    text = _plain(name)
    if not text or len(text) > _LONGEST:
        return None
    return _named(text, within) or _office(text, within)


def _named(text: str, within: str | None) -> Region | None:
    """The region of a name that is not an office's."""
    above = get(within) if within else None
    if text in index():
        found = _choose(index()[text], within)
        return found or (zones.unlisted(text, above) if above else None)
    inside = _INSIDE.match(text)
    if inside:
        return _bracketed(inside[1], inside[2], within)
    stem = _OWN.sub("", text)
    if stem != text and (found := _relative_place(stem, within)):
        return found
    if stem != text and stem in index():
        return _choose(index()[stem], within)
    if found := _relative_place(text, within):
        return found
    if above and (zone := zones.unlisted(text, above)):
        return zone
    return _chain(text, within)


def _bracketed(outside: str, inside: str, within: str | None) -> Region | None:
    """高新区(新市区) is the district; 辽宁省(不含大连市) is the province."""
    if not inside.startswith(_EXCEPTION):
        entries = [e for e in index().get(inside, ()) if e.fit <= Fit.SHORT]
        if zones.kind_of(outside) and (found := _choose(entries, within)):
            return found
    found = _named(outside, within) if outside else None
    return found or (_named(inside, within) if not outside else None)


def _office(text: str, within: str | None) -> Region | None:
    place = bodies.body_part(text)
    if place is None or bodies.body_kind(text) == "unit":
        return None
    return bodies.of_body(text, within) if place else None


def _choose(entries: Iterable[Entry], within: str | None) -> Region | None:
    """The best meaning: nearest to `within`, then best fit, then highest level."""
    usable = [e for e in entries if _may(e, within)]
    above = get(within) if within else None
    if above is None:
        return _best([e for e in usable if e.fit < Fit.ORDINARY])
    inside = [e for e in usable if e.region.code != within and is_within(e.region, above.code)]
    if inside:
        return _best(inside)
    usable = [e for e in usable if e.fit < Fit.ORDINARY]
    line = {above.code} | {each.code for each in ancestors(above)}
    if own := [e for e in usable if e.region.code in line]:
        return _best(own)
    for each in ancestors(above):
        if near := [e for e in usable if is_within(e.region, each.code)]:
            return _best(near)
    return _best([e for e in usable if e.fit < Fit.BARE or e.region.level < 3])


def _best(entries: list[Entry]) -> Region | None:
    if not entries:
        return None
    key = min((e.fit, e.region.level) for e in entries)
    best = {e.region.code: e.region for e in entries if (e.fit, e.region.level) == key}
    if len(best) > 1 and key[0] is Fit.FORMER:  # codes change when a prefecture is reformed
        last = max(years(region)[1] or 0 for region in best.values())
        best = {c: region for c, region in best.items() if years(region)[1] == last}
    return next(iter(best.values())) if len(best) == 1 else None


def _may(entry: Entry, within: str | None) -> bool:
    """Whether an alias that holds only in one place may be meant from `within`."""
    if not entry.scope:
        return True
    here = get(within) if within else None
    return here is not None and is_within(here, entry.scope)


def _chain(text: str, within: str | None) -> Region | None:
    """A name after the name above it: 江西上饶, 德宏州梁河县, 茂名高新区."""
    for end in range(len(text) - 1, 1, -1):
        head = [e for e in index().get(text[:end], ()) if e.fit <= Fit.BARE]
        above = _choose(head, within) if head else None
        if above is None:
            continue
        rest = text[end:]
        inside = [e for e in index().get(rest, ()) if is_within(e.region, above.code)]
        inside = [e for e in inside if e.region.code != above.code and _may(e, above.code)]
        found = _best(inside) or zones.unlisted(rest, above)
        if found is None and rest not in index() and len(rest) > 3:
            found = _chain(rest, above.code)
            found = found if found and is_within(found, above.code) else None
        if found:
            return found
    return None


def _relative_place(word: str, within: str | None) -> Region | None:
    """The place that 市, 省, 自治区 … mean for the one who speaks."""
    ending = _relative().get(word)
    here = get(within) if within else None
    if ending is None or here is None:
        return None
    line = (here, *ancestors(here))
    exact = [r for r in line if r.name.endswith(ending) and not (
        ending == "区" and r.name.endswith("自治区"))]  # fmt: skip
    if not exact and ending == "区":
        exact = [r for r in line if r.name.endswith("自治区")]
    if not exact and ending in ("州", "地区"):
        exact = [r for r in line if r.level == 2]
    return exact[0] if exact else None


@cache
def _relative() -> dict[str, str]:
    return {row["word"]: row["ending"] for row in load("relative_places")}


def _plain(name: str) -> str:
    return name.translate(_WIDE).strip(_EDGES)


def _whole(within: str | None) -> str | None:
    if not within:
        return None
    return within.ljust(6, "0") if len(within) < 6 else within

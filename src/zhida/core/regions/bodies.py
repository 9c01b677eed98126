"""机构 bodies: the region in the name of an office."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zhida.core.regions.region import Region
from zhida.data import load

_INNER = re.compile(r"\((?:[^()]*(?:处|科|室|股|局|办|中心|本级)|机关)\)$")
_NUMBER = re.compile(r"第[一二三四五六七八九十]+$")
_BRANCH = re.compile(r"(?:分局|分中心|分院|办事处)$")


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in load("bodies")}


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _words()}, reverse=True))


def _ending(name: str) -> str | None:
    """The longest word for an office that the name ends with."""
    return next((name[-n:] for n in _lengths() if name[-n:] in _words()), None)


def body_kind(name: str) -> str | None:
    """机构类别: "finance", "medical_security", "health", "civil_affairs", "human_resources",
    "veterans", "disabled", "government", "department" or "unit"; None where it names no office.

    >>> body_kind("上饶市财政局"), body_kind("市医疗保障局茂南分局"), body_kind("上饶市")
    ('finance', 'medical_security', None)
    """  # fmt: skip
    parts = _parts(name)
    return parts[2] if parts else None


def body_part(name: str) -> str | None:
    """The words of an office's name that say where it is, "" where none do; None if no office.

    >>> body_part("上饶市财政局"), body_part("市医疗保障局茂南分局"), body_part("医保局")
    ('上饶市', '茂南', '')
    """
    parts = _parts(name)
    return parts[0] if parts else None


@lru_cache(maxsize=16384)
def _parts(name: str) -> tuple[str, str, str] | None:
    """Place, place of the office above it (for a branch), and kind of an office."""
    text = _INNER.sub("", name)
    word = _ending(text)
    if word is not None and not _BRANCH.search(word):
        return _NUMBER.sub("", text[: -len(word)]), "", _words()[word]
    branch = _BRANCH.search(text)
    if branch is None:
        return (text[: -len(word)], "", _words()[word]) if word else None
    stem = text[: branch.start()]
    for end in range(len(stem), 1, -1):
        inner = _ending(stem[:end])
        if inner is not None:
            return stem[end:] or stem[: end - len(inner)], stem[: end - len(inner)], _words()[inner]
    return (text[: -len(word)], "", _words()[word]) if word else None


def of_body(name: str, within: str | None = None) -> Region | None:
    """机构所在区划: the region in an office's name, None where it names none.

    With `within` the relative names are resolved too (自治区医疗保障局, 市财政局).

    >>> of_body("上饶市财政局").code, of_body("德宏州财政局").name
    ('361100', '德宏傣族景颇族自治州')
    >>> of_body("自治区财政厅") is None, of_body("自治区财政厅", "650100").name
    (True, '新疆维吾尔自治区')
    """
    from zhida.core.regions.finding import find

    parts = _parts(name)
    if parts is None:
        return None
    place, office, _ = parts
    if office and place != office:
        above = find(office, within)
        if above is not None:
            within = above.code
    return find(place, within) if place else None

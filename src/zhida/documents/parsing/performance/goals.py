"""绩效目标 goals: the text of the goals, one item after the other."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhida.core.provenance import Stated
from zhida.documents.parsing.normalise import Clean, clean, narrow
from zhida.documents.parsing.performance.grid import Box, printed

_HANZI = "一二三四五六七八九十"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨"
_MARKS = (
    regex.compile(
        r"(?:(?:具体|绩效|年度|分项)?目标)\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[:.、]"
    ),
    regex.compile(r"(?<![\d.])(?P<n>\d{1,2})\s*[、.](?!\d)"),
    regex.compile(r"\((?P<n>\d{1,2})\)[、.]?"),
    regex.compile(r"(?P<n>[①-⑨])"),
    regex.compile(r"(?<![一-鿿])(?P<n>[一二三四五六七八九十]{1,2})、"),
    regex.compile(r"\((?P<n>[一二三四五六七八九十]{1,2})\)[、.]?"),
    regex.compile(r"第?(?P<n>[一二三四五六七八九十]{1,2})(?:是|,)"),
    regex.compile(r"(?<!\d)(?P<n>\d{1,2})(?=\))\)"),
)
_LEAST = 2
_NOTHING = regex.compile(
    r"(?:[.…·。、\s]|\([^()]*\)|（[^（）]*）|[*×xX]{2,}|目标\s*\d*\s*[:：]?)*$"
)


def split_goals(box: Box, at: int = 0) -> list[Stated[str]]:
    """The goals of a cell from its clean character `at` on; placeholders are no goals.

    An item keeps its number. Items are found by the marks that count up from one
    (目标1：, 1、, (1), 一、); a text without such marks is one goal.
    """
    raw = box.cell.text
    cleaned = clean(raw)
    goals: list[Stated[str]] = []
    for start, end in _items(_with_circles(raw, cleaned), at):
        first, last = cleaned.raw_span(start, end)
        text = printed(raw[first:last]).strip()
        if _content(text):
            source = narrow(box.source, (first, last))
            goals.append(Stated(text, source, not box.cell.optical))
    return goals


def _with_circles(raw: str, cleaned: Clean) -> str:
    """The clean text, in which ①…⑨ are marks again instead of bare digits."""
    return "".join(
        raw[place] if raw[place] in _CIRCLES else character
        for character, place in zip(cleaned.text, cleaned.offsets, strict=True)
    )


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The ranges of the items in the clean text."""
    starts = sorted({at, *_starts(text, at)})
    starts = _joined(text, starts)
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _starts(text: str, at: int) -> set[int]:
    """Where items begin: the outer marks, and 目标n inside each of them."""
    runs = [run for mark in _MARKS if len(run := _counting(mark, text, at)) >= _LEAST]
    if not runs:
        return set()
    named = _marks_named(text, at)
    outer = min(runs, key=lambda run: run[0])
    return set(outer) | set(named)


def _marks_named(text: str, at: int) -> list[int]:
    """Every 目标n, also where the count begins again in the next group."""
    return [found.start() for found in _MARKS[0].finditer(text, at)]


def _counting(mark: regex.Pattern[str], text: str, at: int) -> list[int]:
    """The places of a mark while it counts 1, 2, 3 …"""
    places: list[int] = []
    for found in mark.finditer(text, at):
        if _number(found["n"]) == len(places) + 1:
            places.append(found.start())
    return places


def _number(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if mark in _CIRCLES:
        return _CIRCLES.index(mark) + 1
    if mark.startswith("十"):
        return 10 + (_HANZI.index(mark[1]) + 1 if len(mark) > 1 else 0)
    return _HANZI.index(mark[0]) + 1


def _joined(text: str, starts: list[int]) -> list[int]:
    """A heading that runs straight into its first item stays with it (一、…项目60万元:目标1:…)."""
    kept: list[int] = []
    for start in starts:
        before = text[kept[-1] : start] if kept else ""
        if kept and before.rstrip().endswith(":") and len(before) < 60:
            continue
        kept.append(start)
    return kept


def _content(text: str) -> bool:
    return _NOTHING.match(clean(text).text) is None

"""自动编号 automatic numbering: the 一、 1. （1） that Word prints but doesn't store as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from zhida.documents.reading.docx.names import PARAGRAPH_PROPERTIES, w

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")
_NUM_ID, _LEVEL, _VAL = w("numId"), w("ilvl"), w("val")


def in_chinese(number: int) -> str:
    """A numeral as headings print it.

    >>> [in_chinese(number) for number in (1, 10, 12, 20, 35, 105)]
    ['一', '十', '十二', '二十', '三十五', '一百零五']
    """
    if number < 10:
        return "零一二三四五六七八九"[max(number, 0)]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        if not rest:
            return _DIGITS[hundreds] + "百"
        low = "零" + in_chinese(rest) if rest < 10 else in_chinese(rest)
        return _DIGITS[hundreds] + "百" + ("一" + low if 10 <= rest < 20 else low)
    return str(number)


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    marks = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
             (4, "iv"), (1, "i"))  # fmt: skip
    if not 0 < number < 400:
        return str(number)
    text = ""
    for value, mark in marks:
        times, number = divmod(number, value)
        text += mark * times
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": in_chinese,
    "chineseCountingThousand": in_chinese,
    "japaneseCounting": in_chinese,
    "taiwaneseCountingThousand": in_chinese,
    "taiwaneseCounting": in_chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "bullet": lambda number: "",
    "none": lambda number: "",
}


@dataclass(slots=True)
class Level:
    """One level of a list: its numeral, its text ("%1、") and its first number."""

    format: str
    text: str
    start: int

    def label(self, numbers: list[int], formats: list[str]) -> str:
        if self.format in ("bullet", "none"):
            return ""

        def numeral(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            if place >= len(numbers):
                return ""
            return _FORMATS.get(formats[place], str)(numbers[place])

        return _PLACE.sub(numeral, self.text)


@dataclass(slots=True)
class Numbering:
    """自动编号: gives each numbered paragraph its label, counting as Word counts."""

    levels: dict[str, list[Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, paragraph: etree._Element, style: str | None) -> str:
        """The label printed before `paragraph`, "" where none is."""
        place = _own_number(paragraph) or (self.styles.get(style) if style else None)
        if place is None:
            return ""
        number_id, depth = place
        abstract = self.lists.get(number_id)
        levels = self.levels.get(abstract, []) if abstract is not None else []
        if abstract is None or depth >= len(levels):
            return ""
        numbers = self._count(abstract, number_id, depth, levels)
        return levels[depth].label(numbers, [level.format for level in levels])

    def _count(self, abstract: str, number_id: str, depth: int, levels: list[Level]) -> list[int]:
        counts = self._counts.setdefault(abstract, [])
        if number_id not in self._begun:
            self._begun.add(number_id)
            for level in range(len(levels)):
                if (number_id, level) in self.starts:
                    del counts[level:]
        del counts[depth + 1 :]
        while len(counts) < depth:
            counts.append(self._first(number_id, len(counts), levels))
        if len(counts) == depth:
            counts.append(self._first(number_id, depth, levels))
        else:
            counts[depth] += 1
        return counts

    def _first(self, number_id: str, depth: int, levels: list[Level]) -> int:
        return self.starts.get((number_id, depth), levels[depth].start)


def read_numbering(part: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists of a document, from its numbering and styles parts."""
    numbering = Numbering()
    if part is not None:
        for abstract in part.iterfind(w("abstractNum")):
            numbering.levels[abstract.get(w("abstractNumId"), "")] = _levels(abstract)
        for item in part.iterfind(w("num")):
            _read_list(item, numbering)
    if styles is not None:
        for style in styles.iterfind(w("style")):
            place = _own_number(style)
            if place is not None:
                numbering.styles[style.get(w("styleId"), "")] = place
    return numbering


def _levels(abstract: etree._Element) -> list[Level]:
    levels: list[Level] = []
    for level in abstract.iterfind(w("lvl")):
        levels.append(
            Level(
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
                _whole(_value(level, "start"), 1),
            )
        )
    return levels[:9]


def _read_list(item: etree._Element, numbering: Numbering) -> None:
    number_id = item.get(w("numId"), "")
    numbering.lists[number_id] = _value(item, "abstractNumId") or ""
    for override in item.iterfind(w("lvlOverride")):
        start = _value(override, "startOverride")
        if start is not None:
            level = _whole(override.get(_LEVEL), 0)
            numbering.starts[number_id, level] = _whole(start, 1)


def _own_number(element: etree._Element) -> tuple[str, int] | None:
    properties = element.find(PARAGRAPH_PROPERTIES)
    number = properties.find(w("numPr")) if properties is not None else None
    if number is None:
        return None
    number_id = number.find(_NUM_ID)
    if number_id is None:
        return None
    level = number.find(_LEVEL)
    depth = _whole(level.get(_VAL), 0) if level is not None else 0
    return number_id.get(_VAL, ""), max(depth, 0)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(w(name))
    return child.get(_VAL) if child is not None else None


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else default

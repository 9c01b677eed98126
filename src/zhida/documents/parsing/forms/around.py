"""表外 around: what a filled form says above and below its table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhida.core.money import Unit
from zhida.documents.parsing.forms.columns import title_of

_UNIT = re.compile(r"(?:^|[\s　(（])(?:计量|金额)?单位[:：]\s*([百千万亿]*元)")
_UNITS = {unit.label: unit for unit in Unit}
_FOOT = re.compile(
    r"表式[:：]\s*(\S+)\s+填报单位[:：]\s*(.*?)\s*单位代码[:：]\s*(\S*?)\s*"
    r"数据截至[:：]\s*(\d{4}-\d{2}-\d{2})"
)
_ANNEX = re.compile(r"附\s*件?\s*\d*[:：]?$")
_SEAL = re.compile(r"([^\s　:：＿_]+)[:：][\s　]*[＿_]+")
_NOTES = re.compile(r"\s*说明\s*[:：]\s*")
_NUMBER = re.compile(r"(\d+)．")
_DAY = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?$")


@dataclass(frozen=True, slots=True)
class Above:
    """表上: title, labelled lines and unit of a form."""

    title: str
    fields: dict[str, str]
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Below:
    """表下: notes, signatures, and the line by which a form is known again."""

    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    kind: str
    name: str
    owner: str
    as_of: datetime.date | None


def above(lines: Sequence[str], labels: Sequence[str]) -> Above:
    """表上: the lines above a table, by the labels that they may have."""
    fields: dict[str, str] = {}
    unit: Unit | None = None
    title: list[str] = []
    for line in lines:
        own = _labelled(line, labels)
        fields |= own
        if found := _UNIT.search(line):
            unit = _UNITS.get(found.group(1), unit)
        elif _ANNEX.match(line.strip()):
            title = []  # what stands before belongs to the letter, or to another annex
        elif not own:
            title.append(line)
    return Above(title_of(title), fields, unit)


def below(lines: Sequence[str]) -> Below:
    """表下: the lines below a table."""
    notes, seals, kind, name, owner, as_of = [], [], "", "", "", None
    begun = False
    for line in lines:
        if found := _FOOT.search(line):
            kind, name, owner = found.group(1, 2, 3)
            as_of = datetime.date.fromisoformat(found.group(4))
            line = line[: found.start()]  # a reader may join it to the line above
        if own := _SEAL.findall(line):
            seals += own
            begun = False
        elif lead := _NOTES.match(line):
            notes.append(line[lead.end() :])
            begun = True
        elif begun:
            notes.append(line)
    return Below(_items("".join(notes)), tuple(seals), kind, name, owner, as_of)


def day_of(text: str) -> datetime.date | None:
    """A printed day, None where the text is none.

    >>> day_of("2025年4月3日"), day_of("2025-04-03") == day_of("2025.4.3"), day_of("四月")
    (datetime.date(2025, 4, 3), True, None)
    """
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        return None


def _labelled(line: str, labels: Sequence[str]) -> dict[str, str]:
    """The values behind labels in one line; a value ends where the next label begins."""
    starts = sorted(
        (found.start(), found.end(), label)
        for label in labels
        if (found := re.search(rf"(?:^|[\s　]){re.escape(label)}\s*[:：]", line))
    )
    ends = [start for start, _, _ in starts[1:]] + [len(line)]
    return {
        label: line[begin:end].strip() for (_, begin, label), end in zip(starts, ends, strict=False)
    }


def _items(text: str) -> tuple[str, ...]:
    """Notes by their numbers 1．2．…; a text without numbers is one note."""
    text = text.strip()
    starts: list[tuple[int, int]] = []
    for found in _NUMBER.finditer(text):
        if int(found.group(1)) == len(starts) + 1 and (starts or found.start() == 0):
            starts.append((found.start(), found.end()))
    if not starts:
        return (text,) if text else ()
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(text[begin:end].strip() for (_, begin), end in zip(starts, ends, strict=True))

"""校验码 mark: sixteen signs for what an issued notice says, printed on it and looked up again.

A file can't hold its own hash, and a print or a converted copy has other bytes. So the
mark is taken of the words and figures as they are read, not of the file: whoever reads
docx, PDF or text of one notice gets the same mark.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhida.core.money import AmountState, Unit, format_fen
from zhida.core.notice.allocation import AllocationTable, Measure
from zhida.core.notice.notice import Notice
from zhida.core.notice.targets import PerformanceTable

LENGTH = 16
_GROUP = 4
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and capitals without I, L, O and U, which are taken for others when they are typed."""
_TYPED = str.maketrans("ILOilo", "110110")
_HALF = str.maketrans("（）：，；", "():,;")
_BITS = 5
_WORD = "校验码"
_GROUPS = "-".join([f"[{_SIGNS}]{{{_GROUP}}}"] * (LENGTH // _GROUP))
_PRINTED = re.compile(rf"{_WORD}[ \u3000]*({_GROUPS})(?:[ \u3000]+(\S.{{0,60}}))?")
_APART = re.compile(r"[\s\-－—–_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """所载: one thing that a notice says: its place in words, and the words or figure there."""

    place: str
    words: str


def said_by(notice: Notice) -> tuple[Said, ...]:
    """所载各项: number, heads, letter, tables and goals, in the order of the document.

    Spaces and the width of brackets are no part of it, nor is a cell that is empty: they
    differ between the formats of one notice.
    """
    return tuple(Said(place, _plain(words)) for place, words in _all(notice) if _plain(words))


def mark_of(notice: Notice) -> str:
    """校验码: of a notice as it is read, without the hyphens that it is printed with.

    >>> mark_of(Notice(()))
    'WERC8GMRZGE196QV'
    """
    hashed = hashlib.sha256()
    for each in said_by(notice):
        hashed.update(f"{each.place}\x1f{each.words}\x1e".encode())
    number = int.from_bytes(hashed.digest(), "big") >> (256 - LENGTH * _BITS)
    return "".join(_SIGNS[number >> _BITS * place & 31] for place in reversed(range(LENGTH)))


def printed(mark: str, number: str = "") -> str:
    """印出的校验码: in groups of four, with the document number.

    >>> printed("WERC8GMRZGE196QV", "某财社〔2025〕1号")
    '校验码 WERC-8GMR-ZGE1-96QV　某财社〔2025〕1号'
    """
    groups = "-".join(mark[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
    return f"{_WORD} {groups}" + (f"　{number}" if number else "")


def mark_in(line: str) -> str:
    """行中的校验码: of a line that prints one and nothing else but the number; else "".

    >>> mark_in("校验码 WERC-8GMR-ZGE1-96QV　某财社〔2025〕1号")
    'WERC8GMRZGE196QV'
    >>> mark_in("请核对校验码")
    ''
    """
    found = _PRINTED.fullmatch(line.strip())
    return found[1].replace("-", "") if found else ""


def typed_mark(text: str) -> str:
    """输入的校验码: as a person types it, small letters, without hyphens, O for 0; "" where it is none.

    >>> typed_mark("werc 8gmr zgel 96qv")
    'WERC8GMRZGE196QV'
    """
    found = _PRINTED.fullmatch(text.strip())
    signs = _APART.sub("", found[1] if found else text.strip().removeprefix(_WORD))
    signs = signs.translate(_TYPED).upper()
    return signs if len(signs) == LENGTH and set(signs) <= set(_SIGNS) else ""


def differences(issued: Notice, found: Notice) -> tuple[str, ...]:
    """不同之处: what a copy says otherwise than the notice that was issued, as Chinese sentences."""
    before, after = _by_place(said_by(issued)), _by_place(said_by(found))
    told = []
    for place in dict.fromkeys((*before, *after)):
        if before.get(place) != after.get(place):
            was, now = (_quoted(each.get(place)) for each in (before, after))
            told.append(f"{place}：签发件为{was}，这份为{now}")
    return tuple(told)


def _quoted(words: str | None) -> str:
    return f"“{words}”" if words is not None else "没有"


def _by_place(said: Iterable[Said]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in said:
        found[each.place] = found.get(each.place, "") + each.words
    return found


def _plain(words: str) -> str:
    return "".join(words.split()).translate(_HALF)


def _all(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "发文字号", str(notice.doc_number.value) if notice.doc_number else ""
    yield "标题", notice.title.value if notice.title else ""
    for place, bodies in (
        ("发文机关", notice.issuers),
        ("主送机关", notice.addressees),
        ("抄送机关", notice.copy_to),
    ):
        yield place, "、".join(each.value for each in bodies)
    yield "成文日期", notice.signed.value.isoformat() if notice.signed else ""
    for ordinal, paragraph in enumerate(notice.paragraphs, 1):
        yield f"正文第{ordinal}段", paragraph.value
    for at, table in enumerate(notice.allocation, 1):
        yield from _table(f"分配表{at}" if len(notice.allocation) > 1 else "分配表", table)
    for at, goals in enumerate(notice.targets, 1):
        yield from _goals(f"绩效目标表{at}" if len(notice.targets) > 1 else "绩效目标表", goals)


def _table(name: str, table: AllocationTable) -> Iterator[tuple[str, str]]:
    yield f"{name}标题", table.title
    for number, row in enumerate(table.rows, 1):
        place = f"{name}第{number}行“{row.recipient}”"
        yield place, row.recipient
        for measure in row.measures:
            yield f"{place}“{table.columns[measure.column].header}”", _figure(measure)


def _figure(measure: Measure) -> str:
    amount = measure.amount
    if amount is not None:
        if amount.fen is not None:
            return f"{format_fen(amount.fen, Unit.YUAN, places=2)}元"
        return "" if amount.state is AmountState.BLANK else amount.state.value
    return str(measure.count) if measure.count is not None else measure.text or ""


def _goals(name: str, table: PerformanceTable) -> Iterator[tuple[str, str]]:
    yield f"{name}标题", table.title
    for each in table.indicators:
        yield f"{name}“{each.name}”", f"{each.name}{each.target.text}"

"""附件对应 annexes: which listed annex is which of those found.

An annex is known by its number and by its title. Numbers are often missing
or wrong and titles seldom agree to the letter, so each found annex goes to
the listed one that fits best, and to none where nothing fits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zhida.core.notice import Attachment, Attachments

_KINDS = (
    ("分配", "资金表", "安排表", "下达表", "明细分配"),
    ("绩效目标", "绩效分解", "目标表"),
    ("反馈", "跟踪", "进度"),
    ("支出明细", "项目清单", "项目明细"),
    ("自评", "评价"),
)
_SAME_TITLE = 0.8
_SIMILAR_TITLE = 0.45


@dataclass(frozen=True, slots=True)
class Match:
    """对应: a found annex and the listed one that it is, None where it is none."""

    found: Attachment
    listed: Attachment | None


def match(attachments: Attachments) -> tuple[Match, ...]:
    """Each found annex with the listed one it fits best.

    Several found annexes may be one listed annex: a table for every place.
    """
    matches = []
    for found in attachments.found:
        fits = [(fit(listed, found), listed) for listed in attachments.listed]
        best = max((score for score, _ in fits), default=0.0)
        chosen = next((listed for score, listed in fits if score == best and best > 0), None)
        matches.append(Match(found, chosen))
    return tuple(matches)


def fit(listed: Attachment, found: Attachment) -> float:
    """How well two annexes fit, 0 where they can't be one.

    >>> from zhida.core.provenance import Source
    >>> place = Source("a")
    >>> one = Attachment("1", "资金分配表", place)
    >>> fit(one, Attachment("", "2021年资金分配表", place)) > 0
    True
    >>> fit(one, Attachment("2", "跟踪反馈表", place))
    0.0
    """
    alike = similarity(listed.title, found.title)
    same_number = bool(listed.label) and main_number(found.label) == main_number(listed.label)
    if not found.title:
        return 1.0 if same_number else 0.0
    same_kind = _kind(listed.title) == _kind(found.title)
    if not same_kind and alike < _SAME_TITLE:
        return 0.0
    if same_number:
        return 1.0 + alike
    known = _kind(listed.title) is not None
    return alike if alike >= (_SIMILAR_TITLE if known else _SAME_TITLE) else 0.0


def similarity(one: str, other: str) -> float:
    """Share of the pairs of neighbouring characters that two titles have in common, 0…1.

    A title that contains the other counts as the same.
    """
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return 1.0
    a, b = _pairs(first), _pairs(second)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def plain(title: str) -> str:
    """A title without blanks, brackets and punctuation.

    >>> plain("2020 年（城乡）分配表")
    '2020年城乡分配表'
    """
    text = unicodedata.normalize("NFKC", title)
    return "".join(character for character in text if character.isalnum())


def main_number(label: str) -> str:
    """The first number of a label: annex 3-2 is part of annex 3.

    >>> main_number("3-2"), main_number("附件4"), main_number("")
    ('3', '4', '')
    """
    number = re.search(r"\d+", label)
    return number.group().lstrip("0") if number else ""


def name_of(annex: Attachment) -> str:
    """The annex in words: its number and title, whichever there are."""
    title = f"《{annex.title}》" if annex.title else ""
    number = f"附件{annex.label}" if annex.label else ""
    return number + title or "附件"


def _kind(title: str) -> int | None:
    words = plain(title)
    return next((i for i, kind in enumerate(_KINDS) if any(word in words for word in kind)), None)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}

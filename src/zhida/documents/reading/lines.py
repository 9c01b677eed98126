"""行 lines: a text as numbered lines, and what converters leave inside them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from zhida.documents.reading.builder import RawTable

_BREAK = re.compile(r"<\s*br\s*/?\s*>|</p\s*>\s*(?:<p(?:\s[^<>]*)?>)?|</?p(?:\s[^<>]*)?>", re.I)
_MARK = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|sup|sub|div|a|o:p|center|small|big)(?:\s[^<>]*)?/?>", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.I)
_PICTURE = re.compile(
    r"!\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)|\[image:[^\[\]]*\]|<img\b[^<>]*>", re.I
)
_RULE_MARKS = frozenset("|:- \t")
_PAGE_NUMBER = re.compile(r"\s*[-—–－─]{1,3}\s*\d{1,4}\s*[-—–－─]{1,3}\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text. `number` counts from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a recogniser of tables found at a line: a table or None.

    A table ends before the line at index `end`. Where there is none, asking
    the same recogniser again makes sense from `end` on.
    """

    table: RawTable | None
    end: int


def numbered(text: str) -> list[Line]:
    """The lines of `text`; a form feed is a line end as well.

    >>> [line.number for line in numbered("甲\\r\\n乙\\n\\n丙")]
    [1, 2, 3, 4]
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    return [Line(index, part) for index, part in enumerate(whole.split("\n"), start=1)]


def unmark(text: str) -> str:
    """`text` without what converters leave: html marks, entities, places of pictures.

    A line break mark becomes a line end. Angle brackets around a title stay.

    >>> unmark("分配资金<br>(万元) <b>195</b>&nbsp;")
    '分配资金\\n(万元) 195'
    >>> unmark("印发<管理办法>的通知")
    '印发<管理办法>的通知'
    """
    if "[" in text:
        text = _PICTURE.sub("", text)
    if "<" in text:
        text = _PICTURE.sub("", text)
        text = _MARK.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text).replace("\xa0", " ")
    return "\n".join(part for part in (piece.strip() for piece in text.split("\n")) if part)


def is_table_rule(text: str) -> bool:
    """Whether a line is the rule under the head of a markdown table.

    >>> is_table_rule("|---|:--:|"), is_table_rule("---")
    (True, False)
    """
    return "|" in text and "--" in text and not set(text) - _RULE_MARKS


def is_page_number(text: str) -> bool:
    """Whether a line is only the number at the foot of a page.

    >>> is_page_number("— 3 —"), is_page_number("-5")
    (True, False)
    """
    return _PAGE_NUMBER.match(text) is not None

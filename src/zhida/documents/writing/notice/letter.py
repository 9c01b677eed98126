"""正文 letter: the lines of the letter, from the letterhead to the note on disclosure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from zhida.core.notice import Notice
from zhida.documents.writing.notice.fitting import TEXT_WIDTH, title_lines
from zhida.documents.writing.notice.layout import Line, Style
from zhida.documents.writing.notice.looks import TITLE_SIZE
from zhida.documents.writing.notice.statement import act_of, fund_of, statement_of
from zhida.documents.writing.notice.wording import Wording

_HEADINGS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Style.HEADING),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), Style.SUBHEADING),
)
_LONGEST_HEADING = 24


def letter_lines(notice: Notice, wording: Wording) -> Iterator[Line]:
    """正文: the lines of a notice's letter in the order of GB/T 9704-2012 §7."""
    yield from _letterhead([body.value for body in notice.issuers], wording)
    if notice.doc_number:
        yield Line(Style.NUMBER, str(notice.doc_number.value))
    title = title_lines(title_of(notice, wording), TEXT_WIDTH / TITLE_SIZE, wording.unbroken)
    yield Line(Style.TITLE, "\n".join(title))
    if notice.addressees:
        yield Line(Style.ADDRESSEE, _addressees([each.value for each in notice.addressees]))
    own = tuple(paragraph.value for paragraph in notice.paragraphs)
    for paragraph in own or wording.paragraphs(statement_of(notice)):
        yield Line(_style_of(paragraph), paragraph)
    yield from _attachments(notice, wording)
    for body in notice.issuers:
        yield Line(Style.SIGNATURE, body.value)
    signed = notice.signed or (notice.date if notice.printed is None else None)
    if signed:
        yield Line(Style.DATE, day_words(signed.value))
    if notice.disclosure:
        yield Line(Style.NOTE, wording.choice("letter", "disclosure", notice.disclosure.value))


def imprint_lines(notice: Notice, wording: Wording) -> Iterator[Line]:
    """版记: who gets a copy, who printed it and when, on the last page."""
    if notice.copy_to:
        copies = "，".join(each.value for each in notice.copy_to)
        yield Line(Style.COPIES, f"{wording.word('letter', 'copies')}{copies}。")
    if notice.printed:
        body = notice.issuers[0].value if notice.issuers else ""
        day = day_words(notice.printed.value)
        yield Line(Style.PRINTED, f"{body}\t{day}{wording.word('letter', 'printed')}")


def title_of(notice: Notice, wording: Wording) -> str:
    """标题: the notice's own, or one made of its act, year and fund."""
    if notice.title:
        return notice.title.value
    year = notice.budget_year.value if notice.budget_year else ""
    pattern = wording.word("letter", "title")
    return pattern.format(act=act_of(notice), year=year, fund=fund_of(notice))


def day_words(day: datetime.date) -> str:
    """成文日期: Arabic digits without leading zeros (§7.3.5).

    >>> day_words(datetime.date(2024, 6, 4))
    '2024年6月4日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _letterhead(issuers: Sequence[str], wording: Wording) -> Iterator[Line]:
    """发文机关标志: the host first; the last carries 文件."""
    for number, body in enumerate(issuers, 1):
        end = wording.word("letter", "letterhead_end") if number == len(issuers) else ""
        yield Line(Style.LETTERHEAD, f"{body}{end}")


def _addressees(names: Sequence[str]) -> str:
    """主送机关: with a full-width colon; names that have 、 within are parted by a comma."""
    mark = "，" if any("、" in name for name in names) else "、"
    return f"{mark.join(names)}："


def _style_of(paragraph: str) -> Style:
    for pattern, style in _HEADINGS:
        heading = pattern.match(paragraph) and len(paragraph) <= _LONGEST_HEADING
        if heading and not paragraph.endswith(("。", "；", "：")):
            return style
    return Style.BODY


def _attachments(notice: Notice, wording: Wording) -> Iterator[Line]:
    head = wording.word("letter", "attachments")
    for number, each in enumerate(notice.attachments.listed):
        label = f"{each.label}. " if each.label else ""
        style = Style.LIST_NEXT if number else Style.LIST_FIRST
        yield Line(style, f"{'' if number else head}{label}{each.title}")

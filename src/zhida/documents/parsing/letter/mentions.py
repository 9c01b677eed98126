"""提法 mentions: the years and funds that the parts of a letter name."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhida.core import funds
from zhida.core.notice import FundMention, YearMention
from zhida.documents.parsing.letter.basis import titles_in
from zhida.documents.parsing.letter.numerals import year_of
from zhida.documents.parsing.letter.passages import Passage

_YEAR = regex.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=年))(?:年度?|(?=中央|省级|自治区|市级|城乡|财政))(?!\d)(?P<after>[^,。;:]{0,60})"
)
_MONEY = regex.compile("资金|补助|预算|指标|经费|专款|公益金|奖补|补贴")
_NOT_BUDGET_YEAR = regex.compile(
    r"^(?:\d{1,2}月|起|以来|前|底|末|初|内|政府收支|收支分类|正式|[“\"]|第\d)"
)
_FLAG = regex.compile("^(?:中央|省级|该项)?(?:直达|追踪)")


def years_in(passage: Passage, role: str) -> Iterator[YearMention]:
    """年度提法: the years that a passage says money is for; dates and quoted titles left out.

    In the role "body" only a year that stands before its money counts.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("根据《关于下达2019年资金的通知》，现下达2020年补助资金，2020年3月报送。", Source("x"))
    >>> [m.year for m in years_in(text, "body")]
    [2020]
    """
    quoted = list(titles_in(passage.text)) if role == "body" else []
    for found in _YEAR.finditer(passage.text, overlapped=True):
        if any(start < found.start() < end for start, end in quoted):
            continue
        if _NOT_BUDGET_YEAR.match(found["after"]):
            continue
        if role == "body" and not _MONEY.search(found["after"]):
            continue
        year = year_of(found["year"])
        if year is None:
            continue
        place = passage.place(found.start("year"), found.end("year") + 1)
        of_flag = role == "body" and _FLAG.match(found["after"])
        yield YearMention(year, "flag" if of_flag else role, place)


def title_funds(title: Passage) -> Iterator[FundMention]:
    """资金提法 of a title: a fund that the table lacks is named by its words alone."""
    known = tuple(funds_in(title, "title"))
    yield from known
    if not known and (named := funds.generic(title.text)):
        start, end = named.span
        place = title.place(start, end)
        yield FundMention(title.printed[start:end], None, None, "title", place)


def funds_in(passage: Passage, role: str) -> Iterator[FundMention]:
    """资金提法: the funds that a passage names; in the body those in quotations don't count."""
    quoted = _quoted(passage.text) if role == "body" else []
    for found in funds.mentions(passage.text):
        start, end = found.span
        if not any(a < start < b for a, b in quoted):
            yield FundMention(
                passage.printed[start:end],
                found.fund.name,
                found.sub_fund.name if found.sub_fund else None,
                role,
                passage.place(start, end),
            )


def _quoted(text: str) -> list[tuple[int, int]]:
    """The ranges of quoted titles and of names of codes in quotation marks."""
    names = [found.span() for found in _QUOTATION.finditer(text)]
    return [*titles_in(text), *names]


_QUOTATION = regex.compile('“[^“”]{0,60}”|"[^"]{0,60}"')

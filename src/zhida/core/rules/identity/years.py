"""年度提法 years: years stated by some part of the notice, against the title's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.notice import Notice
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Stray:
    """异年: a year that differs from the budget year, with its places.

    `doubtful` is true where the paragraph of the total names the right year and
    this one stands elsewhere in the body.
    """

    year: int
    sources: tuple[Source, ...]
    doubtful: bool


_SETTLING = (
    "清算", "结算", "结转", "结余", "上年", "往年", "以前年度", "扣减", "收回", "抵扣", "考核",
    "评价", "自评", "执行情况", "决算", "人口", "基数",
)  # fmt: skip
_BEFORE, _AFTER = 8, 40


def strays(notice: Notice, *roles: str) -> Iterator[Stray]:
    """The years of some roles that differ from the title's, each once.

    Nothing where the title has no year, nor where the words around a year
    speak of settling or carrying over: then two years stand side by side.
    """
    if notice.budget_year is None:
        return
    right = notice.budget_year.value
    mentions = [mention for mention in notice.years if mention.role in roles]
    for year in dict.fromkeys(mention.year for mention in mentions if mention.year != right):
        sources = tuple(mention.source for mention in mentions if mention.year == year)
        if not _settles(notice, year, sources):
            beside = _is_beside_right_one(notice, sources, right)
            yield Stray(year, tuple(dict.fromkeys(sources)), beside)


def _settles(notice: Notice, year: int, sources: tuple[Source, ...]) -> bool:
    """Whether the title speaks of settling, or the words around the year do wherever it stands."""
    title = notice.title.value if notice.title is not None else ""
    if any(word in title for word in _SETTLING):
        return True
    blocks = {(source.file, source.block) for source in sources}
    texts = [
        each.value for each in notice.paragraphs if (each.source.file, each.source.block) in blocks
    ]
    texts += [
        annex.title
        for annex in (*notice.attachments.listed, *notice.attachments.found)
        if (annex.source.file, annex.source.block) in blocks
    ]
    around = [near for text in texts for near in _around(year, "".join(text.split()))]
    return bool(around) and all(any(word in near for word in _SETTLING) for near in around)


def _around(year: int, text: str) -> Iterator[str]:
    """The words beside each place where a text has the year."""
    for match in re.finditer(str(year), text):
        yield text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]


def _is_beside_right_one(notice: Notice, sources: tuple[Source, ...], right: int) -> bool:
    total = notice.total.source
    blocks = {(source.file, source.block) for source in sources}
    if total is None or (total.file, total.block) in blocks:
        return False
    body = [mention for mention in notice.years if mention.role == "body"]
    in_body = any((each.source.file, each.source.block) in blocks for each in body)
    told = any(
        each.year == right and (each.source.file, each.source.block) == (total.file, total.block)
        for each in body
    )
    return in_body and told

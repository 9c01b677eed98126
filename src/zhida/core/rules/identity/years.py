"""年度提法 years: years stated by some part of the notice, against the title's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.notice import Notice
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Stray:
    """异年: a year that differs from the budget year, with its places.

    `settles` is true where the words around it speak of settling or carrying
    over, so that two years may rightly stand side by side.
    """

    year: int
    sources: tuple[Source, ...]
    settles: bool


_SETTLING = (
    "清算",
    "结算",
    "结转",
    "结余",
    "上年",
    "往年",
    "以前年度",
    "扣减",
    "收回",
    "抵扣",
    "考核",
)


def strays(notice: Notice, *roles: str) -> Iterator[Stray]:
    """The years of some roles that differ from the title's, each once.

    Nothing where the title has no year.
    """
    if notice.budget_year is None:
        return
    right = notice.budget_year.value
    mentions = [mention for mention in notice.years if mention.role in roles]
    for year in dict.fromkeys(mention.year for mention in mentions if mention.year != right):
        sources = tuple(mention.source for mention in mentions if mention.year == year)
        yield Stray(year, tuple(dict.fromkeys(sources)), _settles(notice, sources))


def _settles(notice: Notice, sources: tuple[Source, ...]) -> bool:
    """Whether the title, or a paragraph in which the year stands, speaks of settling."""
    blocks = {(source.file, source.block) for source in sources}
    texts = [
        paragraph.value
        for paragraph in notice.paragraphs
        if (paragraph.source.file, paragraph.source.block) in blocks
    ]
    if notice.title is not None:
        texts.append(notice.title.value)
    return any(word in text for text in texts for word in _SETTLING)

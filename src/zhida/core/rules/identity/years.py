"""年度提法 years: years stated by some part of the notice, against the title's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.notice import Notice
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Stray:
    """异年: a year that differs from the budget year, with its places.

    `mixed` is true where the same part also names the right year.
    """

    year: int
    sources: tuple[Source, ...]
    mixed: bool


def strays(notice: Notice, *roles: str) -> Iterator[Stray]:
    """The years of some roles that differ from the title's, each once.

    Nothing where the title has no year.
    """
    if notice.budget_year is None:
        return
    right = notice.budget_year.value
    mentions = [mention for mention in notice.years if mention.role in roles]
    mixed = any(mention.year == right for mention in mentions)
    for year in dict.fromkeys(mention.year for mention in mentions if mention.year != right):
        sources = tuple(mention.source for mention in mentions if mention.year == year)
        yield Stray(year, tuple(dict.fromkeys(sources)), mixed)

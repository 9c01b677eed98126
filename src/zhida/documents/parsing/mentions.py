"""提法 mentions: the years and funds that annex titles and performance tables name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhida.core import funds
from zhida.core.notice import FundMention, PerformanceTable, YearMention
from zhida.core.provenance import Source
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import Segment

_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年?(?!\d|月)")


def years_mentioned(
    segments: Sequence[Segment], targets: Sequence[PerformanceTable]
) -> Iterator[YearMention]:
    """The years in annex titles ("annex_title") and those of performance tables ("target")."""
    for segment in segments:
        if segment.title is not None:
            for found in _YEAR.finditer(segment.title.value):
                yield YearMention(int(found["year"]), "annex_title", segment.title.source)
    for table in targets:
        if table.year is not None:
            yield YearMention(table.year.value, "target", table.year.source)


def funds_mentioned(
    segments: Sequence[Segment], targets: Sequence[PerformanceTable]
) -> Iterator[FundMention]:
    """The funds in annex titles ("annex_title") and in the heads of performance tables ("target")."""
    for segment in segments:
        if segment.title is not None:
            yield from _mention(segment.title.value, "annex_title", segment.title.source)
    for table in targets:
        for label, value in table.header:
            if "名称" in label:
                yield from _mention(value.value, "target", value.source)


def _mention(text: str, role: str, source: Source) -> Iterator[FundMention]:
    for found in funds.mentions(clean(text).text):
        part = found.sub_fund.name if found.sub_fund else None
        yield FundMention(found.printed, found.fund.name, part, role, source)

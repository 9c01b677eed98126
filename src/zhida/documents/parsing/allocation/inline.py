"""文内分配 inline: an allocation told in a sentence instead of a table.

"其中：南昌市30万元、九江市45万元" is a table of two rows. Only a run of two or
more places with amounts counts, so that other sums of the text stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhida.core import regions
from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.core.notice import AllocationTable, Column, Measure, MeasureKind, Row, RowKind
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region
from zhida.documents.parsing.normalise import Clean, clean

_PAIR = re.compile(
    r"(?P<name>[^\d,、;:。()《》“”+=\s]{2,24}(?:\([^()]{1,16}\))?)"
    r"(?:\d[\d,.]*(?:\+\d[\d,.]*)+=)?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>[百千万亿]*元)"
)
_LEAD = re.compile(r"^(?:其中|分别为|安排|下达|拨付|分配|给|补助|和|及|以及|包括|即)+")
_UNITS = {unit.label: unit for unit in Unit}


def inline_allocation(
    paragraphs: Sequence[Stated[str]], within: str | None
) -> AllocationTable | None:
    """The first run of two or more places with amounts in the text, as a table."""
    for paragraph in paragraphs:
        text = clean(paragraph.value)
        for run in _runs(text, within):
            return _table(run, text, paragraph.source)
    return None


_Hit = tuple[re.Match[str], str, Region]


def _runs(text: Clean, within: str | None) -> Iterator[list[_Hit]]:
    run: list[_Hit] = []
    for found in _PAIR.finditer(text.text):
        name = _LEAD.sub("", found["name"])
        place = regions.find(name, within=within) if name else None
        if place is None or (run and found.start() - run[-1][0].end() > 2):
            if len(run) >= 2:
                yield run
            run = []
        if place is not None:
            run.append((found, name, place))
    if len(run) >= 2:
        yield run


def _table(run: Sequence[_Hit], text: Clean, source: Source) -> AllocationTable:
    column = Column("金额", MeasureKind.MONEY, source=source)
    rows = []
    for found, name, place in run:
        where = text.place(source, *found.span())
        unit = _UNITS[found["unit"]]
        amount = Amount(
            fen_of(found["digits"], unit),
            AmountState.NUMBER,
            found["digits"] + found["unit"],
            step_of(found["digits"], unit),
            where,
        )
        measure = Measure(0, amount.printed, where, amount=amount)
        rows.append(Row(name, RowKind.LEAF, where, place, measures=(measure,)))
    return AllocationTable("", "", _UNITS[run[0][0]["unit"]], (column,), tuple(rows), source)

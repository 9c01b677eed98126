"""文内分配 inline: an allocation told in a sentence instead of a table.

"其中：南昌市30万元、九江市45万元" is a table of two rows. Only a run of two or
more recipients with amounts counts, so that other sums of the text stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core import regions
from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.core.notice import AllocationTable, Column, Measure, MeasureKind, Row, RowKind
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region
from zhida.documents.parsing.normalise import clean

_PAIR = re.compile(
    r"(?P<name>[^\d,、;:。()《》“”+=\s]{2,24}(?:\([^()]{1,16}\))?)"
    r"(?:\d[\d,.]*(?:\+\d[\d,.]*)+=)?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>[百千万亿]*元)"
)
_LEAD = re.compile(r"^(?:其中|分别为|安排|下达|拨付|分配|给|补助|和|及|以及|包括|即)+")
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])?"
)
_UNITS = {unit.label: unit for unit in Unit}


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name with an amount. `leads` is true where a paragraph begins with it."""

    name: str
    place: Region | None
    amount: Amount
    start: int
    end: int
    leads: bool


def inline_allocation(
    paragraphs: Sequence[Stated[str]], within: str | None, total: int | None = None
) -> AllocationTable | None:
    """The first run of two or more recipients with amounts in the text, as a table.

    They stand side by side in a sentence, or each begins a paragraph. Places
    are known; offices and units only count where they make up the letter's
    `total` (fen), for other lists name units too.
    """
    run: list[_Hit] = []
    for paragraph in paragraphs:
        hits = list(_hits(paragraph, within))
        for at, hit in enumerate(hits):
            beside = at > 0 and hit.start - hits[at - 1].end <= 2
            below = at == 0 and hit.leads and (not run or run[-1].leads)
            if run and not (beside or below):
                if _is_allocation(run, total):
                    return _table(run)
                run = []
            run.append(hit)
    return _table(run) if _is_allocation(run, total) else None


def _is_allocation(run: Sequence[_Hit], total: int | None) -> bool:
    if len(run) < 2:
        return False
    whole = sum(hit.amount.fen or 0 for hit in run)
    return all(hit.place is not None for hit in run) or whole == total


def _hits(paragraph: Stated[str], within: str | None) -> Iterator[_Hit]:
    text = clean(paragraph.value)
    opening = _MARK.match(text.text)
    for found in _PAIR.finditer(text.text):
        named = _named(found["name"], within)
        if named is None:
            continue
        name, place = named
        unit = _UNITS[found["unit"]]
        amount = Amount(
            fen_of(found["digits"], unit),
            AmountState.NUMBER,
            found["digits"] + found["unit"],
            step_of(found["digits"], unit),
            text.place(paragraph.source, *found.span()),
        )
        leads = opening is not None and found.start("name") == opening.end()
        yield _Hit(name, place, amount, found.start(), found.end(), leads)


def _named(words: str, within: str | None) -> tuple[str, Region | None] | None:
    """The recipient that words before an amount name; 和静县 is none of 和."""
    for name in dict.fromkeys((words, _LEAD.sub("", words))):
        place = regions.find(name, within=within) if name else None
        if place is not None or (name and regions.body_kind(name) is not None):
            return name, place
    return None


def _table(run: Sequence[_Hit]) -> AllocationTable:
    source = run[0].amount.source or Source("")
    column = Column("金额", MeasureKind.MONEY, source=source)
    rows = []
    for hit in run:
        where = hit.amount.source or source
        measure = Measure(0, hit.amount.printed, where, amount=hit.amount)
        rows.append(Row(hit.name, RowKind.LEAF, where, hit.place, measures=(measure,)))
    unit = _UNITS[run[0].amount.printed.lstrip("0123456789.,")]
    return AllocationTable("", "", unit, (column,), tuple(rows), source)

"""与上年比较 comparing: the rows of a notice beside those of last year's for the same money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhida.core.provenance import Source
from zhida.platform.notices.addresses import place_of
from zhida.platform.notices.models import OVER, Document


@dataclass(frozen=True, slots=True)
class Side:
    """一侧: what a notice prints for one row and column, in fen, and where."""

    document: Document
    fen: int
    source: Source


@dataclass(frozen=True, slots=True)
class Compared:
    """一行: a recipient and column; one side is None where only the other year has it."""

    name: str
    column: str
    now: Side | None
    before: Side | None
    total: bool = False

    @property
    def difference(self) -> int | None:
        """增减额: fen, now less before; None where one is missing."""
        return self.now.fen - self.before.fen if self.now and self.before else None


def earlier(document: Document) -> list[Document]:
    """上年通知: of the same agency and issuer for the same fund, the one most alike first.

    Without a fund or a year there is nothing to compare with.
    """
    fund = document.notice.get("fund")
    if not (fund and document.year):
        return []
    found = Document.objects.filter(
        agency=document.agency,
        issuer=document.issuer,
        year=document.year - 1,
        notice__fund=fund,
    ).exclude(state__in=OVER)
    status = document.notice.get("status")
    return sorted(found, key=lambda each: (each.notice.get("status") != status, -each.pk))


def compared(now: Document, before: Document) -> list[Compared]:
    """逐行比较: rows of this year's notice in its order, then those that are gone.

    Rows are matched by the code of the region (by the name where there is none)
    and columns by their heading without the year.
    """
    ours, theirs = _cells(now), _cells(before)
    keys = [*ours, *(key for key in theirs if key not in ours)]
    return [_compared(key, ours.get(key), theirs.get(key)) for key in keys]


@dataclass(frozen=True, slots=True)
class _Printed:
    name: str
    column: str
    side: Side
    total: bool


def _compared(key: tuple[str, str], ours: _Printed | None, theirs: _Printed | None) -> Compared:
    shown = ours or theirs
    assert shown is not None
    return Compared(
        shown.name,
        shown.column,
        ours.side if ours else None,
        theirs.side if theirs else None,
        shown.total,
    )


def _cells(document: Document) -> dict[tuple[str, str], _Printed]:
    rows: Iterable[Mapping[str, Any]] = document.notice.get("allocation", ())
    cells: dict[tuple[str, str], _Printed] = {}
    for row in rows:
        for each in row["measures"]:
            if each["kind"] != "money" or each["fen"] is None:
                continue
            column = _yearless(each["column"] or "", document.year)
            who = row.get("region_code") or "/".join([*row["path"], row["recipient"]])
            side = Side(document, each["fen"], place_of(each["place"]))
            printed = _Printed(row["recipient"], column, side, row["kind"] != "leaf")
            cells.setdefault((who, column), printed)
    if not cells and (fen := document.notice["total"]["fen"]) is not None:
        where = document.notice.get("places", {}).get("total")
        if where:
            side = Side(document, fen, place_of(where))
            cells["", ""] = _Printed("正文总额", "", side, True)
    return cells


def _yearless(heading: str, year: int | None) -> str:
    """2026年应下达 and 2025年应下达 are one column: 本年应下达."""
    if year is None:
        return heading
    for number, word in ((year + 1, "下年"), (year, "本年"), (year - 1, "上年")):
        heading = heading.replace(f"{number}年度", word).replace(f"{number}年", word)
    return heading

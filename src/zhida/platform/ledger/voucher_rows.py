"""凭证列表 voucher rows: vouchers by verb, day, paper or number, page by page, and one with its entries."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from zhida.core.provenance import Source
from zhida.platform.ledger.vouchers import sources_of
from zhida.platform.regions.fiscal_tree import COUNTRY, parents_of, subtree


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选: vouchers of a budget year by whoever acts in a region and below; "" asks for nothing."""

    year: int
    region: str
    verb: str = ""
    document: str = ""
    holder: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """凭证: its head. `fen` is the sum of its entries; `reverses` and `undone_by` are numbers."""

    year: int
    number: int
    verb: str
    document: str
    day: datetime.date
    booked_at: datetime.datetime
    holder: str
    holder_name: str
    region: str
    counterpart_name: str
    actor: str
    reason: str
    reverses: int | None
    undone_by: int | None
    fen: int

    @property
    def name(self) -> str:
        """凭证编号: 2025-17."""
        return f"{self.year}-{self.number}"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """分录: fen from one account to another; a line is None where it may not be opened."""

    ordinal: int
    credit_line: int | None
    credit_holder: str
    credit_kind: str
    debit_line: int | None
    debit_holder: str
    debit_kind: str
    fen: int


def count_vouchers(asked: Filter, most: int) -> int:
    """几张: how many vouchers fit; where they are more than `most`, one more than these."""
    where, values = _where(asked)
    fitting = f"SELECT FROM ledger_voucher v WHERE {where} LIMIT %(most)s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({fitting}) AS v", values | {"most": most + 1})
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def voucher_rows(asked: Filter, first: int, number: int) -> list[VoucherRow]:
    """凭证: those from a place on, the last booked first."""
    where, values = _where(asked)
    wanted = (
        f"SELECT v.* FROM ledger_voucher v WHERE {where} ORDER BY v.id DESC"
        " LIMIT %(number)s OFFSET %(first)s"
    )
    return _read(wanted, values | {"first": first, "number": number})


def voucher_row(year: int, number: int) -> VoucherRow | None:
    """一张凭证: that the scope may see."""
    wanted = "SELECT v.* FROM ledger_voucher v WHERE v.year = %(year)s AND v.id = %(id)s"
    return next(iter(_read(wanted, {"year": year, "id": number})), None)


def vouchers_found(
    most: int, *, year: int = 0, number: int = 0, document: str = ""
) -> list[VoucherRow]:
    """找凭证: by year and number, or by the whole number of the paper, the last booked first.

    Either is an index of its own, whatever the number of vouchers.
    """
    by = "v.document = %(document)s" if document else "v.year = %(year)s AND v.id = %(number)s"
    wanted = f"SELECT v.* FROM ledger_voucher v WHERE {by} ORDER BY v.id DESC LIMIT %(most)s"
    return _read(wanted, {"year": year, "number": number, "document": document, "most": most})


def entries_of(year: int, number: int) -> list[EntryRow]:
    """分录: of one voucher, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [year, number])
        return [_entry(*row) for row in cursor.fetchall()]


def _entry(
    ordinal: int,
    credit_line: int | None,
    credit_holder: str,
    credit_taker: str | None,
    credit_kind: str,
    debit_line: int | None,
    debit_holder: str,
    debit_taker: str | None,
    debit_kind: str,
    fen: int,
) -> EntryRow:
    credit, debit = _side(credit_holder, credit_taker), _side(debit_holder, debit_taker)
    return EntryRow(ordinal, credit_line, credit, credit_kind, debit_line, debit, debit_kind, fen)


def _side(holder: str, taker: str | None) -> str:
    """Whose account it is, and of money in transit who may take it out."""
    return holder + (_("（往{unit}）").format(unit=taker) if taker else "")


def places_of(year: int, number: int) -> tuple[Source, ...]:
    """出处: where a voucher's figures were printed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sources FROM ledger_voucher WHERE year = %s AND id = %s", [year, number]
        )
        row = cursor.fetchone()
    return sources_of(row[0]) if row else ()


def _read(wanted: str, values: Mapping[str, Any]) -> list[VoucherRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(wanted=wanted), values)
        return [VoucherRow(*row) for row in cursor.fetchall()]


def _where(asked: Filter) -> tuple[str, dict[str, Any]]:
    conditions, values = ["v.year = %(year)s"], dict[str, Any](year=asked.year)
    if asked.region != COUNTRY:
        conditions.append("v.region_id = ANY(%(regions)s)")
        values["regions"] = list(subtree(asked.region, parents_of(None)))
    for name, condition in (
        ("verb", "v.verb = %(verb)s"),
        ("document", "v.document = %(document)s"),
        ("since", "v.document_date >= %(since)s"),
        ("until", "v.document_date <= %(until)s"),
        ("holder", "v.holder_id = (SELECT id FROM regions_agency WHERE code = %(holder)s)"),
    ):
        if wanted := getattr(asked, name):
            conditions.append(condition)
            values[name] = wanted
    return " AND ".join(conditions), values


_ROWS = """
SELECT v.year, v.id, v.verb, v.document, v.document_date, v.booked_at, h.code, h.name,
       v.region_id, CASE WHEN c.id <> h.id THEN c.name ELSE '' END, v.actor, v.reason, v.reverses_id,
       (SELECT r.id FROM ledger_voucher r WHERE r.year = v.year AND r.reverses_id = v.id),
       (SELECT sum(t.fen)::bigint FROM ledger_transfer t
        WHERE t.year = v.year AND t.voucher_id = v.id)
FROM ({wanted}) AS v
JOIN regions_agency h ON h.id = v.holder_id
JOIN regions_agency c ON c.id = v.counterpart_id
ORDER BY v.id DESC
"""
_ENTRIES = """
SELECT t.ordinal, cl.id, ch.name, ct.name, t.credit_kind, dl.id, dh.name, dt.name, t.debit_kind, t.fen
FROM ledger_transfer t
JOIN regions_agency ch ON ch.id = t.credit_holder_id
JOIN regions_agency dh ON dh.id = t.debit_holder_id
LEFT JOIN regions_agency ct ON ct.id = t.credit_taker_id AND ct.id <> t.credit_holder_id
LEFT JOIN regions_agency dt ON dt.id = t.debit_taker_id AND dt.id <> t.debit_holder_id
LEFT JOIN ledger_line cl ON cl.id = t.credit_line_id
LEFT JOIN ledger_line dl ON dl.id = t.debit_line_id
WHERE t.year = %s AND t.voucher_id = %s
ORDER BY t.ordinal
"""

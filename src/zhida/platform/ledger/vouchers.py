"""已记凭证 vouchers: vouchers as the ledger holds them, read back as values of `core.ledger`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from zhida.core.ledger import (
    AccountKey,
    Identity,
    LedgerError,
    Relation,
    Transfer,
    Voucher,
)
from zhida.core.provenance import Source


def stored_vouchers(
    keys: Sequence[tuple[int, int]],
) -> tuple[tuple[Voucher, ...], dict[bytes, int]]:
    """凭证: those of these years and numbers, in that order, and the numbers of their lines.

    Raises `LedgerError` where the scope doesn't reach one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VOUCHERS, [[year for year, _ in keys], [number for _, number in keys]])
        heads = {(row[0], row[1]): row[2:] for row in cursor.fetchall()}
        cursor.execute(_TRANSFERS, [[year for year, _ in keys], [number for _, number in keys]])
        rows: dict[tuple[int, int], list[Transfer]] = {}
        numbers: dict[bytes, int] = {}
        for year, number, credit, debit, fen, relation in (
            (row[0], row[1], row[2:6], row[6:10], row[10], row[11]) for row in cursor.fetchall()
        ):
            numbers[bytes(credit[1])] = credit[0]
            numbers[bytes(debit[1])] = debit[0]
            rows.setdefault((year, number), []).append(
                Transfer(
                    AccountKey(bytes(credit[1]), credit[2], credit[3]),
                    AccountKey(bytes(debit[1]), debit[2], debit[3]),
                    fen,
                    Relation(relation),
                )
            )
    if missing := [key for key in keys if key not in heads]:
        year, number = missing[0]
        raise LedgerError(f"凭证{year}-{number}不在当前工作范围内，请由其经办单位办理")
    return tuple(_voucher(heads[key], rows[key]) for key in keys), numbers


def _voucher(head: tuple[object, ...], transfers: list[Transfer]) -> Voucher:
    verb, holder, counterpart, document, day, actor, reason, stored, places, undone, before = head
    identity = json.loads(stored) if isinstance(stored, str) else stored
    return Voucher(
        Identity(**identity),  # type: ignore[arg-type]
        str(verb),
        str(holder),
        tuple(transfers),
        str(document),
        day,  # type: ignore[arg-type]
        str(actor),
        str(reason),
        str(counterpart) if counterpart != holder else None,
        sources_of(places),  # type: ignore[arg-type]
        bytes(undone) if undone else None,  # type: ignore[call-overload]
        bytes(before) if before else None,  # type: ignore[call-overload]
    )


def sources_of(stored: str | list[dict[str, object]]) -> tuple[Source, ...]:
    """出处: a voucher's sources from its column."""
    places = json.loads(stored) if isinstance(stored, str) else stored
    return tuple(_source(each) for each in places)


def _source(row: dict[str, object]) -> Source:
    tuples = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Source(**(row | tuples))  # type: ignore[arg-type]


_VOUCHERS = """
SELECT v.year, v.id, v.verb, h.code, c.code, v.document, v.document_date, v.actor, v.reason,
       v.identity, v.sources, undone.key, before.key
FROM ledger_voucher v
JOIN unnest(%s::smallint[], %s::bigint[]) AS w(year, id) USING (year, id)
JOIN regions_agency h ON h.id = v.holder_id
JOIN regions_agency c ON c.id = v.counterpart_id
LEFT JOIN ledger_voucher undone ON undone.year = v.year AND undone.id = v.reverses_id
LEFT JOIN ledger_voucher before
    ON before.year = v.carried_from_year AND before.id = v.carried_from_id
"""
_TRANSFERS = """
SELECT t.year, t.voucher_id, t.credit_line_id, cu.digest, t.credit_kind, cc.code,
       t.debit_line_id, du.digest, t.debit_kind, dc.code, t.fen, t.relation
FROM ledger_transfer t
JOIN unnest(%s::smallint[], %s::bigint[]) AS w(year, id)
    ON t.year = w.year AND t.voucher_id = w.id
CROSS JOIN LATERAL (SELECT digest FROM ledger_trace_up(t.credit_line_id) WHERE depth = 0) AS cu
CROSS JOIN LATERAL (SELECT digest FROM ledger_trace_up(t.debit_line_id) WHERE depth = 0) AS du
JOIN ledger_account ca ON ca.id = t.credit_id
JOIN ledger_account da ON da.id = t.debit_id
LEFT JOIN regions_agency cc ON cc.id = ca.counterpart_id
LEFT JOIN regions_agency dc ON dc.id = da.counterpart_id
ORDER BY t.year, t.voucher_id, t.ordinal
"""


def carried_over(
    agency: str, year: int
) -> tuple[tuple[Voucher, ...], frozenset[bytes], frozenset[bytes]]:
    """结转凭证: an agency's carryings over of a year, with the keys of those undone and taken in."""
    with connection.cursor() as cursor:
        cursor.execute(_CARRIED, [agency, year])
        rows = cursor.fetchall()
    vouchers, _ = stored_vouchers([(year, number) for number, *_ in rows]) if rows else ((), {})
    undone = frozenset(bytes(key) for _, key, gone, _ in rows if gone)
    continued = frozenset(bytes(key) for _, key, _, taken in rows if taken)
    return vouchers, undone, continued


_CARRIED = """
SELECT v.id, v.key,
       EXISTS (SELECT FROM ledger_voucher r WHERE r.year = v.year AND r.reverses_id = v.id),
       EXISTS (SELECT FROM ledger_voucher n
               WHERE n.year = v.year + 1 AND n.carried_from_year = v.year
                 AND n.carried_from_id = v.id
                 AND NOT EXISTS (SELECT FROM ledger_voucher r
                                 WHERE r.year = n.year AND r.reverses_id = n.id))
FROM ledger_voucher v
JOIN regions_agency g ON g.id = v.holder_id
WHERE g.code = %s AND v.year = %s AND v.verb = 'carry_over'
ORDER BY v.id
"""

"""在途待签收 arriving: what was sent to an agency and not taken yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Arriving:
    """在途: fen on a line that is for the agency, sent under a document on a day by an agency."""

    line: int
    document: str
    sender: str
    sent_on: datetime.date
    fen: int


def arriving(agency: str) -> tuple[Arriving, ...]:
    """在途待签收: to an agency (its code), the oldest first; within the running scope."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVING, [agency])
        return tuple(Arriving(*row) for row in cursor.fetchall())


# The line is the sender's, which the agency doesn't see; the voucher names both.
_ARRIVING = """
SELECT a.line_id, v.document, sender.name, v.document_date, a.balance_fen
FROM ledger_account a
JOIN regions_agency mine ON mine.id = a.counterpart_id
JOIN regions_agency sender ON sender.id = a.holder_id
CROSS JOIN LATERAL (
    SELECT v.document, v.document_date FROM ledger_transfer t
    JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
    WHERE t.debit_id = a.id ORDER BY v.year DESC, v.id DESC LIMIT 1) AS v
WHERE mine.code = %s AND a.in_transit AND a.balance_fen > 0
ORDER BY v.document_date, a.line_id
"""

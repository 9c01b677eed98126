"""账上情况 standing: what the ledger holds that the booking of a notice must know."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from zhida.core.booking import Held, Known, OnTheWay
from zhida.core.ledger import QuotaLine
from zhida.platform.ledger.lines import line_of, quota_lines
from zhida.platform.regions.models import Agency


def standing(agency: str, year: int, number: str, home: str) -> Known:
    """账上情况: as the scope sees it from an agency (its code), for a notice's number and year.

    `home` is the region that issues the notice.
    """
    coming = _on_the_way("issue", "accept", agency, year, number)
    returning = _on_the_way("return", "retrieve", agency, year, number)
    held = _held(agency, year)
    return Known(
        held=held,
        coming=coming,
        returning=returning,
        parents={line.digest: line for line in _parents(agency, year)},
        taken=_taken(agency, year, number),
        advanced=_advanced(agency, year, number),
        receipts=_receipts(agency, year),
        units=dict(
            Agency.objects.filter(region_id=home, kind=Agency.Kind.UNIT).values_list("name", "code")
        ),
        issued=_issued(agency, year, number),
    )


def _held(agency: str, year: int) -> tuple[Held, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [agency, year])
        rows = cursor.fetchall()
    lines = quota_lines(number for number, _, _ in rows)
    return tuple(Held(lines[number], pending, expected) for number, pending, expected in rows)


_HELD = """
SELECT l.id, COALESCE(max(a.balance_fen) FILTER (WHERE a.kind = 'pending'), 0),
       COALESCE(max(a.balance_fen) FILTER (WHERE a.kind = 'expected'), 0)
FROM ledger_line l
JOIN regions_agency g ON g.id = l.holder_id
LEFT JOIN ledger_account a ON a.line_id = l.id AND a.kind IN ('pending', 'expected')
WHERE g.code = %s AND l.year = %s AND l.book = 'quota'
GROUP BY l.id ORDER BY l.id
"""


def _on_the_way(sent: str, taken: str, agency: str, year: int, number: str) -> tuple[OnTheWay, ...]:
    """What was sent to the agency under a number and not taken yet, by lines and amounts."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [sent, agency, year, number])
        rows = cursor.fetchall()
        cursor.execute(_TAKEN, [taken, agency, year, number])
        done = list(cursor.fetchall())
    found = []
    for line, kind, fen, issuer, ordinal in rows:
        if (line, kind, fen) in done:
            done.remove((line, kind, fen))
            continue
        found.append((line, kind, fen, issuer, int(ordinal)))
    lines = lines_seen(line for line, *_ in found)
    return tuple(
        OnTheWay(lines[line], fen, kind == "expected_transit", issuer, ordinal)
        for line, kind, fen, issuer, ordinal in found
    )


_UNDONE = "NOT EXISTS (SELECT FROM ledger_voucher r WHERE r.year = v.year AND r.reverses_id = v.id)"
_SENT = f"""
SELECT t.debit_line_id, t.debit_kind, t.fen, v.identity->>'issuer', v.identity->>'ordinal'
FROM ledger_voucher v
JOIN regions_agency c ON c.id = v.counterpart_id
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
WHERE v.verb = %s AND c.code = %s AND v.year = %s AND v.document = %s AND {_UNDONE}
ORDER BY v.id, t.ordinal
"""
_TAKEN = f"""
SELECT t.credit_line_id, t.credit_kind, t.fen
FROM ledger_voucher v
JOIN regions_agency h ON h.id = v.holder_id
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
WHERE v.verb = %s AND h.code = %s AND v.year = %s AND v.document = %s AND {_UNDONE}
"""


def _parents(agency: str, year: int) -> list[QuotaLine]:
    """The lines of the level above that the agency's own hang on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.parent_id FROM ledger_line l"
            " JOIN regions_agency g ON g.id = l.holder_id"
            " WHERE g.code = %s AND l.year = %s AND l.parent_id IS NOT NULL",
            [agency, year],
        )
        numbers = [number for (number,) in cursor.fetchall()]
    return list(lines_seen(numbers).values())


def lines_seen(numbers: Iterable[int]) -> dict[int, QuotaLine]:
    """看得到的指标行: lines by number, also those of the level above from which money came."""
    wanted = list(dict.fromkeys(numbers))
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [wanted])
        return dict(line_of(*row) for row in cursor.fetchall())


_ABOVE = """
SELECT w.id, e.book, e.year, e.fund, e.source, e.kind, e.purpose, e.regime, e.flag, e.project,
       e.three_guarantees, u.holder, u.document, u.upstream_document, u.advance, u.condition,
       u.transfer_function, u.function, u.gov_econ, u.dept_econ, u.implementing_project,
       u.parent_digest, u.carried_from_digest
FROM unnest(%s::bigint[]) AS w(id)
CROSS JOIN LATERAL ledger_trace_up(w.id) AS u
JOIN ledger_earmark e ON e.id = u.earmark_id
WHERE u.depth = 0
"""


def _taken(agency: str, year: int, number: str) -> frozenset[str]:
    """Who took the notice in from outside, below the agency."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT h.code FROM ledger_voucher v"
            " JOIN regions_agency h ON h.id = v.holder_id"
            f" WHERE v.verb = 'receive' AND v.year = %s AND v.document = %s AND {_UNDONE}",
            [year, number],
        )
        return frozenset(code for (code,) in cursor.fetchall()) - {agency}


def _advanced(agency: str, year: int, number: str) -> dict[tuple[str, str], int]:
    """What went to each recipient on advance lines by other notices, less what came back."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCED, [agency, year, number])
        return {(code, source): int(fen) for code, source, fen in cursor.fetchall()}


_ADVANCED = f"""
SELECT c.code, e.source || '/' || e.kind,
       sum(CASE v.verb WHEN 'issue' THEN t.fen ELSE -t.fen END)
FROM ledger_voucher v
JOIN regions_agency h ON h.id = v.holder_id
JOIN regions_agency c ON c.id = v.counterpart_id
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
JOIN ledger_line l ON l.id = t.debit_line_id AND l.advance
JOIN ledger_earmark e ON e.id = l.earmark_id
WHERE v.verb IN ('issue', 'retrieve') AND h.code = %s AND v.year = %s AND v.document <> %s
  AND {_UNDONE}
GROUP BY 1, 2
"""


def _receipts(agency: str, year: int) -> dict[tuple[str, str], int]:
    """How often the agency took money in from outside, by number and source, undone ones too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.document, v.identity->>'source', count(*) FROM ledger_voucher v"
            " JOIN regions_agency h ON h.id = v.holder_id"
            " WHERE v.verb = 'receive' AND h.code = %s AND v.year = %s GROUP BY 1, 2",
            [agency, year],
        )
        return {(number, source): count for number, source, count in cursor.fetchall()}


def _issued(agency: str, year: int, number: str) -> int:
    """What the agency sent out under the number already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(sum(t.fen), 0) FROM ledger_voucher v"
            " JOIN regions_agency h ON h.id = v.holder_id"
            " JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id"
            " WHERE v.verb = 'issue' AND h.code = %s AND v.year = %s AND v.document = %s"
            f" AND {_UNDONE}",
            [agency, year, number],
        )
        (fen,) = cursor.fetchone()
        return int(fen)

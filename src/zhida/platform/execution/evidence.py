"""来历 evidence: the vouchers that add up to a figure of progress."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from zhida.core.execution.progress import STEPS, kinds_of
from zhida.core.figures import Evidence, EvidenceKind, Figure, number
from zhida.core.ledger.chart import verb_name
from zhida.platform.execution.selecting import Selection, accounts


def figure(asked: Selection, *steps: str) -> Figure:
    """数字: the fen of a selection that stand in these steps (all, if none is named).

    Its evidence is every voucher that changed what stands there, each with its
    part, in the order of the papers' days; the parts add up to the figure. What
    was moved there and away again by one voucher isn't among them.
    """
    named: Sequence[str] = steps or tuple(STEPS)
    query, values = accounts(asked, "a.id", "a.kind")
    values |= {
        "kinds": [kind for step in named for kind in kinds_of(step)],
        "on": asked.on,
        "booked": asked.booked,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VOUCHERS.format(accounts=query), values)
        behind = tuple(
            Evidence(
                EvidenceKind.VOUCHER,
                f"{year}-{voucher}",
                f"{day.isoformat()} {holder} {verb_name(verb)} {document}",
                int(fen),
            )
            for year, voucher, day, holder, verb, document, fen in cursor.fetchall()
        )
    words = "＋".join(STEPS[step] for step in named)
    return number(sum(each.fen or 0 for each in behind), f"{words}：各凭证变动之和", *behind)


_VOUCHERS = """
WITH wanted AS MATERIALIZED (
    SELECT id FROM ({accounts}) AS a WHERE a.kind = ANY(%(kinds)s)
)
SELECT v.year, v.id, v.document_date, g.name, v.verb, v.document, moved.fen
FROM (
    SELECT year, voucher_id, sum(fen)::bigint AS fen FROM (
        SELECT t.year, t.voucher_id, t.fen FROM ledger_transfer t
        JOIN wanted w ON w.id = t.debit_id WHERE t.year = %(year)s
        UNION ALL
        SELECT t.year, t.voucher_id, -t.fen FROM ledger_transfer t
        JOIN wanted w ON w.id = t.credit_id WHERE t.year = %(year)s
    ) AS t GROUP BY year, voucher_id HAVING sum(fen) <> 0
) AS moved
JOIN ledger_voucher v ON v.year = moved.year AND v.id = moved.voucher_id
JOIN regions_agency g ON g.id = v.holder_id
WHERE (%(on)s::date IS NULL OR v.document_date <= %(on)s)
  AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
ORDER BY v.document_date, v.year, v.id
"""

"""支付台面 desk: what matching asks, read from the ledger and from what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_desk import (
    BookedPayment,
    Earlier,
    Held,
    PayingUnit,
    QuotaDesk,
)
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.queries import balances_of
from zhida.platform.regions.models import Agency


@dataclass(frozen=True, slots=True)
class Standing:
    """台面: what matching asks, with the numbers of the lines by their digests."""

    desk: QuotaDesk
    numbers: dict[bytes, int]


def standing(region: str, payments: Sequence[Payment]) -> Standing:
    """台面: the lines and units of a region, and what stands under the payments' numbers.

    Lines of all years are there, so that a payment of the wrong year is told as such.
    """
    lines = quota_lines(_numbers(region))
    balances, closed = balances_of(lines), _closed(region)
    held = []
    for number, line in lines.items():
        stood = balances.get(number, {})
        executable, applied, paid = (
            stood.get((kind, None), 0) for kind in ("executable", "applied", "paid")
        )
        is_closed = (line.holder, line.earmark.year) in closed
        held.append(Held(line, executable, applied, paid, is_closed))
    digests = {number: line.digest for number, line in lines.items()}
    booked, ordinals = _booked(region, payments)
    desk = QuotaDesk(held, _units(region), _earlier(region, payments, digests), booked, ordinals)
    return Standing(desk, {digest: number for number, digest in digests.items()})


def lines_and_units(region: str) -> QuotaDesk:
    """台面: the lines and units of a region alone, without what stands on the lines."""
    held = [Held(line) for line in quota_lines(_numbers(region)).values()]
    return QuotaDesk(held, _units(region), {})


def _numbers(region: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM ledger_line WHERE region_id = %s AND book = 'quota' ORDER BY id",
            [region],
        )
        return [number for (number,) in cursor.fetchall()]


def _units(region: str) -> tuple[PayingUnit, ...]:
    found = Agency.objects.filter(region_id=region).values_list("code", "name", "kind")
    return tuple(
        PayingUnit(code, name, kind == Agency.Kind.FINANCE.value) for code, name, kind in found
    )


def _closed(region: str) -> set[tuple[str, int]]:
    """Holders and years whose remaining money was carried over or written off."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, [region])
        return {(holder, year) for holder, year in cursor.fetchall()}


_CLOSED = """
SELECT DISTINCT g.code, a.year
FROM ledger_account a JOIN regions_agency g ON g.id = a.holder_id
WHERE a.region_id = %s AND a.kind IN ('carried', 'surplus') AND a.balance_fen > 0
"""


def _earlier(
    region: str, payments: Sequence[Payment], digests: dict[int, bytes]
) -> dict[str, list[Earlier]]:
    """The payments that refunds name, with what came back of them, by number."""
    wanted = {each.refunds for each in payments if each.kind is PaymentKind.REFUND}
    found: dict[str, list[Earlier]] = {}
    if not wanted:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, {"region": region, "numbers": list(wanted)})
        for number, year, fen, refunded, line in cursor.fetchall():
            found.setdefault(number, []).append(
                Earlier(year, fen, refunded, digests.get(line) if line else None)
            )
    return found


# Where a number was used in two years, a refund belongs to the payment of its own.
_EARLIER = """
SELECT p.number, p.year, p.fen, COALESCE(back.fen, 0)::bigint, p.line_id
FROM execution_paymentrecord p
LEFT JOIN LATERAL (
    SELECT sum(r.fen) AS fen FROM execution_paymentrecord r
    WHERE r.region_id = p.region_id AND r.refunds = p.number AND r.kind = 'refund'
      AND r.state = 'booked' AND (r.year = p.year OR NOT EXISTS (
          SELECT FROM execution_paymentrecord other
          WHERE other.region_id = p.region_id AND other.number = p.number
            AND other.kind = 'payment' AND other.year = r.year))) AS back ON true
WHERE p.region_id = %(region)s AND p.kind = 'payment' AND p.state <> 'discarded'
  AND p.number = ANY(%(numbers)s)
ORDER BY p.number, p.year
"""


def _booked(
    region: str, payments: Sequence[Payment]
) -> tuple[dict[tuple[str, int, PaymentKind], list[BookedPayment]], dict[str, int]]:
    """Vouchers that stand under these numbers without a payment of ours, and the ordinals in use."""
    booked: dict[tuple[str, int, PaymentKind], list[BookedPayment]] = {}
    ordinals: dict[str, int] = {}
    asked: dict[str, str | list[str] | list[int]] = {
        "region": region,
        "numbers": list({each.number for each in payments}),
        "years": list({each.year for each in payments}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED, asked)
        for document, year, number, verb, ordinal, free, line, fen in cursor.fetchall():
            ordinals[document] = max(ordinal, ordinals.get(document, 0))
            if free and verb != "apply":
                kind = PaymentKind.PAYMENT if verb == "pay" else PaymentKind.REFUND
                voucher = BookedPayment(year, number, bytes(line), fen)
                booked.setdefault((document, year, kind), []).append(voucher)
    return booked, ordinals


_BOOKED = """
SELECT v.document, v.year, v.id, v.verb, (v.identity->>'ordinal')::int,
       NOT EXISTS (SELECT FROM ledger_voucher r WHERE r.year = v.year AND r.reverses_id = v.id)
       AND NOT EXISTS (SELECT FROM execution_paymentrecord p
                       WHERE p.voucher_number = v.id AND p.voucher_year = v.year),
       l.digest, t.fen
FROM unnest(%(numbers)s::text[]) AS asked(number)
-- OFFSET 0 keeps this a look-up for each number, whatever is known of the tables.
CROSS JOIN LATERAL (
    SELECT v.id, v.year, v.document, v.verb, v.identity FROM ledger_voucher v
    WHERE v.document = asked.number AND v.verb IN ('apply', 'pay', 'refund')
      AND v.year = ANY(%(years)s) AND v.region_id = %(region)s
    OFFSET 0) AS v
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
CROSS JOIN LATERAL (
    SELECT l.digest FROM ledger_line l WHERE l.id = t.credit_line_id AND l.book = 'quota'
    OFFSET 0) AS l
"""

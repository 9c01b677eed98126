"""资金行实况 facts: the lines of agencies with what the ledger says of them on a day.

All agencies of one question are answered together: the vouchers are read once, and
each agency's lines are branches of the same trees.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from zhida.core.execution.payments import PaymentKind, payment_key
from zhida.core.figures import Evidence, EvidenceKind
from zhida.core.forms.facts import LineFacts, Payments, brought_by, facts_of
from zhida.core.ledger.tracing import Movement, Node, trees
from zhida.core.masking import masked_payee
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.ledger.queries import lines_below, movements_of, traced_lines
from zhida.platform.notices.models import Document
from zhida.platform.notices.receiving import receipt_of


@dataclass(frozen=True, slots=True)
class Given:
    """所给原因: a person's words on unspent money, of which day, and where they are kept."""

    text: str
    as_of: datetime.date
    origin: Evidence


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of lines beside the ledger."""

    receipts: Mapping[tuple[str, str], tuple[str, datetime.date]]
    above: Mapping[bytes, tuple[str, str]]
    reasons: Mapping[str, str]
    given: Mapping[str, Given]


def line_facts(
    agencies: Iterable[str],
    year: int,
    as_of: datetime.date,
    since: datetime.date | None = None,
    reasons: Mapping[str, str] | None = None,
    given: Mapping[str, Given] | None = None,
) -> dict[str, tuple[LineFacts, ...]]:
    """资金行实况: by agency's code, of the lines that others gave it in a budget year.

    Counts what documents of the day and before say. `since` is the first day of the
    form's period. `reasons` are persons' texts by the number of the document that
    brought the money, and go before those `given` earlier, by the line's digest. A line
    that had no money by then is left out.
    """
    wanted = sorted(set(agencies))
    roots = _roots(wanted, year)
    numbers = lines_below(roots)
    lines = traced_lines(numbers)
    moves = [each for each in movements_of(numbers) if each.voucher.document_date <= as_of]
    payments = _payments(moves)
    nodes = {node.line.number: node for tree in trees(lines, moves, {}) for node in tree.walk()}
    found: dict[str, list[LineFacts]] = {code: [] for code in wanted}
    for number, code in roots.items():
        node = nodes[number]
        if node.first.behind or node.received.behind or node.adjusted.behind:
            found[code].append(facts_of(node, since, payments))
    above = _above(nodes, roots)
    receipts = _receipts(
        {(code, facts.issued_number) for code, each in found.items() for facts in each}
        | set(above.values())
    )
    known = _Known(receipts, above, reasons or {}, given or {})
    return {
        code: tuple(
            sorted(
                (_told(each, known) for each in each_of),
                key=lambda facts: (
                    facts.issued_on or datetime.date.min,
                    facts.issued_number,
                    facts.key,
                ),
            )
        )
        for code, each_of in found.items()
    }


def _told(facts: LineFacts, known: _Known) -> LineFacts:
    """With the notice's title and day of receipt, and the reason that a person gave."""
    number = facts.issued_number
    title, received = known.receipts.get((facts.line.holder, number), ("", None))
    upper = known.receipts.get(known.above.get(facts.line.digest, ("", "")), ("", None))[1]
    told = replace(facts, title=title, received_on=received, upper_received_on=upper)
    if facts.paid.fen >= facts.amount.fen:
        return told
    if number in known.reasons:
        return replace(told, reason=known.reasons[number])
    given = known.given.get(facts.key)
    if given is None:
        return told
    return replace(told, reason=given.text, reason_origin=(given.origin,))


def _roots(agencies: Sequence[str], year: int) -> dict[int, str]:
    """The lines that came to an agency from others, with its code."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOTS, [list(agencies), year])
        return dict(cursor.fetchall())


_ROOTS = """
SELECT l.id, g.code FROM ledger_line l
JOIN regions_agency g ON g.id = l.holder_id AND g.region_id = l.region_id
LEFT JOIN ledger_line p ON p.id = l.parent_id
WHERE g.code = ANY(%s) AND l.year = %s AND l.book = 'quota'
  AND p.holder_id IS DISTINCT FROM l.holder_id
ORDER BY l.id
"""


def _payments(moves: Iterable[Movement]) -> Payments:
    """国库支付: by the voucher that booked them, what came back below zero."""
    keys = {(each.voucher.year, each.voucher.number) for each in moves}
    made: dict[str, list[Evidence]] = defaultdict(list)
    years = {year for year, _ in keys}
    records = PaymentRecord.objects.filter(
        state=PaymentRecord.State.BOOKED, voucher_year__in=years
    ).values_list(
        "voucher_year",
        "voucher_number",
        "region_id",
        "year",
        "number",
        "kind",
        "date",
        "payee",
        "fen",
    )
    for booked, voucher, region, year, number, kind, day, payee, fen in records.iterator():
        if (booked, voucher) in keys:
            key = payment_key(region, year, number, PaymentKind(kind))
            signed = -fen if kind == PaymentKind.REFUND else fen
            words = f"{day.isoformat()} {masked_payee(payee)} 支付凭证{number}".strip()
            made[f"{booked}-{voucher}"].append(Evidence(EvidenceKind.PAYMENT, key, words, signed))
    return {name: tuple(each) for name, each in made.items()}


def _receipts(
    wanted: Collection[tuple[str, str]],
) -> dict[tuple[str, str], tuple[str, datetime.date]]:
    """收文: title and day of receipt of notices, by who received it and its number.

    Of a notice that nobody registered the form leaves the day blank, for a person to fill.
    """
    rows = Document.objects.filter(
        agency__code__in={code for code, _ in wanted}, number__in={number for _, number in wanted}
    ).exclude(number="")
    named = rows.select_related("agency").only(
        "agency__code", "number", "title", "date", "received", "registered_at"
    )
    return {
        (each.agency.code, each.number): (each.title, receipt_of(each))
        for each in named.order_by("pk")
    }


def _above(nodes: Mapping[int, Node], roots: Mapping[int, str]) -> dict[bytes, tuple[str, str]]:
    """上级收文: for a line, its parent's holder and the document that brought the parent's money."""
    return {
        nodes[number].line.quota.digest: (
            parent.line.quota.holder,
            brought.document,
        )
        for number in roots
        if (parent := nodes.get(nodes[number].line.parent or 0)) is not None
        and (brought := brought_by(parent)) is not None
    }

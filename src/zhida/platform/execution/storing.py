"""存支付 storing: payments as rows and rows as payments, many at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.findings import Finding
from zhida.core.provenance import Source
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.ledger.batch import literal, sources_json

_FACTS = tuple(each.name for each in fields(Payment) if each.name not in ("source", "region"))
_COLUMNS = {
    "origin_id": "bigint",
    "region_id": "text",
    "content": "bytea",
    "source": "jsonb",
    "state": "text",
    "reason_code": "text",
    "reason": "text",
    "line_id": "bigint",
    "voucher_year": "smallint",
    "voucher_number": "bigint",
    "handled_by": "text",
} | {
    name: {"year": "smallint", "fen": "bigint", "date": "date"}.get(name, "text") for name in _FACTS
}
_INSERT = (
    f"INSERT INTO execution_paymentrecord ({', '.join(_COLUMNS)}, handled_at, note)"
    f" SELECT {', '.join(_COLUMNS)}, CASE WHEN state = 'booked' THEN now() END, ''"
    f" FROM unnest({', '.join(f'%s::{kind}[]' for kind in _COLUMNS.values())})"
    f" AS each({', '.join(_COLUMNS)})"
)

# The keys are checked row by row, by plans that may have been made while the year was empty.
_BY_INDEX = "SELECT set_config('plan_cache_mode', %s, true), set_config('enable_seqscan', %s, true)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """结果: where a payment goes: onto a line by a voucher, or into the queue with a reason."""

    payment: Payment
    line: int | None = None
    voucher: tuple[int, int] | None = None
    reason: Finding | None = None


def store(origin: int, outcomes: Sequence[Outcome], actor: str) -> None:
    """存: payments that are new, of one file."""
    if not outcomes:
        return
    rows = [_row(origin, each, actor) for each in outcomes]
    columns = [literal(kind, [row[name] for row in rows]) for name, kind in _COLUMNS.items()]
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX, ["force_generic_plan", "off"])
        cursor.execute(_INSERT, columns)
        cursor.execute(_BY_INDEX, ["auto", "on"])


def _row(origin: int, outcome: Outcome, actor: str) -> dict[str, Any]:
    payment, reason = outcome.payment, outcome.reason
    places = sources_json([payment.source] if payment.source else [])
    row: dict[str, Any] = {name: getattr(payment, name) for name in _FACTS}
    year, number = outcome.voucher or (None, None)
    return row | {
        "kind": payment.kind.value,
        "origin_id": origin,
        "region_id": payment.region,
        "content": payment.content,
        "source": places,
        "state": "booked" if outcome.voucher else "queued",
        "reason_code": reason.code if reason else "",
        "reason": reason.sentence if reason else "",
        "line_id": outcome.line,
        "voucher_year": year,
        "voucher_number": number,
        "handled_by": actor if outcome.voucher else "",
    }


def payment_of(record: PaymentRecord) -> Payment:
    """支付: the value that a row holds, with its place in the file that it came in."""
    facts = {name: getattr(record, name) for name in _FACTS if name != "kind"}
    places = json.loads(record.source) if isinstance(record.source, str) else record.source
    source = Source(**places[0]) if places else None
    return Payment(region=record.region_id, kind=PaymentKind(record.kind), source=source, **facts)


def stored(**wanted: object) -> Iterable[PaymentRecord]:
    """The rows of these values that the scope may see, in the order of days."""
    return PaymentRecord.objects.filter(**wanted).order_by("date", "pk")


def settle(outcomes: Sequence[tuple[int, Outcome]], actor: str, note: str = "") -> None:
    """改状态: where payments of the queue stand now; those that still wait keep their new reason."""
    rows = [
        (
            number,
            *(("booked", "", "") if each.voucher else _waits(each)),
            each.line,
            *(each.voucher or (None, None)),
        )
        for number, each in outcomes
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_BY_INDEX, ["force_generic_plan", "off"])
        cursor.execute(_SETTLE, [*map(list, zip(*rows, strict=True)), actor, note])
        cursor.execute(_BY_INDEX, ["auto", "on"])


def _waits(outcome: Outcome) -> tuple[str, str, str]:
    reason = outcome.reason
    return "queued", reason.code if reason else "", reason.sentence if reason else ""


_SETTLE = """
UPDATE execution_paymentrecord p
SET state = w.state, reason_code = w.code, reason = w.reason, line_id = w.line_id,
    voucher_year = w.year, voucher_number = w.number,
    handled_by = CASE w.state WHEN 'booked' THEN acting.name ELSE p.handled_by END,
    handled_at = CASE w.state WHEN 'booked' THEN now() ELSE p.handled_at END,
    note = CASE w.state WHEN 'booked' THEN acting.note ELSE p.note END
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::smallint[],
            %s::bigint[]) AS w(id, state, code, reason, line_id, year, number),
     (SELECT %s::text AS name, %s::text AS note) AS acting
WHERE p.id = w.id
"""

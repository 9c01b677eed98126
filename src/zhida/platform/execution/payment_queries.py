"""查支付 payment queries: payments of lines and vouchers, the queue and the imports, within the scope."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.figures import Evidence, EvidenceKind
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.storing import payment_of


@dataclass(frozen=True, slots=True)
class QueuedPayment:
    """待认领: a payment that waits, with its number here and the reason."""

    number: int
    payment: Payment
    code: str
    reason: str

    @property
    def fen(self) -> int:
        """金额: a refund counts below zero."""
        return net_of(self.payment)


@dataclass(frozen=True, slots=True)
class BookedRecord:
    """已记支付: a payment with its line and voucher."""

    number: int
    payment: Payment
    line: int
    voucher: tuple[int, int]

    @property
    def voucher_name(self) -> str:
        """凭证编号: of the voucher that booked it, 2025-17."""
        return "-".join(map(str, self.voucher))

    @property
    def fen(self) -> int:
        """金额: what it adds to the money spent; a refund counts below zero."""
        return net_of(self.payment)

    @property
    def evidence(self) -> Evidence:
        """来历: the payment as what a figure rests on."""
        return Evidence(
            EvidenceKind.PAYMENT,
            self.payment.key,
            f"凭证{self.voucher_name}",
            self.fen,
            self.payment.source,
        )


def net_of(payment: Payment) -> int:
    """净额: what a payment adds to the money spent; a refund counts below zero."""
    return payment.fen if payment.kind is PaymentKind.PAYMENT else -payment.fen


def queue(
    after: tuple[datetime.date, int] | None = None, most: int | None = None, first: int = 0
) -> tuple[QueuedPayment, ...]:
    """待认领: every payment that waits, the oldest first; also those whose voucher was undone.

    With `most` so many at the most, beginning beyond the day and number `after`, or with the
    `first`, counted from 0.
    """
    day, number = after or (None, 0)
    asked = {"day": day, "number": number, "most": most, "first": first}
    waiting = PaymentRecord.objects.raw(_SHOWN, asked)
    return tuple(
        QueuedPayment(
            each.pk,
            payment_of(each),
            each.reason_code,
            each.reason if each.state == "queued" else "记账凭证已冲销",
        )
        for each in waiting
    )


def queue_months() -> dict[str, tuple[int, int]]:
    """待认领的合计: how many payments wait and their fen, refunds below zero, by month (2025-03)."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS)
        return {month: (count, fen) for month, count, fen in cursor.fetchall()}


_WAITING = """(
    SELECT id, date, kind, fen FROM execution_paymentrecord WHERE state = 'queued'
    UNION ALL
    SELECT p.id, p.date, p.kind, p.fen FROM execution_paymentrecord p JOIN ledger_voucher r
        ON r.year = p.voucher_year AND r.reverses_id = p.voucher_number
    WHERE p.state = 'booked'
) AS w"""
_SHOWN = f"""
SELECT p.* FROM {_WAITING} JOIN execution_paymentrecord p ON p.id = w.id
WHERE %(day)s::date IS NULL OR (w.date, w.id) > (%(day)s, %(number)s)
ORDER BY w.date, w.id LIMIT %(most)s OFFSET %(first)s
"""
_MONTHS = f"""
SELECT to_char(date, 'YYYY-MM'), count(*), sum(CASE kind WHEN 'payment' THEN fen ELSE -fen END)::bigint
FROM {_WAITING} GROUP BY 1 ORDER BY 1
"""


def payments_of_lines(
    lines: Iterable[int], until: datetime.date | None = None
) -> tuple[BookedRecord, ...]:
    """支付明细: what was paid from these lines and came back, up to a day, in the order of days."""
    found = PaymentRecord.objects.filter(state="booked", line_id__in=list(lines))
    if until is not None:
        found = found.filter(date__lte=until)
    return tuple(_booked(each) for each in found.order_by("date", "pk"))


def payments_of_vouchers(vouchers: Sequence[tuple[int, int]]) -> tuple[BookedRecord, ...]:
    """凭证的支付: those that these vouchers (year and number) booked."""
    found = PaymentRecord.objects.raw(
        "SELECT p.* FROM execution_paymentrecord p"
        " JOIN unnest(%s::smallint[], %s::bigint[]) AS w(year, number)"
        " ON p.voucher_year = w.year AND p.voucher_number = w.number ORDER BY p.date, p.id",
        [[year for year, _ in vouchers], [number for _, number in vouchers]],
    )
    return tuple(_booked(each) for each in found)


def payment_of_key(key: str) -> BookedRecord | None:
    """查支付: the booked payment that evidence names (`core.execution.payments.payment_key`)."""
    found = _KEY.fullmatch(key.strip())
    if found is None:
        return None
    region, year, number, refund = found.groups()
    kind = PaymentKind.REFUND if refund else PaymentKind.PAYMENT
    records = PaymentRecord.objects.filter(
        region_id=region, year=int(year), number=number, kind=kind.value, state="booked"
    )
    record = records.first()
    return None if record is None else _booked(record)


_KEY = re.compile(r"(\d{6})-(\d{4})-(.+?)(-refund)?")


def paid_by_line(lines: Iterable[int], until: datetime.date | None = None) -> dict[int, int]:
    """已支付: fen paid less fen that came back, of each line that has payments, up to a day."""
    with connection.cursor() as cursor:
        cursor.execute(_PAID, {"lines": list(lines), "until": until})
        return dict(cursor.fetchall())


_PAID = """
SELECT line_id, sum(CASE kind WHEN 'payment' THEN fen ELSE -fen END)::bigint
FROM execution_paymentrecord
WHERE line_id = ANY(%(lines)s) AND state = 'booked'
  AND (%(until)s::date IS NULL OR date <= %(until)s)
GROUP BY line_id
"""


def imports() -> tuple[Import, ...]:
    """导入记录: the files that were imported or kept, the newest first, without their bytes."""
    return tuple(Import.objects.defer("content").order_by("-pk"))


def kept_imports(region: str) -> tuple[Import, ...]:
    """留待确认: the files of a region that wait for somebody to confirm them, the oldest first."""
    waiting = Import.objects.defer("content").filter(region_id=region, state=Import.State.PREVIEW)
    return tuple(waiting.order_by("pk"))


def _booked(record: PaymentRecord) -> BookedRecord:
    assert record.line_id is not None
    assert record.voucher_year is not None
    assert record.voucher_number is not None
    return BookedRecord(
        record.pk,
        payment_of(record),
        record.line_id,
        (record.voucher_year, record.voucher_number),
    )

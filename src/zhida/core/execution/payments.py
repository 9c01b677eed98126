"""支付 payments: what the treasury paid (国库集中支付), the only figures that count as spent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from enum import StrEnum

from zhida.core.ledger.encoding import digest
from zhida.core.provenance import Source


class PaymentKind(StrEnum):
    """支付种类: a payment, or money that came back of one (退回)."""

    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Payment:
    """支付: one row of the treasury's data. `fen` is above zero, also for a refund.

    `region` is the fiscal region's code, `number` the treasury's voucher number:
    with the year and the kind they are its identity, whichever file it came in.
    `unit` is the spending unit as printed (name or code), `quota` the quota it was
    paid from as printed (指标文号 or 指标主键); `unit_code` and `quota_key` are code and
    key where the row prints them beside name and document number. `refunds` is the
    number of the payment that a refund undoes in part or whole, `beneficiaries` that of
    the real-name list (实名台账) that it was paid by. "" is what the row doesn't say.
    """

    region: str
    year: int
    number: str
    kind: PaymentKind
    date: datetime.date
    fen: int
    unit: str
    quota: str
    function: str = ""
    gov_econ: str = ""
    dept_econ: str = ""
    project: str = ""
    flag: str = ""
    payee: str = ""
    payee_account: str = ""
    purpose: str = ""
    pay_type: str = ""
    refunds: str = ""
    unit_code: str = ""
    quota_key: str = ""
    source: Source | None = None
    beneficiaries: str = ""

    @property
    def identity(self) -> tuple[str, int, str, PaymentKind]:
        """标识: one payment is one, in whatever file it comes again."""
        return self.region, self.year, self.number, self.kind

    @property
    def key(self) -> str:
        """编号: the identity in one word, by which evidence names the payment (`payment_key`)."""
        return payment_key(self.region, self.year, self.number, self.kind)

    @property
    def content(self) -> bytes:
        """内容摘要: what the treasury says of it, 32 bytes; not the file that says it.

        What it leaves open doesn't count, so that a field more changes no digest.
        """
        said = ((name, getattr(self, name)) for name in _SAID)
        return digest(self.date.isoformat(), *(each for pair in said if pair[1] for each in pair))


def payment_key(region: str, year: int, number: str, kind: PaymentKind) -> str:
    """支付编号: region, year and the treasury's number; one that came back says so behind it.

    >>> payment_key("650102", 2025, "0001", PaymentKind.PAYMENT)
    '650102-2025-0001'
    >>> payment_key("650102", 2025, "0001", PaymentKind.REFUND)
    '650102-2025-0001-refund'
    """
    own = f"{region}-{year}-{number}"
    return own if kind is PaymentKind.PAYMENT else f"{own}-{kind}"


_SAID = tuple(each.name for each in fields(Payment) if each.name not in ("source", "date"))

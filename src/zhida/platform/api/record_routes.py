"""支付记录接口 records: payments with personal data masked; the original for a reason, once, as a deed."""

from __future__ import annotations

import datetime

from ninja import Query

from zhida.core.masking import masked_payee
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Number, Said, Told, Words, Year
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.record_rows import Wanted, records_of
from zhida.platform.system.unmasking import masked, unmask

routes = Routes("支付记录")


class RecordsAsked(Paged):
    """支付筛选: of a budget year, a region and below; `text` is a number, a unit or a payee."""

    year: Year
    region: Code = ""
    state: PaymentRecord.State | None = None
    kind: Code = ""
    text: Words = ""


class RecordTold(Told):
    """支付记录: the payee masked; a refund is a `kind` of its own."""

    number: int
    voucher: str
    kind: str
    year: int
    date: datetime.date
    region: str
    unit: str
    unit_code: str
    quota: str
    amount_fen: int
    state: str
    state_name: str
    reason: str
    booked_as: str
    payee: str


class PersonalTold(Told):
    """个人信息: masked, or as it stands."""

    payee: str
    account: str
    purpose: str
    beneficiaries: str


class WholeRecord(RecordTold):
    """支付记录与个人信息: masked."""

    personal: PersonalTold


class UnmaskAsked(Asked):
    """查看理由: it stands in the journal."""

    reason: Said


@routes.read("/payments")
def payment_records(call: Call, asked: Query[RecordsAsked]) -> Page[RecordTold]:
    """支付记录: the newest first."""
    wanted = Wanted(
        asked.year, call.region(asked.region), asked.state or "", asked.kind, asked.text
    )
    return newest(records_of(wanted), asked, "payments", _told)


@routes.read("/payments/{number}")
def payment_record(call: Call, number: Number) -> WholeRecord:
    """一笔支付."""
    found = _record(number)
    shown = masked(found)
    return WholeRecord(
        **_told(found).model_dump(),
        personal=PersonalTold(
            payee=shown.payee,
            account=shown.account,
            purpose=shown.purpose,
            beneficiaries=shown.beneficiaries,
        ),
    )


@routes.write(
    "/payments/{number}/unmask",
    "unmask",
    withheld=("payee", "account", "purpose", "beneficiaries"),
)
def unmask_payment(call: Call, number: Number, body: UnmaskAsked) -> PersonalTold:
    """查看原文: for a reason, told once; the same request sent again is answered blank."""
    shown = unmask(call.actor, _record(number), body.reason)
    return PersonalTold(
        payee=shown.payee,
        account=shown.account,
        purpose=shown.purpose,
        beneficiaries=shown.beneficiaries,
    )


def _record(number: int) -> PaymentRecord:
    found: PaymentRecord = one(PaymentRecord.objects, "支付", pk=number)
    return found


def _told(each: PaymentRecord) -> RecordTold:
    booked = each.voucher_number is not None
    return RecordTold(
        number=each.pk,
        voucher=each.number,
        kind=each.kind,
        year=each.year,
        date=each.date,
        region=each.region_id,
        unit=each.unit,
        unit_code=each.unit_code,
        quota=each.quota,
        amount_fen=each.fen,
        state=each.state,
        state_name=PaymentRecord.State(each.state).label,
        reason=each.reason,
        booked_as=f"{each.voucher_year}-{each.voucher_number}" if booked else "",
        payee=masked_payee(each.payee),
    )

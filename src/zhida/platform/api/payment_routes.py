"""国库支付接口 payments: files are kept as a preview, confirmed or discarded; the queue is settled."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Annotated, Literal

from django.db.models import QuerySet
from ninja import Form, Query, UploadedFile
from pydantic import Field, StringConstraints

from zhida.core.execution.payment_columns import NO_MAPPING
from zhida.core.execution.payment_findings import blocks
from zhida.documents.execution.payment_files import PaymentFile, read_payment_bytes
from zhida.documents.execution.payment_mapping import mapping_of
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, plain_content
from zhida.platform.api.finding_shapes import FindingTold, finding_told
from zhida.platform.api.paging import Key, Page, Paged, following, newest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import AnyYear, Asked, Number, Said, Told, Words
from zhida.platform.execution import actions
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.payment_queries import QueuedPayment, queue
from zhida.platform.execution.previewing import Preview
from zhida.platform.execution.storing import Outcome

routes = Routes("国库支付")

_JSON = "接口支付数据.json"
_SHOWN = 200


class PaymentAsked(Asked):
    """一笔支付: as `documents/execution/payments.schema.json` says; `amount` is 元 as text."""

    number: Said
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    amount: Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(\.[0-9]{1,2})?$", max_length=30)]
    kind: Literal["payment", "refund"] = "payment"
    region: Words = ""
    year: Annotated[str, StringConstraints(pattern=r"^([0-9]{4})?$")] = ""
    unit_code: Words = ""
    unit: Words = ""
    quota_key: Words = ""
    quota: Words = ""
    function: Words = ""
    gov_econ: Words = ""
    dept_econ: Words = ""
    project: Words = ""
    flag: Words = ""
    payee: Words = ""
    payee_account: Words = ""
    purpose: Words = ""
    pay_type: Words = ""
    refunds: Words = ""
    beneficiaries: Words = ""


class PaymentsAsked(Asked):
    """一批支付: form payments-1."""

    payments: Annotated[list[PaymentAsked], Field(min_length=1, max_length=10_000)]
    format: Literal["payments-1"] = "payments-1"


class FileSaid(Asked):
    """支付文件: its year where it has no column of years, its mapping where its heads are unusual."""

    year: AnyYear = None
    mapping: Words = ""


class Why(Asked):
    """理由."""

    reason: Said


class MatchAsked(Why):
    """认领: to which line."""

    line: Said


class ImportTold(Told):
    """导入: a file of the treasury."""

    number: int
    file: str
    sha256: str
    state: str
    state_name: str
    payments: int
    total_fen: int
    imported_by: str
    imported_at: datetime.datetime
    decided_by: str
    reason: str


class PreviewTold(Told):
    """预览: what confirming would do; `findings` are at most two hundred, the gravest first."""

    blocked: bool
    payments: int
    to_book: int
    to_queue: int
    again: int
    total_fen: int
    findings_in_all: int
    findings: list[FindingTold]


class KeptTold(Told):
    """所留文件与预览."""

    imported: ImportTold
    preview: PreviewTold


class QueuedTold(Told):
    """待认领: a payment that waits, with the reason; a refund is a `kind` of its own."""

    number: int
    voucher: str
    kind: str
    year: int
    date: datetime.date
    unit: str
    unit_code: str
    quota: str
    amount_fen: int
    code: str
    reason: str


class OutcomeTold(Told):
    """结果: the voucher by which it was booked, "" where it still waits."""

    voucher: str
    reason: str


@routes.read("/payments/imports")
def imports(call: Call, asked: Query[Paged]) -> Page[ImportTold]:
    """导入记录: the newest first."""
    rows: QuerySet[Import] = Import.objects.defer("content")
    return newest(rows, asked, "imports", _imported)


@routes.read("/payments/imports/{number}")
def imported(call: Call, number: Number) -> ImportTold:
    """一份导入."""
    return _imported(_import(number))


@routes.read("/payments/imports/{number}/preview", "import_payments")
def preview_import(call: Call, number: Number) -> PreviewTold:
    """预览: what confirming the kept file would do by the ledger of now."""
    _own(call, number, "import_payments")
    return _preview(actions.preview_kept(call.actor, [number]))


@routes.write("/payments/imports", "import_payments")
def import_payments(call: Call, body: PaymentsAsked) -> KeptTold:
    """导入支付: payments as JSON are kept as a preview; nothing is booked."""
    return _kept(call, _JSON, call.request.body, FileSaid())


@routes.write("/payments/files", "import_payments", most_bytes=MOST_UPLOAD)
def import_payment_file(call: Call, form: Form[FileSaid], file: UploadedFile) -> KeptTold:
    """导入支付文件: an xlsx, xls, csv or json file of the treasury is kept as a preview."""
    return _kept(call, *plain_content(file), form)


@routes.write("/payments/imports/{number}/confirm", "confirm_payments")
def confirm_payments(call: Call, number: Number) -> KeptTold:
    """确认支付: what is executable is booked, the rest waits in the queue; all or nothing."""
    _own(call, number, "confirm_payments")
    call.within("import_payments")
    _refuse_blocked(actions.preview_kept(call.actor, [number]))
    done = actions.confirm_kept(call.actor, [number])
    return KeptTold(imported=_imported(_import(number)), preview=_preview(done))


@routes.write("/payments/imports/{number}/discard", "import_payments")
def discard_import(call: Call, number: Number, body: Why) -> ImportTold:
    """放弃导入: a kept file that is not to be confirmed."""
    _own(call, number, "import_payments")
    return _imported(actions.discard_kept(call.actor, number, body.reason))


@routes.read("/payments/queue")
def payment_queue(call: Call, asked: Query[Paged]) -> Page[QueuedTold]:
    """待认领: every payment that waits, the oldest first."""

    def rows(after: Key | None, most: int) -> tuple[QueuedPayment, ...]:
        beyond = after and (datetime.date.fromisoformat(str(after[0])), int(after[1]))
        return queue(beyond or None, most)

    return following(rows, asked, "queue", _place, _queued)


def _place(each: QueuedPayment) -> Key:
    return (each.payment.date.isoformat(), each.number)


@routes.write("/payments/queue/retry", "confirm_payments")
def retry_queue(call: Call) -> list[OutcomeTold]:
    """重新匹配: the whole queue once more."""
    return [_outcome(each) for each in actions.retry(call.actor)]


@routes.write("/payments/{number}/match", "match_payment")
def match_payment(call: Call, number: Number, body: MatchAsked) -> OutcomeTold:
    """认领支付: books a payment of the queue to the line that is named."""
    _waiting(call, number)
    return _outcome(actions.match(call.actor, number, body.line, body.reason))


@routes.write("/payments/{number}/discard", "match_payment")
def discard_payment(call: Call, number: Number, body: Why) -> OutcomeTold:
    """移出支付: one that doesn't belong to this ledger."""
    _waiting(call, number)
    actions.discard(call.actor, number, body.reason)
    return OutcomeTold(voucher="", reason=body.reason)


def _kept(call: Call, name: str, content: bytes, said: FileSaid) -> KeptTold:
    file = _read(call, name, content, said)
    (kept,) = actions.keep(call.actor, [file])
    kept.refresh_from_db()
    return KeptTold(imported=_imported(kept), preview=_preview(actions.preview(call.actor, [file])))


def _read(call: Call, name: str, content: bytes, said: FileSaid) -> PaymentFile:
    mapping = mapping_of(said.mapping, name) if said.mapping else NO_MAPPING
    mapping = mapping if said.year is None else replace(mapping, year=said.year)
    return read_payment_bytes(name, content, call.actor.region, mapping, said.mapping)


def _refuse_blocked(preview: Preview) -> None:
    blocking = [each for each in preview.findings if blocks(each)]
    if blocking:
        first = blocking[0]
        raise Refused(
            409,
            "blocked",
            f"有{len(blocking)}处问题，没有写入任何内容。第一处：{first.sentence}",
            first.mend,
            sources=[place.describe() for each in blocking[:_SHOWN] for place in each.sources],
        )


def _import(number: int) -> Import:
    found: Import = one(Import.objects.defer("content"), "导入", pk=number)
    return found


def _own(call: Call, number: int, verb: str) -> None:
    within_reach(call, Import.objects.defer("content"), "导入", verb, pk=number)


def _waiting(call: Call, number: int) -> None:
    within_reach(call, PaymentRecord.objects, "支付", "match_payment", pk=number)


def _imported(each: Import) -> ImportTold:
    return ImportTold(
        number=each.pk,
        file=each.file,
        sha256=each.sha256,
        state=each.state,
        state_name=Import.State(each.state).label,
        payments=each.payments,
        total_fen=each.fen,
        imported_by=each.imported_by,
        imported_at=each.imported_at,
        decided_by=each.decided_by,
        reason=each.reason,
    )


def _preview(preview: Preview) -> PreviewTold:
    findings = sorted(preview.findings, key=lambda each: each.severity.rank)
    return PreviewTold(
        blocked=preview.blocked,
        payments=len(preview.matches),
        to_book=len(preview.booked),
        to_queue=len(preview.queued),
        again=preview.again,
        total_fen=preview.fen,
        findings_in_all=len(findings),
        findings=[finding_told(each) for each in findings[:_SHOWN]],
    )


def _queued(each: QueuedPayment) -> QueuedTold:
    payment = each.payment
    return QueuedTold(
        number=each.number,
        voucher=payment.number,
        kind=payment.kind.value,
        year=payment.year,
        date=payment.date,
        unit=payment.unit,
        unit_code=payment.unit_code,
        quota=payment.quota,
        amount_fen=payment.fen,
        code=each.code,
        reason=each.reason,
    )


def _outcome(each: Outcome) -> OutcomeTold:
    voucher = "" if each.voucher is None else "-".join(map(str, each.voucher))
    return OutcomeTold(voucher=voucher, reason=each.reason.sentence if each.reason else "")

"""支付表 payment grids: records, imports, what an import would book, and what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.execution.matching import Match
from zhida.core.execution.payments import Payment
from zhida.core.findings import Finding
from zhida.core.masking import masked_payee
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.payment_queries import QueuedPayment, queue, queue_months
from zhida.platform.execution.previewing import Preview
from zhida.platform.execution.record_rows import Wanted, records_of, sums_of
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import COUNTED, LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def records_table(wanted: Wanted, lens: Lens) -> Table:
    """支付表: the payments that fit; refunds count below zero, the total is the net of all."""
    found, sums = records_of(wanted), sums_of(wanted)
    net = f"{reverse('payments-origin')}?state={wanted.state}&kind={wanted.kind}&q={wanted.text}"
    net += f"&{lens.query}"
    return Table(
        "payments",
        _("支付记录"),
        (
            Column("number", _("国库凭证号")),
            Column("date", _("日期"), Kind.DATE),
            Column("kind", _("种类")),
            Column("unit", _("单位")),
            Column("quota", _("指标")),
            Column("payee", _("收款人")),
            Column("purpose", _("用途")),
            Column("fen", _("金额"), Kind.MONEY),
            Column("state", _("状态")),
            Column("voucher", _("记账凭证")),
        ),
        LazyRows(
            lambda: sums.count,
            lambda first, n: [_record(r) for r in found[first : first + n]],
            COUNTED,
        ),
        lens.unit,
        total=Row((Cell(_("净额")), *[Cell()] * 6, Cell(sums.fen, net), *[Cell()] * 2)),
        empty=_("还没有支付。在“导入”页上传国库支付文件，确认后列在这里。"),
    )


def signed(record: PaymentRecord) -> int:
    """金额: fen of a payment, below zero for a refund."""
    return record.fen if record.kind == "payment" else -record.fen


def _record(each: PaymentRecord) -> Row:
    booked = each.voucher_number is not None
    name = f"{each.voucher_year}-{each.voucher_number}"
    page = reverse("payment", args=[each.pk])
    return Row(
        (
            Cell(each.number, page),
            Cell(each.date),
            Cell(label(each.get_kind_display())),
            Cell(each.unit or each.unit_code),
            Cell(each.quota or each.quota_key),
            Cell(masked_payee(each.payee) if each.payee else None),
            Cell(each.purpose or None),
            Cell(signed(each), f"{reverse('payment-origin', args=[each.pk])}"),
            Cell(label(PaymentRecord.State(each.state))),
            Cell(name, reverse("ledger-voucher", args=name.split("-"))) if booked else Cell(),
        )
    )


def queue_table(lens: Lens) -> Table:
    """待认领表: payments that wait for a person, the oldest first, each with the reason."""
    origin = f"{reverse('payments-origin')}?state=queued&queue=1&{lens.query}"
    months = queue_months().values()
    count, net = sum(count for count, _fen in months), sum(fen for _count, fen in months)
    return Table(
        "queue",
        _("待认领"),
        (
            Column("number", _("国库凭证号")),
            Column("date", _("日期"), Kind.DATE),
            Column("unit", _("单位")),
            Column("quota", _("指标")),
            Column("payee", _("收款人")),
            Column("fen", _("金额"), Kind.MONEY),
            Column("reason", _("为什么没有记账")),
        ),
        LazyRows(
            lambda: count, lambda first, n: [_queued(each) for each in queue(most=n, first=first)]
        ),
        lens.unit,
        total=Row((Cell(_("净额")), *[Cell()] * 4, Cell(net, origin), Cell())) if count else None,
        empty=_("没有等待认领的支付。"),
    )


def _queued(each: QueuedPayment) -> Row:
    payment = each.payment
    return Row(
        (
            Cell(payment.number, reverse("payment", args=[each.number])),
            Cell(payment.date),
            Cell(payment.unit or payment.unit_code),
            Cell(payment.quota or payment.quota_key),
            Cell(masked_payee(payment.payee) if payment.payee else None),
            Cell(each.fen, reverse("payment-origin", args=[each.number])),
            Cell(" ".join(filter(None, (each.code, each.reason)))),
        )
    )


def imports_table(imports: Sequence[Import], lens: Lens) -> Table:
    """导入表: files that were kept, confirmed or discarded, the newest first."""
    return Table(
        "imports",
        _("导入的文件"),
        (
            Column("file", _("文件")),
            Column("by", _("经办")),
            Column("at", _("导入时间")),
            Column("payments", _("笔数"), Kind.COUNT, adds=False),
            Column("fen", _("净额"), Kind.MONEY, adds=False),
            Column("state", _("状态")),
            Column("decided", _("确认或放弃")),
        ),
        [
            Row(
                (
                    Cell(each.file, reverse("payment-import", args=[each.pk])),
                    Cell(each.imported_by),
                    Cell(f"{timezone.localtime(each.imported_at):%Y-%m-%d %H:%M}"),
                    Cell(each.payments),
                    Cell(each.fen, reverse("payment-import-origin", args=[each.pk])),
                    Cell(label(Import.State(each.state))),
                    Cell(" ".join(filter(None, (each.decided_by, each.reason))) or None),
                )
            )
            for each in imports
        ],
        lens.unit,
        empty=_("还没有导入过国库支付文件。"),
    )


def matches_table(preview: Preview, number: int, lens: Lens) -> Table:
    """匹配表: every new payment of the files with the line it would be booked to, or why it waits.

    `number` is that of the import: each figure opens its cell of the file.
    """
    return Table(
        "matches",
        _("逐笔去向"),
        (
            Column("number", _("国库凭证号")),
            Column("date", _("日期"), Kind.DATE),
            Column("unit", _("单位")),
            Column("payee", _("收款人")),
            Column("fen", _("金额"), Kind.MONEY, adds=False),
            Column("line", _("记到哪行指标")),
            Column("reason", _("为什么不记")),
        ),
        [_match(each, preview, number) for each in preview.matches],
        lens.unit,
        notes=(_("金额取自文件，点开看是哪一格；确认后记账。"),),
        empty=_("没有新的支付：文件里的每一笔以前都已导入。"),
    )


def file_cell_href(number: int, payment: Payment) -> str:
    """来历网址: of a payment that stands in a file only: its cell."""
    said = urlencode({"number": payment.number, "kind": payment.kind.value})
    return f"{reverse('payment-import-origin', args=[number])}?{said}"


def _match(each: Match, preview: Preview, number: int) -> Row:
    payment = each.payment
    fen = payment.fen if payment.kind.value == "payment" else -payment.fen
    line = ""
    if each.held is not None:
        holder = preview.standing.desk.name_of(each.held.line.holder)
        line = f"{holder} {each.held.line.document}"
    return Row(
        (
            Cell(payment.number),
            Cell(payment.date),
            Cell(payment.unit or payment.unit_code),
            Cell(masked_payee(payment.payee) if payment.payee else None),
            Cell(fen, file_cell_href(number, payment)),
            Cell(line or None),
            Cell(each.reason.sentence if each.reason else None, tone="late" if each.reason else ""),
        )
    )


def findings_table(findings: Sequence[Finding], lens: Lens) -> Table:
    """问题表: what is wrong, the worst first, each at its cell with its mend."""
    ordered = sorted(findings, key=lambda each: (each.severity.rank, each.code))
    return Table(
        "findings",
        _("逐格的问题"),
        (
            Column("place", _("单元格")),
            Column("code", _("编号")),
            Column("severity", _("程度")),
            Column("sentence", _("问题")),
            Column("expected", _("应为")),
            Column("found", _("实为")),
            Column("mend", _("改法")),
        ),
        [
            Row(
                (
                    Cell("、".join(place.describe() for place in each.sources) or None),
                    Cell(each.code),
                    Cell(label(each.severity), tone="late" if each.severity.rank == 0 else ""),
                    Cell(each.sentence),
                    Cell(each.expected or None),
                    Cell(each.found or None),
                    Cell(each.mend),
                )
            )
            for each in ordered
        ],
        lens.unit,
        empty=_("没有发现问题。"),
    )

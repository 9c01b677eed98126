"""支付页 views: files come in, are previewed, confirmed or discarded; records, the queue, one payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.masking import masked_account, masked_payee
from zhida.documents.execution.payment_files import read_payment_bytes
from zhida.platform.access.policy import Subject
from zhida.platform.access.queries import about
from zhida.platform.execution import actions
from zhida.platform.execution.keeping import kept_file
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.payment_grids import (
    file_cell_href,
    findings_table,
    imports_table,
    matches_table,
    queue_table,
    records_table,
    signed,
)
from zhida.platform.execution.payment_queries import imports, net_of, queue, queue_months
from zhida.platform.execution.record_rows import Wanted, fen_of, records_of
from zhida.platform.execution.storing import payment_of
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed, one_deed
from zhida.platform.pages.labels import label, labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import Item, Origin, show_origin
from zhida.platform.pages.uploads import received

_FORMATS = ("xlsx", "xls", "txt")
"""A csv is a text by its content."""
_LISTED = 500
"""Payments of an origin that are named one by one; more are summed by month."""


@page("see")
def payments(looking: Looking) -> HttpResponse:
    """支付记录: of the region and below, by state, kind, number, unit or payee."""
    wanted = _wanted(looking)
    context = {
        "wanted": wanted,
        "states": labelled(PaymentRecord.State),
        "tab": "payments",
    }
    return show(
        looking, "execution/payments.html", context, [records_table(wanted, looking.lens)],
        concept=actions.CONCEPT,
    )  # fmt: skip


@page("see")
def payments_origin(looking: Looking) -> HttpResponse:
    """净额的来历: the payments that sum to it, or their months."""
    if looking.request.GET.get("queue"):
        months = queue_months()
        value = sum(fen for _count, fen in months.values())
        if sum(count for count, _fen in months.values()) > _LISTED:
            by_month = {month: fen for month, (_count, fen) in months.items()}
            return show_origin(looking, _by_month(by_month, value))
        found = [(each.payment.number, each.fen, each.number) for each in queue()]
    else:
        wanted = _wanted(looking)
        value = fen_of(wanted)
        if records_of(wanted).count() > _LISTED:
            return show_origin(looking, _by_month(_months_of(wanted), value))
        found = [(each.number, signed(each), each.pk) for each in records_of(wanted)]
    items = [
        Item(_("国库支付凭证{number}").format(number=number), fen, reverse("payment", args=[pk]))
        for number, fen, pk in found
    ]
    formula = _("净额 = 支付 − 退款")
    return show_origin(looking, Origin(_("国库支付净额"), value, formula=formula, items=items))


def _months_of(wanted: Wanted) -> dict[str, int]:
    months: dict[str, int] = {}
    rows = records_of(wanted).order_by("date").values_list("date", "kind", "fen")
    for day, kind, fen in rows.iterator():
        month = f"{day:%Y-%m}"
        months[month] = months.get(month, 0) + (fen if kind == "payment" else -fen)
    return months


def _by_month(months: Mapping[str, int], value: int) -> Origin:
    items = [Item(_("{month}的支付净额").format(month=month), fen) for month, fen in months.items()]
    return Origin(_("国库支付净额"), value, formula=_("净额 = 各月支付 − 退款"), items=items)


@page("see")
def payment_queue(looking: Looking) -> HttpResponse:
    """待认领: payments that wait for a person; matched anew, claimed or set aside."""
    retry = button(
        looking,
        "confirm_payments",
        _mine(looking),
        _("重新匹配全部"),
        f"{reverse('payment-retry')}?{looking.lens.query}",
    )
    table = queue_table(looking.lens)
    context = {"retry": retry, "tab": "queue"}
    return show(looking, "execution/queue.html", context, [table], concept=actions.CONCEPT)


@page("see")
def payment(looking: Looking, number: int) -> HttpResponse:
    """一笔支付: its facts, where it was printed, its voucher; in the queue, what may be done."""
    record = _record(number)
    url = reverse("payment-step", args=[number, "match"])
    off = "" if record.state == "queued" else label(PaymentRecord.State(record.state))
    context = {
        "record": record,
        "fen": signed(record),
        "payee": masked_payee(record.payee),
        "account": masked_account(record.payee_account),
        "place": payment_of(record).source,
        "match": button(
            looking, "match_payment", _of(record), _("认领"), f"{url}?{looking.lens.query}", off=off
        ),
        "discard": _discard(looking, record, off),
        "refunds": [(each, signed(each)) for each in _refunds(record)],
    }
    return show(looking, "execution/payment.html", context)


def _refunds(record: PaymentRecord) -> Iterable[PaymentRecord]:
    """What came back of a payment."""
    if record.kind != "payment":
        return ()
    of_place = PaymentRecord.objects.filter(region_id=record.region_id, year=record.year)
    return of_place.filter(refunds=record.number).order_by("date", "pk")


def _discard(looking: Looking, record: PaymentRecord, off: str) -> Button:
    url = reverse("payment-step", args=[record.pk, "discard"])
    return button(
        looking,
        "match_payment",
        _of(record),
        _("移出"),
        f"{url}?{looking.lens.query}",
        off=off,
        reason=_("理由"),
        sure=_("移出后不再匹配这笔支付。确定？"),
    )


@page("see")
def payment_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """认领或移出: a person answers for one payment of the queue."""
    _record(number)
    back = f"{reverse('payment', args=[number])}?{looking.lens.query}"
    sent = looking.request.POST
    reason = sent.get("reason", "").strip()

    def claim() -> str:
        outcome = actions.match(looking.actor, number, sent.get("line", "").strip(), reason)
        assert outcome.voucher is not None
        return _("已认领，凭证%(name)s") % {"name": "-".join(map(str, outcome.voucher))}

    def put_aside() -> str:
        actions.discard(looking.actor, number, reason)
        return _("已移出")

    return one_deed(looking, step, {"match": claim, "discard": put_aside}, back)


@page("see")
def payment_retry(looking: Looking) -> HttpResponse:
    """重新匹配: the whole queue once more."""
    back = f"{reverse('payment-queue')}?{looking.lens.query}"
    if looking.request.method != "POST":
        return redirect(back)

    def again() -> str:
        outcomes = actions.retry(looking.actor)
        done = sum(each.voucher is not None for each in outcomes)
        return _("重新匹配了%(all)s笔，记账%(done)s笔") % {"all": len(outcomes), "done": done}

    return deed(looking, again, back)


@page("see")
def payment_imports(looking: Looking) -> HttpResponse:
    """导入: send files of the treasury; they are kept as previews until somebody confirms them."""
    upload = button(looking, "import_payments", _mine(looking), _("上传并预览"), "")
    if looking.request.method == "POST":
        back = f"{reverse('payment-imports')}?{looking.lens.query}"
        kept: list[int] = []

        def keep() -> str:
            files = [
                read_payment_bytes(each.name, each.content, looking.actor.region)
                for each in received(looking.request, "files", only=_FORMATS)
            ]
            kept.extend(each.pk for each in actions.keep(looking.actor, files))
            return (
                _("已留待确认%(n)s个文件，没有记账") % {"n": len(kept)} if kept else _("没有选文件")
            )

        answer = deed(looking, keep, back)
        if len(kept) == 1:
            return redirect(f"{reverse('payment-import', args=kept)}?{looking.lens.query}")
        return answer
    table = imports_table(imports()[:200], looking.lens)
    context = {"upload": upload, "tab": "imports"}
    return show(looking, "execution/imports.html", context, [table], concept=actions.CONCEPT)


@page("see")
def payment_import(looking: Looking, number: int) -> HttpResponse:
    """一次导入: while it waits, its preview by the ledger of now; confirm or discard."""
    kept = _import(number)
    context: dict[str, object] = {"kept": kept, "state": label(Import.State(kept.state))}
    if kept.state != Import.State.PREVIEW:
        return show(looking, "execution/import.html", context)
    preview = actions.preview_kept(looking.actor, [number])
    url = reverse("payment-import-step", args=[number, "confirm"])
    blocked = _("文件有错误，须改正后重新上传") if preview.blocked else ""
    context |= {
        "preview": preview,
        "booked": len(preview.booked),
        "queued": len(preview.queued),
        "confirm": button(
            looking,
            "confirm_payments",
            _mine(looking),
            _("确认记账"),
            f"{url}?{looking.lens.query}",
            off=blocked,
            sure=_("确认后即记账。确定？"),
            primary=True,
        ),
        "drop": button(
            looking,
            "import_payments",
            _mine(looking),
            _("放弃"),
            f"{reverse('payment-import-step', args=[number, 'discard'])}?{looking.lens.query}",
            reason=_("理由"),
        ),
    }
    tables = [
        findings_table(preview.findings, looking.lens),
        matches_table(preview, number, looking.lens),
    ]
    return show(looking, "execution/import.html", context, tables, concept=actions.CONCEPT)


@page("see")
def payment_import_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """确认或放弃: of a file that was kept."""
    _import(number)
    back = f"{reverse('payment-import', args=[number])}?{looking.lens.query}"

    def confirm() -> str:
        done = actions.confirm_kept(looking.actor, [number])
        said = {"booked": len(done.booked), "queued": len(done.queued)}
        return _("已记账%(booked)s笔，待认领%(queued)s笔") % said

    def drop() -> str:
        actions.discard_kept(looking.actor, number, looking.request.POST.get("reason", ""))
        return _("已放弃，没有记账")

    return one_deed(looking, step, {"confirm": confirm, "discard": drop}, back)


@page("see")
def payment_import_origin(looking: Looking, number: int) -> HttpResponse:
    """导入净额的来历: the payments that were stored of the file; of a preview, the file itself."""
    kept = _import(number)
    if kept.state != Import.State.CONFIRMED:
        return show_origin(looking, _of_file(kept, looking))
    here = reverse("payment-import", args=[number])
    records = list(kept.records.order_by("pk"))
    items = [
        Item(
            _("国库支付凭证{number}").format(number=each.number),
            signed(each),
            reverse("payment", args=[each.pk]),
        )
        for each in records
    ]
    whole = sum(signed(each) for each in records) == kept.fen
    notes = () if whole else (_("文件里有以前已导入的支付，不重复列出。"),)
    formula = _("净额 = 文件所列支付 − 退款")
    return show_origin(
        looking,
        Origin(
            _("导入{number} {file}").format(number=number, file=kept.file),
            kept.fen, formula=formula, items=items, adds=whole,
            place=kept.file, place_href=here, notes=notes,
        ),
    )  # fmt: skip


def _of_file(kept: Import, looking: Looking) -> Origin:
    """What a file says that isn't booked: one payment with its cell, or all of them."""
    query, here = looking.request.GET, reverse("payment-import", args=[kept.pk])
    found = kept_file(kept).reading.payments
    if "number" not in query:
        items = [
            Item(
                _("国库支付凭证{number}").format(number=each.number),
                net_of(each),
                file_cell_href(kept.pk, each),
            )
            for each in found
        ]
        title = _("导入{number} {file}").format(number=kept.pk, file=kept.file)
        formula = _("净额 = 文件所列支付 − 退款")
        return Origin(
            title, kept.fen, formula=formula, items=items, place=kept.file, place_href=here
        )
    asked = (query["number"], query.get("kind", ""))
    one = next((each for each in found if (each.number, each.kind.value) == asked), None)
    if one is None:
        raise Http404
    place = one.source.describe() if one.source else kept.file
    return Origin(
        _("国库支付凭证{number}（{date}）").format(number=one.number, date=one.date),
        net_of(one),
        formula=_("国库支付数据所列金额；退款为负"),
        items=[Item(place, net_of(one))],
        place=place,
        place_href=here,
    )


@page("see")
def payment_of_voucher(looking: Looking, year: int, number: int) -> HttpResponse:
    """凭证的支付: the record that a voucher booked; one booked by hand has none, and says so."""
    found = PaymentRecord.objects.filter(voucher_year=year, voucher_number=number).first()
    if found is None:
        messages.info(looking.request, _("这张凭证由人办理，没有国库支付记录。"))
        return redirect(f"{reverse('ledger-voucher', args=[year, number])}?{looking.lens.query}")
    return redirect(f"{reverse('payment', args=[found.pk])}?{looking.lens.query}")


def _wanted(looking: Looking) -> Wanted:
    query, lens = looking.request.GET, looking.lens
    said = (query.get(name, "").strip()[:100] for name in ("state", "kind", "q"))
    return Wanted(lens.year, lens.region, *said)


def _mine(looking: Looking) -> Subject:
    return about(looking.actor.region)


def _of(record: PaymentRecord) -> Subject:
    return about(record.region_id)


def _record(number: int) -> PaymentRecord:
    found = PaymentRecord.objects.select_related("origin").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _import(number: int) -> Import:
    found = Import.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found

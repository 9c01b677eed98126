"""来历页 views: what a figure of the ledger is made of; see `platform.ledger.origins`."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.execution.progress import STEPS
from zhida.core.ledger.chart import kinds, verb_name
from zhida.platform.ledger import line_rows
from zhida.platform.ledger.balances import statement
from zhida.platform.ledger.figures import ALL, Asked, asked_of, sums
from zhida.platform.ledger.grids import passed_href
from zhida.platform.ledger.origins import described, origin_of, rate_of, step_href
from zhida.platform.ledger.tracing import trace_lines
from zhida.platform.ledger.voucher_rows import entries_of, places_of, voucher_row
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sources import Item, Origin, show_origin


@page("see")
def origin(looking: Looking) -> HttpResponse:
    """来历: of what stands in some steps (or one account) of a part of the ledger.

    `?upto=17.1` is what stood on an account after the first entry of that voucher.
    """
    asked, upto = _asked(looking), looking.request.GET.get("upto", "")
    if upto:
        return show_origin(looking, _stood_after(asked, upto))
    return show_origin(looking, origin_of(asked))


def _stood_after(asked: Asked, upto: str) -> Origin:
    accounts = [number for (number,) in sums(asked, "a.id")] if asked.kind and asked.line else []
    if len(accounts) != 1:
        raise Http404
    rows = statement(accounts[0])
    last = next((n for n, row in enumerate(rows) if f"{row.voucher}.{row.ordinal}" == upto), None)
    if last is None:
        raise Http404
    shown = rows[: last + 1]
    items = [
        Item(
            _("凭证{year}-{voucher}第{ordinal}行").format(
                year=row.year, voucher=row.voucher, ordinal=row.ordinal
            ),
            row.fen,
            reverse("ledger-voucher", args=[row.year, row.voucher]),
            note=f"{label(verb_name(row.verb))}，{row.document}，{row.document_date}",
        )
        for row in shown
    ]
    title = _("{what}，凭证{year}-{voucher}之后").format(
        what=described(asked), year=shown[-1].year, voucher=shown[-1].voucher
    )
    formula = _("其后结存 = 到这一行为止的进账 − 出账，按记账先后")
    return Origin(title, shown[-1].balance_fen, formula=formula, items=items)


@page("see")
def rate(looking: Looking) -> HttpResponse:
    """支出进度的来历."""
    return show_origin(looking, rate_of(_asked(looking)))


@page("see")
def received(looking: Looking) -> HttpResponse:
    """收到的来历: what stands on a line and what it passed down."""
    asked = _asked(looking)
    row = line_rows.line_row(asked.line or 0, asked)
    if row is None:
        raise Http404
    items = [
        Item(
            _("本级{step}").format(step=label(STEPS[s])),
            fen,
            step_href(Asked(asked.year, (s,), line=row.number, on=asked.on)),
        )
        for s in ALL
        if (fen := row.steps.get(s))
    ]
    if row.passed:
        items.append(Item(_("已下达"), row.passed, passed_href(row.number, asked)))
    title = _("{what} 收到").format(what=described(Asked(asked.year, line=row.number, on=asked.on)))
    formula = _("收到（净额）= 本级各环节结存 + 已下达")
    return show_origin(looking, Origin(title, row.received, formula=formula, items=items))


@page("see")
def passed(looking: Looking) -> HttpResponse:
    """已下达的来历: the lines below with what each took; of one of them, the vouchers."""
    asked = _asked(looking)
    row = line_rows.line_row(asked.line or 0, asked)
    child = looking.request.GET.get("child", "")
    if row is None or not (
        child == "" or (child.isascii() and child.isdigit() and len(child) < 19)
    ):
        raise Http404
    title = _("{what} 已下达").format(
        what=described(Asked(asked.year, line=row.number, on=asked.on))
    )
    if child:
        items = [
            Item(
                _("凭证{year}-{number}第{ordinal}行").format(
                    year=year, number=number, ordinal=ordinal
                ),
                fen,
                reverse("ledger-voucher", args=[year, number]),
                note=f"{label(verb_name(verb))}，{document}，{day}",
            )
            for year, number, ordinal, verb, document, day, fen in line_rows.between(
                row.number, int(child), asked
            )
        ]
        value = sum(int(str(each.value)) for each in items)
        title += f" {described(Asked(asked.year, line=int(child)))}"
    else:
        items = [
            Item(f"{name} {document}", fen, passed_href(row.number, asked, number))
            for number, name, document, fen in line_rows.children(row.number, asked)
        ]
        value = row.passed or 0
    return show_origin(
        looking, Origin(title, value, formula=_("已下达 = 下级签收的 − 退回的"), items=items)
    )


@page("see")
def voucher(looking: Looking, year: int, number: int) -> HttpResponse:
    """凭证金额的来历: its entries; of one entry, the place where the figure was printed."""
    head = voucher_row(year, number)
    if head is None:
        raise Http404
    row = looking.request.GET.get("row", "")
    sign = -1 if looking.request.GET.get("out") == "1" else 1
    entries = [each for each in entries_of(year, number) if row in ("", str(each.ordinal))]
    if not entries:
        raise Http404
    place = reverse("ledger-voucher", args=[year, number])
    items = [
        Item(
            _("第{ordinal}行").format(ordinal=each.ordinal),
            sign * each.fen,
            place,
            note=f"{each.credit_holder} {label(kinds()[each.credit_kind].name)}"
            f" → {each.debit_holder} {label(kinds()[each.debit_kind].name)}",
        )
        for each in entries
    ]
    printed = "；".join(each.describe() for each in places_of(year, number))
    return show_origin(
        looking,
        Origin(
            _("凭证{name} {label} {document}").format(
                name=head.name, label=label(verb_name(head.verb)), document=head.document
            ),
            sign * sum(each.fen for each in entries),
            formula=_("凭证金额 = 各行分录之和"),
            items=items,
            confirmed=_("%(who)s，%(when)s 记账")
            % {"who": head.actor, "when": f"{head.booked_at:%Y-%m-%d %H:%M}"},
            place=printed or _("凭证{name}").format(name=head.name),
            place_href=place,
        ),
    )


@page("see")
def above(looking: Looking, number: int, higher: int) -> HttpResponse:
    """来路金额的来历: what went from a line above (`higher`) to the next step down, by voucher."""
    row = line_rows.line_row(number, Asked(looking.lens.year, line=number))
    if row is None:
        raise Http404
    (trace,) = trace_lines([number])
    step = next((each for each in trace.above if each.line.number == higher), None)
    if step is None or step.figure is None:
        raise Http404
    items = [
        Item(
            _("凭证{year}-{number}").format(year=booked.year, number=booked.number),
            fen,
            reverse("ledger-voucher", args=[booked.year, booked.number]),
            note=f"{label(verb_name(booked.verb))}，{booked.document}，{booked.document_date}",
        )
        for booked, fen in step.figure.behind
    ]
    title = _("{holder} {document} 往 {below} 一路下达").format(
        holder=step.line.holder_name, document=step.line.quota.document, below=row.holder_name
    )
    formula = _("下达（净额）= 各凭证之和，退回和冲销为负")
    return show_origin(looking, Origin(title, step.figure.fen, formula=formula, items=items))


def _asked(looking: Looking) -> Asked:
    asked = asked_of(looking.request.GET, looking.lens.year, looking.lens.region)
    if asked is None:
        raise Http404
    return asked

"""办理页 views: what a holder does with a line: a form for each verb, off with its reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.execution.progress import STEPS
from zhida.core.ledger import LedgerError, QuotaLine
from zhida.core.ledger.chart import kinds, verb_name
from zhida.core.money import fen_of
from zhida.platform.access.policy import Forbidden, may
from zhida.platform.access.queries import about
from zhida.platform.ledger import acting, sending_back
from zhida.platform.ledger.figures import Asked
from zhida.platform.ledger.line_rows import LineRow, line_row
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.origins import step_href
from zhida.platform.ledger.posting import Posted
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import UNITS
from zhida.platform.pages.page import Looking, page

_TAKES_FROM = {
    "release": ("expected",),
    "refine": ("unallocated", "expected", "registered"),
    "register": ("unallocated",),
    "enable": ("registered",),
    "apply": ("executable",),
    "pay": ("applied",),
    "refund": ("paid",),
    "adjust": ("unallocated", "expected", "registered", "executable"),
    "reduce": ("unallocated", "expected"),
    "return": ("unallocated", "expected"),
    "retrieve": (),
}
"""Each verb with the steps that it takes money from; `retrieve` takes what is on its way back."""

_KINDS = {
    "refine": ("pending", "expected", "registered"),
    "adjust": ("pending", "expected", "registered", "executable"),
    "return": ("pending", "expected"),
    "retrieve": ("pending", "expected"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """可办事项: a verb of a line's page; `off` says why it can't be done now."""

    verb: str
    words: str
    url: str
    off: str = ""


def act_buttons(looking: Looking, row: LineRow, quota: QuotaLine) -> list[Offer]:
    """可办事项: every verb, with the policy's or the line's reason where it is off."""
    return [_offer(looking, row, quota, verb) for verb in _TAKES_FROM]


def _offer(looking: Looking, row: LineRow, quota: QuotaLine, verb: str) -> Offer:
    url = f"{reverse('ledger-act', args=[row.number, verb])}?{looking.lens.query}"
    off = may(looking.actor, verb, about(row.region)).reason or _state(looking, row, quota, verb)
    return Offer(verb, label(verb_name(verb)), url, off)


def _state(looking: Looking, row: LineRow, quota: QuotaLine, verb: str) -> str:
    """Why the line's own state doesn't let a verb be done."""
    if row.holder != looking.actor.agency:
        return _("这行指标由{holder_name}持有，请由该单位办理").format(holder_name=row.holder_name)
    if verb in ("return",) and quota.parent is None:
        return _("不是本账内的上级下达的，不能上缴；账外的上级收回请用追减")
    if verb == "retrieve":
        coming = sending_back.coming_back(quota)
        return "" if coming else _("没有退回到这行指标的在途资金")
    if not any(row.steps.get(step) for step in _TAKES_FROM[verb]):
        return _("没有{join}的资金").format(
            join="、".join(label(STEPS[step]) for step in _TAKES_FROM[verb])
        )
    return ""


@page("see")
def act(looking: Looking, number: int, verb: str) -> HttpResponse:
    """办理: the form of one verb; sent, it is booked, or comes back with what is wrong."""
    row = line_row(number, Asked(looking.lens.year))
    if row is None or verb not in _TAKES_FROM:
        raise Http404
    quota = quota_lines([number])[number]
    offer = _offer(looking, row, quota, verb)
    if looking.request.method == "POST":
        told = _try(looking, lambda: _done(looking, quota, verb))
        if told:
            messages.success(looking.request, told)
            return redirect(f"{reverse('ledger-line', args=[number])}?{looking.lens.query}")
    sent = looking.request.POST
    context = {
        "lens": looking.lens,
        "row": row,
        "offer": offer,
        "verb": verb,
        "sent": sent,
        "unit": sent.get("unit", looking.lens.unit),
        "today": sent.get("date") or f"{timezone.localdate():%Y-%m-%d}",
        "kinds": [(code, label(kinds()[code].name)) for code in _KINDS.get(verb, ())],
        "finer": verb in ("refine", "register"),
        "steps": [
            (
                label(STEPS[step]),
                row.steps.get(step, 0),
                step_href(Asked(row.year, (step,), line=number)),
            )
            for step in _TAKES_FROM[verb]
        ],
    }
    return render(looking.request, "ledger/act.html", context)


def _try(looking: Looking, act: Callable[[], str]) -> str:
    """What was done; "" where it was refused, with the refusal as a message."""
    try:
        with transaction.atomic():
            return act()
    except (LedgerError, Forbidden) as refused:
        messages.error(looking.request, str(refused))
        return ""


def _done(looking: Looking, quota: QuotaLine, verb: str) -> str:
    sent = {name: str(value).strip() for name, value in looking.request.POST.items()}
    fen = amount(sent.get("amount", ""), sent.get("unit", ""))
    papers, key = paper(sent), quota.digest.hex()
    kind = sent.get("kind", "") or "pending"
    if verb == "return":
        posted = sending_back.return_up(
            looking.actor, key, fen, papers, expected=kind == "expected"
        )
    elif verb == "retrieve":
        sender, expected = sent.get("sender", ""), kind == "expected"
        posted = sending_back.retrieve(
            looking.actor, key, fen, papers, sender=sender, expected=expected
        )
    else:
        posted = acting.act(
            looking.actor,
            verb,
            key,
            fen,
            papers,
            onto=sent.get("onto", ""),
            finer=acting.Finer(sent.get("project", ""), sent.get("function", "")),
            kind=kind,
            condition_met="condition_met" in sent,
        )
    return told(label(verb_name(verb)), posted)


def amount(digits: str, unit: str) -> int:
    """金额: fen of what was written in a form. Raises `LedgerError` that says how to write it."""
    if unit not in UNITS:
        raise LedgerError(_("请选择金额单位"))
    try:
        fen = fen_of(digits, UNITS[unit])
    except ValueError:
        raise LedgerError(
            _("金额“{digits}”不是金额，请写数字，如 12.5，最细到分").format(digits=digits)
        ) from None
    if fen <= 0:
        raise LedgerError(_("金额须大于零"))
    return fen


def paper(sent: dict[str, str]) -> acting.Paper:
    """依据: of a form. Raises `LedgerError` that names the field."""
    number, day, ordinal = sent.get("number", ""), sent.get("date", ""), sent.get("ordinal") or "1"
    if not number:
        raise LedgerError(_("请写依据的文号、支付凭证号或事项名称"))
    try:
        on = datetime.date.fromisoformat(day)
    except ValueError:
        raise LedgerError(
            _("依据的日期“{day}”请写成 年-月-日，如 2025-03-03").format(day=day)
        ) from None
    if not (ordinal.isascii() and ordinal.isdigit() and 1 <= int(ordinal) <= 9999):
        raise LedgerError(_("“第几次”请写 1 以上的整数"))
    return acting.Paper(number, on, sent.get("reason", ""), int(ordinal))


def told(what: str, posted: Posted) -> str:
    """What was booked, or that it had been before."""
    name = f"{posted.year}-{posted.number}"
    if posted.replayed:
        return _("%(what)s：此前已记账（凭证%(name)s），没有重记") % {"what": what, "name": name}
    return _("%(what)s：已记账，凭证%(name)s") % {"what": what, "name": name}

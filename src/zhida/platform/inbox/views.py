"""收文办理页 views: what a notice would be booked as, what is still asked, and the deeds."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.core.booking import Booking
from zhida.core.booking.faults import may_be_waived
from zhida.core.findings import Finding
from zhida.core.ledger import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.inbox.actions import enter
from zhida.platform.inbox.filled import SOURCES, answers_filled
from zhida.platform.inbox.grids import shares_table, vouchers_table
from zhida.platform.inbox.jobs import replacing, start_entering, told, why_not
from zhida.platform.inbox.proposed import confirmed, proposed
from zhida.platform.jobs.actions import start
from zhida.platform.ledger import booking
from zhida.platform.notices import actions
from zhida.platform.notices.addresses import cell_url
from zhida.platform.notices.listing import ready
from zhida.platform.notices.models import OPEN, OVER, Document, State
from zhida.platform.notices.views import found, wanted_of
from zhida.platform.notices.waiving import verb_of
from zhida.platform.obligations.withdrawing import withdraw
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.uploads import received


@page("see")
def notice_booking(looking: Looking, number: int) -> HttpResponse:
    """办理: what would be booked, or was; what is asked before; replacing and withdrawing."""
    document = found(number)
    fault, looked = "", None
    try:
        looked = booking.look(looking.actor, document).booking
    except LedgerError as refused:
        fault = str(refused)
    tables = (
        [
            shares_table(looking.lens, document, looked),
            vouchers_table(looking.lens, document, looked),
        ]
        if looked
        else []
    )
    refusals = _refusals(looking, document, looked) if looked else []
    context = {
        "document": document,
        "state": label(State(document.state)),
        "open": document.state in OPEN,
        "fault": fault,
        "looked": looked,
        "answers": document.answers,
        "sources": list(SOURCES),
        "refusals": refusals,
        "waive_off": next((each for _found, each in refusals if each and each.off), None),
        "proposed": [
            (place, each, cell_url(document, each.source) if each.source else "")
            for place, each in enumerate(proposed(document))
        ],
        **_buttons(looking, document, looked),
    }
    return show(looking, "inbox/booking.html", context, tables, concept=actions.CONCEPT)


def _refusals(
    looking: Looking, document: Document, looked: Booking
) -> list[tuple[Finding, Button | None]]:
    """What keeps it from being booked, each with the button by which somebody answers for it."""
    subject = about(document.region_id)
    url = reverse("notice-waive", args=[document.pk])
    return [
        (
            each,
            button(
                looking,
                verb_of(each.severity),
                subject,
                _("搁置"),
                f"{url}?code={each.code}&back=booking",
                reason=_("理由"),
            )
            if may_be_waived(each.code, each.severity)
            else None,
        )
        for each in looked.refusals
    ]


def _buttons(looking: Looking, document: Document, looked: Booking | None) -> dict[str, object]:
    subject = about(document.region_id)
    over = _("通知{state}").format(state=label(State(document.state)))
    unready = "" if looked is not None and looked.ready else _("还有上面的问题没有处理")
    not_open = "" if document.state in OPEN else over

    def made(verb: str, words: str, name: str, **more: str) -> object:
        return button(
            looking,
            verb,
            subject,
            words,
            reverse(name, args=[document.pk]),
            **more,  # type: ignore[arg-type]
        )

    gone = over if document.state in OVER else ""
    return {
        "book": button(
            looking,
            "take_in",
            subject,
            _("入账"),
            reverse("notice-book", args=[document.pk]),
            off=not_open or unready,
            primary=True,
        ),
        "settle": made("confirm", _("记下决定"), "notice-answers", off=not_open),
        "withdraw": made(
            "withdraw_notice",
            _("撤销通知"),
            "notice-withdraw",
            off=gone,
            reason=_("撤销理由"),
            sure=_("撤销后，这份通知的凭证逐张冲销。确定撤销？"),
        ),
        "replace": made("replace", _("更正或替换"), "notice-replace", off=gone),
    }


@require_POST
@page("see")
def notice_book(looking: Looking, number: int) -> HttpResponse:
    """入账."""
    document = found(number)

    def act() -> str:
        entered = enter(looking.actor, document)
        if not entered.done:
            raise LedgerError(why_not(entered))
        return told(entered)

    return deed(looking, act, reverse("notice-booking", args=[number]))


@require_POST
@page("see")
def notice_answers(looking: Looking, number: int) -> HttpResponse:
    """记下决定: what the notice doesn't say, and cells as a person has confirmed them."""
    document = found(number)

    def act() -> str:
        sent = looking.request.POST
        answers = answers_filled(sent.dict())
        chosen = {
            int(each) for each in sent.getlist("proposed") if each.isascii() and each.isdigit()
        }
        mends = (*answers.mends, *confirmed(document, chosen))
        actions.settle(looking.actor, document, replace(answers, mends=mends))
        return _("已记下。")

    return deed(looking, act, reverse("notice-booking", args=[number]))


@require_POST
@page("see")
def notice_withdraw(looking: Looking, number: int) -> HttpResponse:
    """撤销: with a reason."""
    document = found(number)

    def act() -> str:
        reason = looking.request.POST.get("reason", "")
        posted, closed = withdraw(looking.actor, document, reason)
        done = _("已撤销，冲销凭证{n}张。").format(n=len(posted))
        return done + (_("随之了结时限任务{n}项。").format(n=closed) if closed else "")

    return deed(looking, act, reverse("notice-booking", args=[number]))


@require_POST
@page("see")
def notice_replace(looking: Looking, number: int) -> HttpResponse:
    """更正或替换: by the files that were sent, beside, as a job."""
    document = found(number)
    sent = looking.request.POST
    started: list[str] = []

    def act() -> str:
        files = received(looking.request, "files")
        reason, way = sent.get("reason", "").strip(), sent.get("way", "")
        if not files or not reason or way not in ("correct", "replace"):
            raise LedgerError(_("请选择新通知的文件，选明更正还是替换，并写明理由。"))
        job = start(
            looking.actor,
            replacing,
            _("更正{old}").format(old=document)
            if way == "correct"
            else _("替换{old}").format(old=document),
            [(each.name, each.content) for each in files],
            {"document": document.pk, "reason": reason, "way": way},
        )
        started.append(reverse("job", args=[job.pk]))
        return _("已收下，正在后台读取。")

    answer = deed(looking, act, reverse("notice-booking", args=[number]))
    return redirect(started[0]) if started else answer


@require_POST
@page("see")
def notices_book(looking: Looking) -> HttpResponse:
    """成批入账: those that were ticked of the notices that are ready, as a job."""
    started: list[str] = []

    def act() -> str:
        chosen = set(looking.request.POST.getlist("notice"))
        known = ready(wanted_of(looking), looking.actor.region)
        documents = [each for each in known if str(each.pk) in chosen]
        job = start_entering(looking.actor, documents)
        started.append(reverse("job", args=[job.pk]))
        return _("已排队。")

    answer = deed(looking, act, reverse("notices"))
    return redirect(started[0]) if started else answer

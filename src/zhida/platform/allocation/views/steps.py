"""步骤 views: the steps of a plan as buttons, and the forms of the letter and of signing."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhida.core.allocation import AllocationError
from zhida.core.allocation.states import STEPS, State, after
from zhida.core.ledger import LedgerError
from zhida.core.money import Unit
from zhida.core.notice.issuing import DraftError
from zhida.documents.writing.notice import TypefaceError, WordingError
from zhida.platform.access.policy import Forbidden, may
from zhida.platform.access.queries import about
from zhida.platform.allocation import actions
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.papers import Letter, letter_of
from zhida.platform.allocation.queries import drafters
from zhida.platform.allocation.views.found import plan_with
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.uploads import received

_PERMISSION = {"book": "issue"}
_ALONE = ("submit", "approve", "send_back", "book", "withdraw")
_REFUSALS = (
    AllocationError,
    DraftError,
    Forbidden,
    LedgerError,
    TypefaceError,
    WordingError,
)


def buttons_of(looking: Looking, plan: Plan) -> list[Button]:
    """步骤: every step of a plan; off with the policy's reason, or with that of its state."""
    subject = about(plan.region_id, drafters(plan))
    found = []
    for verb, step in STEPS.items():
        if State(plan.state) not in step.before and verb != _next(plan):
            continue
        route = {"send_out": "allocation-letter", "sign": "allocation-sign"}.get(verb)
        args: list[object] = [plan.pk] if route else [plan.pk, verb]
        url = reverse(route or "allocation-step", args=args)
        found.append(
            button(
                looking,
                _PERMISSION.get(verb, verb),
                subject,
                label(step),
                url,
                off=_off(plan, verb),
                reason=_("理由") if verb in ("send_back", "withdraw") else "",
                sure=str(_SURE.get(verb, "")),
                primary=verb == _next(plan),
            )
        )
    return found


_SURE = {
    "book": gettext_lazy("下达后资金即在途，不能撤回方案。确认下达吗？"),
    "withdraw": gettext_lazy("撤回后方案不能再办。确认撤回吗？"),
}
_AFTER = {
    State.DRAFT: "submit",
    State.SENT_BACK: "submit",
    State.SUBMITTED: "approve",
    State.APPROVED: "send_out",
    State.SIGNING: "sign",
    State.SIGNED: "book",
}


def _next(plan: Plan) -> str:
    return _AFTER.get(State(plan.state), "")


def _off(plan: Plan, verb: str) -> str:
    try:
        after(verb, State(plan.state))
    except AllocationError as refused:
        return str(refused)
    return ""


@require_POST
@page("see")
def step(looking: Looking, number: int, verb: str) -> HttpResponse:
    """办理: a step that asks for nothing but, for some, a reason."""
    plan = plan_with(number)
    if verb not in _ALONE:
        raise Http404
    reason = looking.request.POST.get("reason", "").strip()
    taken: dict[str, Callable[[], Plan]] = {
        "submit": lambda: actions.submit(looking.actor, number),
        "approve": lambda: actions.approve(looking.actor, number),
        "send_back": lambda: actions.send_back(looking.actor, number, reason),
        "book": lambda: actions.book(looking.actor, number),
        "withdraw": lambda: actions.withdraw(looking.actor, number, reason),
    }

    def act() -> str:
        made = taken[verb]()
        return _("“{plan}”已{step}，现为“{state}”。").format(
            plan=plan.title, step=label(STEPS[verb]), state=label(State(made.state))
        )

    return deed(looking, act, f"{reverse('allocation-plan', args=[number])}?{looking.lens.query}")


@page("see")
def letter_page(looking: Looking, number: int) -> HttpResponse:
    """发文要素: what the bureau decides about its letter; sent, the plan goes out for signing."""
    plan = plan_with(number)
    if looking.request.method == "POST":
        sent = _letter(looking)
        if looking.request.POST.get("do") == "paper":
            looking.request.session[letter_key(plan)] = _typed(looking)
            return redirect(reverse("allocation-paper", args=[number]))
        if _done(looking, lambda: actions.send_out(looking.actor, number, sent)):
            return redirect(reverse("allocation-plan", args=[number]))
    else:
        typed = looking.request.session.get(letter_key(plan))
        sent = letter_from(typed) if typed else letter_of(plan)
    context = {
        "lens": looking.lens,
        "plan": plan,
        "letter": sent,
        "units": [each.label for each in Unit],
        "off": _why_not(looking, plan, "send_out"),
    }
    return render(looking.request, "allocation/letter.html", context)


@page("see")
def sign_page(looking: Looking, number: int) -> HttpResponse:
    """签发: number and date as they came back from the office, with the sealed file if there is one."""
    plan = plan_with(number)
    sent = looking.request.POST
    if looking.request.method == "POST" and _done(looking, lambda: _signed(looking, plan)):
        return redirect(reverse("allocation-plan", args=[number]))
    context = {
        "lens": looking.lens,
        "plan": plan,
        "sent": sent,
        "today": timezone.localdate(),
        "off": _why_not(looking, plan, "sign"),
    }
    return render(looking.request, "allocation/sign.html", context)


def letter_key(plan: Plan) -> str:
    """Under which a person's words for a letter are kept while it is looked at."""
    return f"zhida letter {plan.pk}"


def letter_from(typed: dict[str, str]) -> Letter:
    """发文要素: of what was typed; lists have one name on a line or between 、 and ；."""
    units = {each.label: each for each in Unit}
    lists = {
        name: tuple(filter(None, map(str.strip, re.split(r"[\n；;]", typed.get(name, "")))))
        for name in ("issuers", "addressees", "copy_to")
    }
    return Letter(
        issuers=lists["issuers"],
        addressees=lists["addressees"],
        copy_to=lists["copy_to"],
        sub_fund=typed.get("sub_fund", "").strip(),
        unit=units.get(typed.get("unit", ""), Unit.WAN_YUAN),
        availability=typed.get("availability", "").strip(),
        disclosure=typed.get("disclosure", "").strip(),
    )


def _typed(looking: Looking) -> dict[str, str]:
    names = ("issuers", "addressees", "copy_to", "sub_fund", "unit", "availability", "disclosure")
    return {name: looking.request.POST.get(name, "") for name in names}


def _letter(looking: Looking) -> Letter:
    return letter_from(_typed(looking))


def _signed(looking: Looking, plan: Plan) -> Plan:
    sent = looking.request.POST
    try:
        day = datetime.date.fromisoformat(sent.get("day", ""))
    except ValueError:
        raise LedgerError("请填写签发日期") from None
    sealed = received(looking.request, "sealed")
    digest = hashlib.sha256(sealed[0].content).hexdigest() if sealed else ""
    number = sent.get("number", "").strip()
    return actions.sign(looking.actor, plan.pk, letter_of(plan), number, day, digest)


def _done(looking: Looking, act: Callable[[], Plan]) -> bool:
    """Whether it was done; else the form stays with what was typed, and the refusal above it."""
    try:
        with transaction.atomic():
            made = act()
    except (*_REFUSALS, ValueError) as refused:
        if not type(refused).__module__.startswith("zhida."):
            raise
        messages.error(looking.request, str(refused))
        return False
    state = label(State(made.state))
    messages.success(
        looking.request, _("“{title}”现为“{state}”。").format(title=made.title, state=state)
    )
    return True


def _why_not(looking: Looking, plan: Plan, verb: str) -> str:
    subject = about(plan.region_id, drafters(plan))
    return may(looking.actor, verb, subject).reason or _off(plan, verb)

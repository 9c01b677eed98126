"""结算页 settlements: those of a year, one with its steps and deeds, and where its figures come from."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.engines.dip.flow import TITLES
from zhida.engines.errors import EngineError
from zhida.engines.exact import round_half_up
from zhida.platform.access.policy import may, verb_names
from zhida.platform.access.queries import about
from zhida.platform.dip import settling
from zhida.platform.dip.actions import CONCEPT
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.grids import insurance, pool_name
from zhida.platform.dip.models import Kind, Result, State
from zhida.platform.dip.queries import editions, flows, result
from zhida.platform.dip.sections import sections
from zhida.platform.dip.settlement_grids import (
    TONES,
    editions_table,
    fund_table,
    institutions_table,
    progress,
    settlements_table,
    steps_table,
)
from zhida.platform.dip.settlement_origins import origin_of, total_origin
from zhida.platform.dip.settlement_pictures import fund_chart
from zhida.platform.dip.settlement_sums import sums_of
from zhida.platform.journal.queries import deeds
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import one_deed
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin


@page("see")
def dip_settlements(looking: Looking) -> HttpResponse:
    """结算: of each pool and insurance of the year what was budgeted, paid, kept and left."""
    lens = looking.lens
    found = flows(lens.region, lens.year)
    context = {
        "sections": sections(looking, "dip-settlements"),
        "found": found,
        "may_bring": may(looking.actor, "take_in_result", about(lens.region)).allowed,
    }
    tables = [settlements_table(lens, found)]
    return show(looking, "dip/settlements.html", context, tables, concept="dip")


@page("see")
def dip_settlements_origin(looking: Looking) -> HttpResponse:
    """合计的来历: of a field over all settlements of the year."""
    lens = looking.lens
    field = looking.request.GET.get("field", "")
    return show_origin(looking, total_origin(lens, flows(lens.region, lens.year), field))


@page("see")
def dip_settlement(looking: Looking, number: int) -> HttpResponse:
    """一个统筹区的一年: its steps, where the fund went, each institution, and the deeds of approval."""
    lens, each = looking.lens, _found(number)
    sums = sums_of(settling.flow_in(each))
    value = sums.flow.start_value
    context = {
        "sections": sections(looking, "dip-settlements"),
        "each": each,
        "pool": pool_name(each.pool),
        "insurance": insurance(each.insutype),
        "state": label(State(each.state).label),
        "tone": TONES.get(State(each.state), ""),
        "progress": progress(sums),
        "next": "、".join(label(TITLES[step]) for step in sums.flow.next_steps()),
        "value": _in_yuan(value) if value is not None else "",
        "head": sums.flow.head,
        "buttons": _buttons(looking, each),
        "today": timezone.localdate(),
        "deeds": [
            (one, label(verb_names().get(one.verb, one.verb)))
            for one in deeds(concept=CONCEPT, subject=f"result {each.pk}").order_by("-pk")[:20]
        ],
        "chart": fund_chart(lens, number, sums),
    }
    tables = [
        fund_table(lens, number, sums), steps_table(lens, number, sums),
        institutions_table(lens, number, sums), editions_table(lens, editions(each)),
    ]  # fmt: skip
    return show(looking, "dip/settlement.html", context, tables, concept="dip")


@page("see")
def dip_settlement_origin(looking: Looking, number: int) -> HttpResponse:
    """结算数字的来历."""
    each = _found(number)
    sums = sums_of(settling.flow_in(each))
    return show_origin(looking, origin_of(looking.lens, each, sums, looking.request.GET.dict()))


@page("see")
def dip_settlement_deed(looking: Looking, number: int, name: str) -> HttpResponse:
    """办理: submit, send back, approve with booking, undo."""
    _found(number)
    actor, asked = looking.actor, looking.request.POST
    reason = asked.get("reason", "")

    def day() -> datetime.date:
        try:
            return datetime.date.fromisoformat(asked.get("date", ""))
        except ValueError:
            raise EngineError("请写明依据的日期，如2026-04-01") from None

    def submit() -> str:
        settling.submit_settlement(actor, number)
        return _("已提交，等待审批。")

    def send_back() -> str:
        settling.send_back_settlement(actor, number, reason)
        return _("已退回。")

    def approve() -> str:
        done = settling.approve_settlement(actor, number, day())
        return _("已审批，记入医保基金账{n}张凭证。").format(n=len(done.new))

    def undo() -> str:
        done = settling.undo_settlement(actor, number, day(), reason)
        return _("已冲销{n}张凭证。").format(n=len(done.posted))

    acts: dict[str, Callable[[], str | None]] = {
        "submit": submit, "send_back": send_back, "approve": approve, "undo": undo,
    }  # fmt: skip
    return one_deed(looking, name, acts, page_of(looking.lens, "dip-settlement", number))


def _in_yuan(value: Fraction) -> str:
    """A point value of so many fen, in yuan to four places."""
    whole, rest = divmod(round_half_up(value.numerator * 100, value.denominator), 10_000)
    return f"{whole}.{rest:04d}"


def _found(number: int) -> Result:
    found = result(number)
    if found is None or found.kind != Kind.FLOW:
        raise Http404
    return found


def _buttons(looking: Looking, each: Result) -> dict[str, Button]:
    """Those of the state and the next ones; off with the policy's reason or the state's."""
    words = {
        "submit": _("提交审批"), "approve": _("审批并入账"), "send_back": _("退回"),
        "undo": _("冲销"),
    }  # fmt: skip
    shown = {State.SUBMITTED: ("approve", "send_back"), State.BOOKED: ("undo",)}
    found = {}
    for name in shown.get(State(each.state), ("submit",)):
        verb = f"{name}_settlement"
        found[name] = button(
            looking,
            verb,
            settling.subject_of(each, verb),
            words[name],
            f"{reverse('dip-settlement-deed', args=[each.pk, name])}?{looking.lens.query}",
            off=settling.why_not(each, verb),
            reason=_("理由") if name in ("send_back", "undo") else "",
            sure=_("冲销这一年已入账的全部凭证。确认吗？") if name == "undo" else "",
            primary=name in ("submit", "approve"),
        )
    return found

"""占用 reserve: what a plan does in the ledger when it goes out, is booked, or is given up."""

from __future__ import annotations

import datetime
from dataclasses import replace

from zhida.core.ledger import LedgerError, QuotaLine, Voucher, verbs
from zhida.core.ledger.verbs import Act
from zhida.platform.access.policy import Actor
from zhida.platform.allocation.models import Award, Plan
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import post

EXPECTED = "expected"


def take(actor: Actor, plan: Plan, day: datetime.date) -> None:
    """占用: the pool of the plan is set aside until its document is signed."""
    lines = _lines(plan)
    post(_reserved(actor, plan, day, lines), _numbers(lines))


def issue(actor: Actor, plan: Plan) -> None:
    """下达: every award leaves the reserve for its recipient, under the document's number."""
    if plan.signed_on is None:
        raise LedgerError("方案没有签发日期，请先办理签发")
    lines = _lines(plan)
    act = Act(plan.agency.name, plan.number, plan.signed_on, actor.name, f"方案{plan.pk}")
    awards = Award.objects.filter(plan=plan).select_related("recipient", "pool_line")
    vouchers = [
        verbs.issue(
            act,
            lines[each.pool_line.line_id],
            each.recipient.code,
            each.fen,
            expected=each.pool_line.kind == EXPECTED,
            reserved=True,
        )
        for each in awards.order_by("pool_line__ordinal", "recipient__code")
    ]
    post(vouchers, _numbers(lines))


def give_back(actor: Actor, plan: Plan, day: datetime.date, reason: str) -> None:
    """退回占用: the reserve is reversed, voucher by voucher."""
    lines = _lines(plan)
    act = replace(_act(actor, plan, day), reason=reason)
    vouchers = [verbs.reverse(act, each) for each in _reserved(actor, plan, day, lines)]
    post(vouchers, _numbers(lines))


def _reserved(
    actor: Actor, plan: Plan, day: datetime.date, lines: dict[int, QuotaLine]
) -> list[Voucher]:
    act = _act(actor, plan, day)
    return [
        verbs.reserve(act, lines[each.line_id], each.fen, expected=each.kind == EXPECTED)
        for each in plan.pool.order_by("ordinal")
    ]


def _act(actor: Actor, plan: Plan, day: datetime.date) -> Act:
    return Act(plan.agency.name, f"方案{plan.pk}", day, actor.name, plan.title)


def _lines(plan: Plan) -> dict[int, QuotaLine]:
    return quota_lines(plan.pool.values_list("line_id", flat=True))


def _numbers(lines: dict[int, QuotaLine]) -> dict[bytes, int]:
    return {line.digest: number for number, line in lines.items()}

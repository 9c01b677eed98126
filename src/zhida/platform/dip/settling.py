"""结算审批 settling: a flow is submitted by one, approved by another, and booked as it is approved.

The edition that is booked stands in the insurance-fund book. A later one which goes on with it books
the steps that are new; one that differs is refused until what is booked has been undone.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.utils import timezone

from zhida.engines.dip.flow import Flow, flow_of
from zhida.engines.dip.flow_chain import contradictions
from zhida.engines.errors import EngineError
from zhida.platform.access.policy import Actor, Subject, require
from zhida.platform.access.queries import about
from zhida.platform.dip.actions import CONCEPT, take_in
from zhida.platform.dip.models import Kind, Result, State
from zhida.platform.dip.queries import editions, result
from zhida.platform.dip.result_files import Given
from zhida.platform.journal.actions import record
from zhida.platform.ledger.fund_booking import REGION_CODE, book_flow, undo_flow
from zhida.platform.ledger.posting import Posted
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Decided:
    """办理结果: the settlement as it stands now, and the vouchers of the deed."""

    settlement: Result
    posted: tuple[Posted, ...] = ()

    @property
    def new(self) -> tuple[Posted, ...]:
        """新凭证: those that weren't booked before."""
        return tuple(each for each in self.posted if not each.replayed)


def settlement(number: int) -> Result:
    """结算: a flow by its number. Raises EngineError where there is none in the scope."""
    found = result(number)
    if found is None or found.kind != Kind.FLOW:
        raise EngineError(f"没有编号为{number}的结算流程，请先收取")
    return found


def settlement_of(content: bytes, name: str) -> Result:
    """结算: the newest edition of which this is the file. Raises EngineError where it wasn't taken in."""
    digest = hashlib.sha256(content).hexdigest()
    found = Result.objects.filter(kind=Kind.FLOW, sha256=digest).order_by("-pk").first()
    if found is None:
        raise EngineError(
            f"“{name}”还没有收取和提交。请由医保部门的经办办理 zhida dip book {name} --submit"
        )
    return found


def bring(actor: Actor, content: bytes, name: str, year: int, today: datetime.date) -> Decided:
    """收取并提交: a flow's file as the newest edition, submitted for approval."""
    (taken,) = take_in(actor, [Given(name, content)], year, today)
    return submit_settlement(actor, int(taken.result.pk))


def flow_in(each: Result) -> Flow:
    """流程: what a settlement's file says."""
    return flow_of(each.text, each.name)


def subject_of(each: Result, verb: str) -> Subject:
    """对象: a settlement with who is shut out: of a draft who brought it, of undoing who booked it."""
    if verb == "undo_settlement":
        booked = [one for one in editions(each) if one.state == State.BOOKED]
        return about(each.region_id, {one.booked_by for one in booked})
    return about(each.region_id, {each.taken_by, each.submitted_by} - {""})


def booked_edition(each: Result) -> Result | None:
    """已入账的一版: the newest of the same pool, insurance and year that stands in the book."""
    return next((one for one in editions(each) if one.state == State.BOOKED), None)


def why_not(each: Result, verb: str) -> str:
    """不能办理的原因: of a settlement's state, "" where it allows the verb."""
    state = State(each.state)
    if verb == "undo_settlement":
        latest = booked_edition(each)
        if latest is None or latest.pk != each.pk:
            return f"只能冲销已入账的最后一版，这一版是“{state.label}”"
        return ""
    if editions(each)[0].pk != each.pk:
        return "已经收取了更新的一版，请办理最新的一版"
    if verb != "submit_settlement":
        return "" if state is State.SUBMITTED else f"只办理待审批的，这一版是“{state.label}”"
    if state not in (State.TAKEN, State.SENT_BACK, State.UNDONE):
        return f"这一版是“{state.label}”，不再提交"
    return _unfit(each)


def submit_settlement(actor: Actor, number: int) -> Decided:
    """提交结算: the newest edition for approval; the flow is read again, and held against what is booked."""
    with scope(actor.region):
        found = _ready(actor, number, "submit_settlement")
        _go_on(actor, found, "submit_settlement", State.SUBMITTED, submitted=True)
        return Decided(found)


def send_back_settlement(actor: Actor, number: int, reason: str) -> Decided:
    """退回结算: not to be booked as it stands, with a reason."""
    if not reason.strip():
        raise EngineError("退回必须写明理由")
    with scope(actor.region):
        found = _ready(actor, number, "send_back_settlement")
        _go_on(actor, found, "send_back_settlement", State.SENT_BACK, reason.strip())
        return Decided(found)


def approve_settlement(actor: Actor, number: int, day: datetime.date) -> Decided:
    """审批结算: by another person than who brought it, and booked with it: both or neither.

    `day` is that of the paper which the vouchers rest on.
    """
    with scope(actor.region):
        found = _ready(actor, number, "approve_settlement")
        if why := _unfit(found):
            raise EngineError(why)
        posted = book_flow(actor, flow_in(found), day)
        _go_on(actor, found, "approve_settlement", State.BOOKED)
        return Decided(found, posted)


def undo_settlement(actor: Actor, number: int, day: datetime.date, reason: str) -> Decided:
    """冲销结算: all that is booked of the year, by mirrors, by another person than who booked it."""
    if not reason.strip():
        raise EngineError("冲销必须写明理由")
    with scope(actor.region):
        found = _ready(actor, number, "undo_settlement")
        posted = undo_flow(actor, flow_in(found), day, reason.strip())
        for each in editions(found):
            if each.state == State.BOOKED:
                _go_on(actor, each, "undo_settlement", State.UNDONE, reason.strip())
        found.refresh_from_db()
        return Decided(found, posted)


def _ready(actor: Actor, number: int, verb: str) -> Result:
    """The settlement, held so that two deeds come one after the other."""
    found = settlement(number)
    require(actor, verb, subject_of(found, verb))
    found = Result.objects.select_for_update(of=("self",)).get(pk=number)
    if why := why_not(found, verb):
        raise EngineError(why)
    return found


def _unfit(each: Result) -> str:
    """Why a flow can't be booked here: another's pool, or otherwise than what is booked."""
    flow = flow_in(each)
    own = flow.pool.ljust(REGION_CODE, "0")
    if own != each.region_id:
        return f"统筹区{flow.pool}的结算由区划{own}办理，这一版收取在区划{each.region_id}"
    latest = booked_edition(each)
    if latest is None:
        return ""
    if found := contradictions(flow_in(result(latest.pk) or latest), flow):
        return (
            f"与已入账的第{latest.edition}版不一致：{'；'.join(found)}。"
            "请先冲销已入账的一版，或改正后重新收取"
        )
    return ""


def _go_on(
    actor: Actor,
    each: Result,
    verb: str,
    state: State,
    reason: str = "",
    *,
    submitted: bool = False,
) -> None:
    before: dict[str, object] = {"state": each.state}
    now = timezone.now()
    each.state, each.reason = state, reason
    fields = ["state", "reason"]
    if submitted:
        each.submitted_by, each.submitted_at = actor.name, now
        fields += ["submitted_by", "submitted_at"]
    elif state in (State.BOOKED, State.SENT_BACK):
        each.decided_by, each.decided_at = actor.name, now
        fields += ["decided_by", "decided_at"]
    if state is State.BOOKED:
        each.booked_by, each.booked_at = actor.name, now
        fields += ["booked_by", "booked_at"]
    each.save(update_fields=fields)
    after: dict[str, object] = {"state": str(state), "sha256": each.sha256, "edition": each.edition}
    record(actor, verb, CONCEPT, f"result {each.pk}", before, after, reason, region=each.region_id)

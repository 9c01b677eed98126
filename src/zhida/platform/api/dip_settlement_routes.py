"""结算审批接口 settlements of disease payment: submitted by one, approved with booking by another, undone."""

from __future__ import annotations

from zhida.platform.api.bearer import Call
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Day, Number, Said, Told
from zhida.platform.dip import settling
from zhida.platform.dip.models import Kind, Result
from zhida.platform.dip.settlement_sums import FIELDS, sums_of

routes = Routes("病种付费结算")


class SettlementApproved(Asked):
    """审批结算: the day of the paper that the vouchers rest on."""

    day: Day


class SettlementSentBack(Asked):
    """退回的理由."""

    reason: Said


class SettlementUndone(Asked):
    """冲销结算: the day of the paper that the mirrors rest on, and why."""

    day: Day
    reason: Said


class InstitutionTold(Told):
    """机构结算: what the year gave one institution, in fen by field."""

    institution: str
    sums_fen: dict[str, int]


class SettlementTold(Told):
    """结算: of one pool, insurance and year; `next` are the steps that may come, `head` the fingerprint.

    `sums_fen` are those of the pool: fund = paid + held + left, to the fen.
    """

    number: int
    pool: str
    insutype: str
    year: int
    edition: int
    state: str
    reason: str
    submitted_by: str
    decided_by: str
    booked_by: str
    steps: list[str]
    next: list[str]
    head: str
    sums_fen: dict[str, int]
    institutions: list[InstitutionTold]


class SettlementDone(Told):
    """结算办理结果: the vouchers booked by the deed, as year-number; `before` were booked earlier."""

    settlement: SettlementTold
    vouchers: list[str]
    before: int


@routes.read("/dip/settlements/{number}")
def dip_settlement(call: Call, number: Number) -> SettlementTold:
    """一份结算: `number` is that of its result; every sum to the fen."""
    return _told(one(Result.objects.filter(kind=Kind.FLOW), "结算流程", pk=number))


@routes.write("/dip/settlements/{number}/submit", "submit_settlement")
def submit_dip_settlement(call: Call, number: Number) -> SettlementDone:
    """提交结算: the newest edition, which must go on with what is booked."""
    return _done(settling.submit_settlement(call.actor, number))


@routes.write("/dip/settlements/{number}/approve", "approve_settlement")
def approve_dip_settlement(call: Call, number: Number, body: SettlementApproved) -> SettlementDone:
    """审批结算: by another person than who brought it, and booked in the insurance-fund book with it."""
    return _done(settling.approve_settlement(call.actor, number, body.day))


@routes.write("/dip/settlements/{number}/send-back", "send_back_settlement")
def send_back_dip_settlement(
    call: Call, number: Number, body: SettlementSentBack
) -> SettlementDone:
    """退回结算: with a reason."""
    return _done(settling.send_back_settlement(call.actor, number, body.reason))


@routes.write("/dip/settlements/{number}/undo", "undo_settlement")
def undo_dip_settlement(call: Call, number: Number, body: SettlementUndone) -> SettlementDone:
    """冲销结算: all that is booked of the year, by another person than who booked it."""
    done = settling.undo_settlement(call.actor, number, body.day, body.reason)
    return _done(done)


def _done(done: settling.Decided) -> SettlementDone:
    return SettlementDone(
        settlement=_told(done.settlement),
        vouchers=[f"{each.year}-{each.number}" for each in done.new],
        before=len(done.posted) - len(done.new),
    )


def _told(each: Result) -> SettlementTold:
    sums = sums_of(settling.flow_in(each))
    of_institutions = [name for name in FIELDS if name not in ("fund", "left")]
    return SettlementTold(
        number=each.pk,
        pool=each.pool,
        insutype=each.insutype,
        year=each.year,
        edition=each.edition,
        state=each.state,
        reason=each.reason,
        submitted_by=each.submitted_by,
        decided_by=each.decided_by,
        booked_by=each.booked_by,
        steps=[f"{taken.step} {taken.number}" for taken in sums.flow.taken],
        next=[str(step) for step in sums.flow.next_steps()],
        head=sums.flow.head,
        sums_fen={name: sums.of(name) for name in FIELDS},
        institutions=[
            InstitutionTold(
                institution=code, sums_fen={name: sums.of(name, code) for name in of_institutions}
            )
            for code in sums.institutions
        ],
    )

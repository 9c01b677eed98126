"""环节办理 flow steps: what each step of a pool's year pays, and when it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation.bounds import apportion
from zhida.core.money import Unit, format_fen
from zhida.engines.dip.flow import MONTHS, Flow, Part, Step
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.settlement import Settlement
from zhida.engines.errors import EngineError


@dataclass(frozen=True, slots=True)
class Month:
    """机构月度: points (whole numbers at the measurement's places) and what patients paid, in fen."""

    institution: str
    points: int
    patient_fen: int
    deducted_fen: int = 0


def advance(
    flow: Flow,
    last_year: Mapping[str, int],
    balance_fen: int,
    monthly_fen: int,
    policy: Policy,
    rests_on: Mapping[str, str],
) -> Flow:
    """拨付预付金: some months of the budget, by what each institution had of the fund last year.

    `balance_fen` is what the fund has saved up, `monthly_fen` what it pays out in a month: where it
    lasts for fewer months than the policy asks for, there is no advance. Raises EngineError.
    """
    least = policy.advance_min_months
    if monthly_fen <= 0:
        raise EngineError("统筹基金平均一个月的支出应大于零。请核对以元计的支出")
    if balance_fen < least * monthly_fen:
        months, tenths = divmod(balance_fen * 10 // monthly_fen, 10)
        raise EngineError(
            f"统筹区{flow.pool}险种{flow.insutype}的累计结余可支付{months}.{tenths}个月，"
            f"不足{least}个月，不拨付预付金。请直接办理月度预付"
        )
    whole = sum(last_year.values())
    if whole <= 0:
        raise EngineError("各机构上年的基金支付合计为零，预付金无从分配")
    codes, total = sorted(last_year), flow.fund_fen * policy.advance_months // MONTHS
    fen = apportion([Fraction(total * last_year[code], whole) for code in codes], codes, total)
    parts = [Part(code, paid_fen=each) for code, each in zip(codes, fen, strict=True)]
    return flow.take(Step.ADVANCED, 1, parts, rests_on)


def prepay(
    flow: Flow,
    number: int,
    months: Iterable[Month],
    value: Fraction,
    places: int,
    policy: Policy,
    rests_on: Mapping[str, str],
) -> Flow:
    """月度预付: (points × value − what patients paid) × prepay percent − deductions, never below zero.

    `value` is in fen a point. A deduction that a month can't bear is taken at the year's end.
    """
    parts = []
    for each in months:
        earned = value * each.points / 10**places - each.patient_fen
        earned = earned * policy.prepay_percent / 100
        fen = int(earned + Fraction(1, 2)) if earned > 0 else 0
        parts.append(
            Part(
                each.institution,
                paid_fen=max(0, fen - each.deducted_fen),
                deducted_fen=each.deducted_fen,
            )
        )
    return flow.take(Step.PREPAID, number, parts, rests_on)


def review(flow: Flow, number: int, rests_on: Mapping[str, str]) -> Flow:
    """特例单议: a review's outcome stands for the annual settlement; it pays nothing by itself."""
    return flow.take(Step.REVIEWED, number, (), rests_on)


def settle_flow(flow: Flow, settlement: Settlement, rests_on: Mapping[str, str]) -> Flow:
    """年度清算: what is still to be paid, or was paid too much, after deposits and deductions.

    Raises EngineError where the settlement is of another pool or fund, or rests on other payments
    than those of the flow.
    """
    if settlement.pool != (flow.pool, flow.insutype) or settlement.fund_fen != flow.fund_fen:
        raise EngineError(
            f"清算的是统筹区{settlement.pool[0]}、险种{settlement.pool[1]}、基金{_yuan(settlement.fund_fen)}，"
            f"流程的是统筹区{flow.pool}、险种{flow.insutype}、基金{_yuan(flow.fund_fen)}"
        )
    held, parts = flow.standing(), []
    for payout in settlement.payouts:
        before = held.pop(payout.institution, None)
        paid, deducted = (before.paid_fen, before.deducted_fen) if before else (0, 0)
        if payout.paid_fen != paid or payout.deducted_fen < deducted:
            raise EngineError(
                f"机构{payout.institution}已付{_yuan(paid)}、已扣{_yuan(deducted)}，"
                f"清算所据的是{_yuan(payout.paid_fen)}、{_yuan(payout.deducted_fen)}。请按流程的余额重新清算"
            )
        if payout.gross_fen < payout.deposit_fen + payout.deducted_fen:
            raise EngineError(
                f"机构{payout.institution}全年的扣款{_yuan(payout.deducted_fen)}超过应分基金"
                f"{_yuan(payout.gross_fen)}减去质量保证金{_yuan(payout.deposit_fen)}。请核对扣款表和机构账；"
                "确应扣的，减去超出的部分，从所在的月份重新办理，超出的另行追回"
            )
        parts.append(
            Part(
                payout.institution,
                paid_fen=max(0, payout.due_fen),
                gross_fen=payout.gross_fen,
                deposit_fen=payout.deposit_fen,
                deducted_fen=payout.deducted_fen,
                returned_fen=max(0, -payout.due_fen),
            )
        )
    if lost := [code for code, each in held.items() if each.paid_fen or each.deducted_fen]:
        raise EngineError(
            f"机构{lost[0]}已付{_yuan(held[lost[0]].paid_fen)}、已扣{_yuan(held[lost[0]].deducted_fen)}，"
            "却没有病例可清算。请先由其退回"
        )
    return flow.take(Step.SETTLED, 1, parts, rests_on)


def release(flow: Flow, shares: Mapping[str, Fraction], rests_on: Mapping[str, str]) -> Flow:
    """返还质量保证金: to each institution the share (0…1) that its assessment gives, 1 if none is told.

    The rest stays in the fund; a part of a fen does too.
    """
    parts = []
    held = {code: each for code, each in flow.standing().items() if each.deposit_fen}
    if unknown := sorted(shares.keys() - held.keys()):
        raise EngineError(f"机构{unknown[0]}没有质量保证金可以返还")
    for code, each in held.items():
        part = shares.get(code, Fraction(1))
        if not 0 <= part <= 1:
            raise EngineError(f"机构{code}的返还比例{part}不在0到1之间")
        paid = int(each.deposit_fen * part)
        parts.append(Part(code, paid_fen=paid, returned_fen=each.deposit_fen - paid))
    return flow.take(Step.RELEASED, 1, parts, rests_on)


def _yuan(fen: int) -> str:
    return format_fen(fen, Unit.YUAN, places=2)

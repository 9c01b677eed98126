"""基金凭证 fund vouchers: what a settlement flow of a pool says, as vouchers of the insurance book."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhida.core.ledger import Act, Book, Earmark, LedgerError, QuotaLine, Voucher, verbs
from zhida.core.ledger.verbs_funds import Parts
from zhida.core.notice.appropriations import BudgetKind, FundingSource
from zhida.data import load
from zhida.engines.dip.flow import TITLES, Flow, Step, Taken


@dataclass(frozen=True, slots=True)
class FundVouchers:
    """基金凭证: the vouchers in the order of the year, and the quota lines that they are upon."""

    lines: tuple[QuotaLine, ...]
    vouchers: tuple[Voucher, ...]


def fund_vouchers(
    flow: Flow, holder: str, issuer: str, actor: str, day: datetime.date, ordinal: int = 1
) -> FundVouchers:
    """基金凭证: one receipt for the pool's budget, then for each step those of its institutions.

    `holder` is the code of the agency that keeps the fund. A voucher's business is the step of the
    pool's year, so that another settlement of the same year is refused; its reason names the
    step's fingerprint. `ordinal` is above 1 where an earlier booking was undone.
    """
    pool = pool_line(flow, holder)
    vouchers: list[Voucher] = []
    lines: dict[str, QuotaLine] = {}
    prepaid: dict[str, int] = {}
    for taken in flow.taken:
        number = document_of(flow, taken)
        why = f"结算流程{taken.digest}"
        act = Act(issuer, number, day, actor, why, ordinal=ordinal)
        if taken.step is Step.FUNDED and flow.fund_fen:
            vouchers.append(verbs.receive(act, pool, flow.fund_fen))
        for part in taken.parts:
            lines.setdefault(part.institution, institution_line(pool, part.institution))
        vouchers += _of_step(act, taken, pool, lines, prepaid)
    return FundVouchers((pool, *lines.values()), tuple(vouchers))


def document_of(flow: Flow, taken: Taken) -> str:
    """文号: the paper that the vouchers of a step are booked upon."""
    number = f"第{taken.number}期" if taken.step is Step.PREPAID else ""
    return f"{_document(flow)}{TITLES[taken.step]}{number}"


def _document(flow: Flow) -> str:
    return f"{flow.pool}-{flow.insutype}-{flow.year}按病种付费"


def pool_line(flow: Flow, holder: str) -> QuotaLine:
    """统筹基金行: the line of a pool's fund in one year. Raises `LedgerError` for an unknown insutype."""
    names = {row["insutype"]: row["fund"] for row in load("dip_insurances")}
    if flow.insutype not in names:
        raise LedgerError(f"险种{flow.insutype}不在险种表里，可用的是{'、'.join(sorted(names))}")
    earmark = Earmark(
        Book.INSURANCE,
        flow.year,
        names[flow.insutype],
        FundingSource.OTHER,
        BudgetKind.SOCIAL_INSURANCE,
        purpose=f"统筹区{flow.pool}",
    )
    return QuotaLine(earmark, holder, _document(flow))


def institution_line(pool: QuotaLine, institution: str) -> QuotaLine:
    """机构行: what of a pool's fund is for one institution, by its code."""
    return replace(pool, implementing_project=institution, parent=pool.digest)


def _of_step(
    act: Act,
    taken: Taken,
    pool: QuotaLine,
    lines: Mapping[str, QuotaLine],
    prepaid: dict[str, int],
) -> Iterator[Voucher]:
    for part in taken.parts:
        line = lines[part.institution]
        if taken.step is Step.RELEASED:
            if part.paid_fen:
                yield verbs.release_deposit(act, line, part.paid_fen)
            if part.returned_fen:
                yield verbs.keep_deposit(act, line, pool, part.returned_fen)
            continue
        if taken.step is not Step.SETTLED:
            if part.paid_fen:
                prepaid[part.institution] = prepaid.get(part.institution, 0) + part.paid_fen
                yield verbs.allot(act, pool, part.paid_fen, line)
                yield verbs.prepay(act, line, part.paid_fen)
            continue
        before = prepaid.get(part.institution, 0)
        parts = Parts(
            prepaid=before - part.returned_fen,
            rest=part.paid_fen,
            deposit=part.deposit_fen,
            deducted=part.deducted_fen,
            overpaid=part.returned_fen,
        )
        if more := parts.rest + parts.deposit + parts.deducted:
            yield verbs.allot(act, pool, more, line)
        if more or before:
            yield verbs.settle(act, line, parts, pool)

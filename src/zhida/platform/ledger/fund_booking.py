"""基金入账 fund booking: a settlement flow of disease payment, booked in the insurance-fund book.

A flow can be booked after any of its steps, and again after later ones: what was booked before is
answered as it was. Another flow of the same pool and year is refused until the first is undone.
"""

from __future__ import annotations

import datetime

from django.db import connection

from zhida.core.ledger import LedgerError, Voucher
from zhida.core.ledger.act import Act
from zhida.core.ledger.verbs import reverse
from zhida.engines.dip.flow import Flow
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.ledger.fund_vouchers import FundVouchers, fund_vouchers
from zhida.platform.ledger.posting import Posted, open_lines, post
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

REGION_CODE = 6


def book_flow(actor: Actor, flow: Flow, day: datetime.date) -> tuple[Posted, ...]:
    """基金入账: all vouchers of a flow or none; `replayed` where it was booked before.

    The pool's own region books it: the roles are those of each verb (`permissions.csv`). Raises
    `LedgerError` where the flow is another pool's, or differs from what was booked of the year.
    """
    with scope(actor.region):
        found = _vouchers(actor, flow, day)
        subject = about(actor.region)
        for verb in dict.fromkeys(each.verb for each in found.vouchers):
            require(actor, verb, subject)
        posted = post(found.vouchers, open_lines(found.lines))
        if not all(each.replayed for each in posted):
            _journal(actor, "settle", flow, posted, "")
        return posted


def undo_flow(actor: Actor, flow: Flow, day: datetime.date, reason: str) -> tuple[Posted, ...]:
    """冲销基金入账: every voucher of a booked flow by its mirror, the last first; not by who booked it."""
    if not reason.strip():
        raise LedgerError("冲销必须写明理由")
    with scope(actor.region):
        stored = _booked(_vouchers(actor, flow, day).vouchers)
        if not stored:
            raise LedgerError(
                f"统筹区{flow.pool}险种{flow.insutype}{flow.year}年没有入账，无可冲销"
            )
        vouchers, numbers = stored_vouchers(stored)
        require(actor, "reverse", about(actor.region, {each.actor for each in vouchers}))
        posted = post(
            [
                reverse(
                    Act(each.identity.issuer, each.document, day, actor.name, reason), each
                )
                for each in reversed(vouchers)
            ],
            numbers,
        )  # fmt: skip
        _journal(actor, "reverse", flow, posted, reason)
        return posted


def _vouchers(actor: Actor, flow: Flow, day: datetime.date) -> FundVouchers:
    """Those of the first edition that wasn't undone."""
    if flow.pool.ljust(REGION_CODE, "0") != actor.region:
        raise LedgerError(
            f"统筹区{flow.pool}的基金由区划{flow.pool.ljust(REGION_CODE, '0')}的单位入账，"
            f"{actor.name}属于区划{actor.region}"
        )
    issuer = Agency.objects.get(code=actor.agency).name
    ordinal = 1
    while True:
        found = fund_vouchers(flow, actor.agency, issuer, actor.name, day, ordinal)
        if not found.vouchers:
            raise LedgerError("结算流程里没有可入账的金额")
        if not _undone(found.vouchers[0]):
            return found
        ordinal += 1


def _undone(voucher: Voucher) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM ledger_voucher v JOIN ledger_voucher r"
            " ON r.year = v.year AND r.reverses_id = v.id WHERE v.year = %s AND v.key = %s)",
            [voucher.identity.year, voucher.identity.key],
        )
        return bool(cursor.fetchone()[0])


def _booked(vouchers: tuple[Voucher, ...]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT year, id FROM ledger_voucher WHERE year = %s AND key = ANY(%s) ORDER BY id",
            [vouchers[0].identity.year, [each.identity.key for each in vouchers]],
        )
        return [(year, number) for year, number in cursor.fetchall()]


def _journal(
    actor: Actor, verb: str, flow: Flow, posted: tuple[Posted, ...], reason: str
) -> None:  # fmt: skip
    after: dict[str, object] = {
        "pool": flow.pool, "insutype": flow.insutype, "year": flow.year,
        "fund_fen": flow.fund_fen, "flow": flow.head, "vouchers": len(posted),
    }  # fmt: skip
    first, last = posted[0], posted[-1]
    booked = f"{first.year}-{first.number}…{last.number}"
    record(actor, verb, "ledger", booked, None, after, reason)

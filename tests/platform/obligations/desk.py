"""A desk of duties: a district that owes a city a report, for tests that file and decide."""

from __future__ import annotations

import datetime

from tests.platform.ledger.test_booking import agency_of, reviewer

from zhida.core.obligations import Duty as CoreDuty
from zhida.core.obligations.obligors import PUBLIC
from zhida.platform.access.policy import Actor, Role
from zhida.platform.obligations.models import Duty
from zhida.platform.scope import scope

CITY, DISTRICT, OTHER = "650100-finance", "650102-finance", "650103-finance"
DUE = datetime.date(2025, 4, 8)


def day(offset: int) -> datetime.date:
    """So many days after the due day."""
    return DUE + datetime.timedelta(days=offset)


def drafter(agency: str) -> Actor:
    """Who handles an agency's files."""
    return Actor("经办人员甲", agency, agency.split("-")[0], Role.DRAFTER)


def owed(
    owner: str = DISTRICT,
    what: str = "报送季报",
    due: datetime.date | None = DUE,
    receiver: str = CITY,
) -> Duty:
    """A duty as a birth would store it."""
    core = CoreDuty(owner, receiver, "notice", what, due, "" if due else "收文日期未知")
    who, to = agency_of(owner), None if receiver == PUBLIC else agency_of(receiver)
    with scope("100000"):
        return Duty.objects.create(
            key=core.key,
            owner=who,
            region_id=who.region_id,
            receiver=to,
            receiver_code=receiver,
            receiver_region_id=to.region_id if to else "",
            rule=core.rule,
            what=what,
            form="quarterly",
            due=due,
            unknown=core.unknown,
            basis="来文：每季度后次月8日前",
        )


__all__ = ["CITY", "DISTRICT", "DUE", "OTHER", "agency_of", "day", "drafter", "owed", "reviewer"]

"""Duties to file forms, for tests of reports."""

from __future__ import annotations

import datetime

from zhida.core.obligations import Duty as CoreDuty
from zhida.platform.access.policy import Actor, Role
from zhida.platform.obligations.models import Duty
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


def owed(
    owner: str,
    form: str = "quarterly",
    period: str = "2025Q2",
    receiver: str = "650100-finance",
    document: str = "",
    due: datetime.date = datetime.date(2025, 7, 8),
) -> Duty:
    """A duty of 2025 to file a form."""
    core = CoreDuty(owner, receiver, "notice", f"报送{form}", due, "", form, period, document, 2025)
    with scope("100000"):
        who, to = Agency.objects.get(code=owner), Agency.objects.get(code=receiver)
        return Duty.objects.create(
            key=core.key,
            owner=who,
            region_id=who.region_id,
            receiver=to,
            receiver_code=to.code,
            receiver_region_id=to.region_id,
            rule=core.rule,
            what=core.what,
            form=form,
            period=period,
            document=document,
            year=2025,
            due=due,
        )


def clerk(agency: str, role: Role = Role.DRAFTER) -> Actor:
    """Who handles an agency's files."""
    return Actor("经办人员甲", agency, agency.split("-")[0], role)

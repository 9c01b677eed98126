"""What the installation knows of duties, as rows to show."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zhida.cli.due.view import DueRow
from zhida.cli.installation import acting

if TYPE_CHECKING:
    from zhida.platform.obligations.queries import DutyRow


def stored(
    who: str | None, agency: str, region: str, day: datetime.date
) -> tuple[list[DueRow], str]:
    """The duties of an agency or a region (by default the actor's), and what to call them."""
    with acting(who) as actor:
        from zhida.platform.administration import the_agency
        from zhida.platform.obligations.queries import duties
        from zhida.platform.regions.models import Region

        chosen = the_agency(agency) if agency else None
        place = "" if chosen else region or actor.region
        rows = [shown(each) for each in duties(day, agency=chosen, region=place)]
        if chosen:
            return rows, f"{chosen.name}时限任务"
        found = Region.objects.filter(code=place).first()
        return rows, f"{found.name if found else place}时限任务"


def shown(row: DutyRow) -> DueRow:
    """A row of the installation as the view takes it."""
    return DueRow(row.duty, row.state, row.owner, row.receiver, row.number, row.late)

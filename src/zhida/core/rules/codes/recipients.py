"""资金去向 recipients: whether the money stays at the issuer's level or passes down."""

from __future__ import annotations

from zhida.core.notice import Notice, Row
from zhida.core.rules.places import home, is_collective, recipients, region_of


def lower_governments(notice: Notice) -> tuple[Row, ...]:
    """The rows whose place is known to lie below the issuer's."""
    here = home(notice)
    if here is None:
        return ()
    return tuple(
        row
        for row in recipients(notice)
        if row.region is not None and row.region.level > here.level
    )


def passes_down(notice: Notice) -> bool:
    """Whether money is known to go to lower governments, by the table or the addressees."""
    here = home(notice)
    if lower_governments(notice):
        return True
    if here is None or notice.allocation:
        return False
    regions = [region_of(each.value, here) for each in notice.addressees]
    return any(region is not None and region.level > here.level for region in regions)


def all_at_home(notice: Notice) -> bool:
    """Whether every recipient is known to be at the issuer's own level."""
    here = home(notice)
    if here is None:
        return False
    rows = list(recipients(notice))
    if rows:
        return all(row.region is not None and row.region.level <= here.level for row in rows)
    regions = [region_of(each.value, here) for each in notice.addressees]
    open_ended = any(is_collective(each) for each in notice.addressees)
    return (
        bool(regions)
        and not open_ended
        and all(region is not None and region.code == here.code for region in regions)
    )

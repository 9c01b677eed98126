"""表头 heads: whose form it is, of what period, and what the one it goes to is called."""

from __future__ import annotations

import datetime

from zhida.core.forms.head import FormHead
from zhida.core.forms.shapes import head_words
from zhida.core.ledger import LedgerError
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import fiscal_parent


def head_of(
    agency: Agency,
    as_of: datetime.date,
    period: str = "",
    since: datetime.date | None = None,
    filed_on: datetime.date | None = None,
    *,
    own: bool = False,
) -> FormHead:
    """表头: of an agency's form; `own` where it is of its own place, as a roll-up of children's."""
    parent = fiscal_parent(agency.region_id, as_of)
    receiver = agency.region_id if own or parent is None else parent.code
    return FormHead(agency.code, agency.name, as_of, period, since, filed_on, head_words(receiver))


def agency_of(code: str) -> Agency:
    """单位: the agency of a code or name. Raises `LedgerError` where there is none."""
    found = Agency.objects.filter(code=code).first() or Agency.objects.filter(name=code).first()
    if found is None:
        raise LedgerError(f"没有代码或名称为“{code}”的单位。请用 zhida agencies 查找")
    return found


def children_of(agency: Agency, as_of: datetime.date) -> list[Agency]:
    """下级单位: the agencies of the same kind in the places that money goes to from here."""
    return list(
        Agency.objects.filter(
            kind=agency.kind,
            region__fiscal_parents__parent_id=agency.region_id,
        )
        .exclude(region__fiscal_parents__from_date__gt=as_of)
        .exclude(region__fiscal_parents__to_date__lt=as_of)
        .order_by("region_id", "code")
        .distinct()
    )

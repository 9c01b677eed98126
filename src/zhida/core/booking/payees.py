"""收款单位 payees: the agency that a recipient of a notice is, in the fiscal tree.

Only finance departments pass transfers on: a place, or any office of a lower
place, means the finance department there. Offices and units of the issuer's
own level hold their money themselves.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from hashlib import sha256

from zhida.core.notice import AllocationTable, Row
from zhida.core.regions import Region, agency, agency_kinds, body_kind, body_part, fiscal_ancestors

FINANCE, MEDICAL_SECURITY, UNIT = "finance", "medical_security", "unit"
_OWN = ("(本级)", "（本级）", "本级", "(机关)", "（机关）")


@dataclass(frozen=True, slots=True)
class Payee:
    """收款单位: an agency of the ledger: its code, name, kind and region.

    `below` is true where it is of a level below the issuer's, `own` where it is
    the issuer itself: then money stays where it is.
    """

    code: str
    name: str
    kind: str
    region: str
    below: bool = False
    own: bool = False


def finance_of(region: Region, *, below: bool = False, own: bool = False) -> Payee:
    """财政部门: the finance department of a region.

    >>> from zhida.core.regions import CENTRE, get
    >>> finance_of(get("650000")).code, finance_of(get("650000")).name
    ('650000-finance', '新疆维吾尔自治区财政厅')
    >>> finance_of(CENTRE).name
    '财政部'
    """
    office = agency(region, FINANCE) if region.level else None
    name = office.name if office else ("财政部" if not region.level else f"{region.name}财政局")
    return Payee(f"{region.code}-finance", name, FINANCE, region.code, below, own)


def payee(name: str, region: Region | None, at_home: bool, home: Region) -> Payee | None:
    """收款单位: the agency of a printed name, None where it can't be told.

    `region` is the place that the reader found, `home` the issuer's. `at_home`
    is true where the row stands in the group of the issuer's own level (市级).

    >>> from zhida.core.regions import get
    >>> city = get("440900")
    >>> payee("信宜市", get("440983"), False, city).code
    '440983-finance'
    >>> payee("市医疗保障局(本级)", city, True, city).code
    '440900-medical-security'
    >>> payee("市医疗保障局茂南分局", get("440902"), True, city).region
    '440900'
    """
    kind = body_kind(name)
    here = at_home or (region is not None and region.code == home.code)
    if region is None and not here and kind == UNIT:
        here = True
    if here:
        return _office(name, kind, home)
    if region is None:
        return None
    return finance_of(region, below=True)


def _office(name: str, kind: str | None, home: Region) -> Payee | None:
    if kind is None or kind in (FINANCE, "government"):
        return finance_of(home, own=True)
    if kind == MEDICAL_SECURITY and _plain(name) in _names(home, kind):
        return Payee(f"{home.code}-medical-security", _names(home, kind)[0], kind, home.code)
    whole = _whole(name, kind, home)
    number = sha256(whole.encode()).hexdigest()[:8]
    return Payee(f"{home.code}-unit-{number}", whole, UNIT, home.code)


def _names(home: Region, kind: str) -> tuple[str, ...]:
    office = agency(home, kind)
    return (office.name, office.short_name, office.relative_name) if office else ("",)


def _plain(name: str) -> str:
    for word in _OWN:
        name = name.removesuffix(word)
    return name.replace("医保局", "医疗保障局")


def _whole(name: str, kind: str, home: Region) -> str:
    """The name with the place before it, so that 市中心医院 is the same as 茂名市中心医院."""
    plain = _plain(name)
    if kind in agency_kinds():
        full, *others = _names(home, kind)
        for other in others:  # a branch: 市医疗保障局茂南分局
            if other and plain.startswith(other):
                return full + plain.removeprefix(other)
    place = body_part(plain)
    if place and home.name.endswith(place):
        return home.name + plain.removeprefix(place)
    return plain if plain.startswith(home.name) else home.name + plain


def stands_at_home(table: AllocationTable, row: Row, home: Region) -> bool:
    """Whether a row is in a group of the issuer's own level: below 市级, 市本级."""
    seen: set[int] = set()
    above = row.parent
    while above is not None and above not in seen:
        seen.add(above)
        group = table.rows[above]
        if group.region is not None and group.region.code == home.code:
            return True
        above = group.parent
    return False


def is_below(payee_region: Region, home: Region, day: datetime.date) -> bool:
    """Whether a region's money comes through the issuer's on a day."""
    return any(each.code == home.code for each in fiscal_ancestors(payee_region, day))

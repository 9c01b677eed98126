"""义务人 obligors: who receives a notice and so owes what it asks, and to whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.booking.identity import home_of
from zhida.core.booking.layout import payable_rows
from zhida.core.booking.payees import FINANCE, MEDICAL_SECURITY, UNIT, Payee, finance_of, payee
from zhida.core.booking.payees import stands_at_home as _at_home
from zhida.core.notice import Notice
from zhida.core.regions import CENTRE, Region, agency, body_kind, find, fiscal_parent, get, of_body
from zhida.core.rules.places import is_collective, region_of

PUBLIC = "public"
"""Whom a publication is owed to; no agency."""


@dataclass(frozen=True, slots=True)
class Obligor:
    """义务人: an agency that owes: its code, name, kind and region (the centre: level 0)."""

    code: str
    name: str
    kind: str
    region: Region


def obligor(code: str, name: str, kind: str, region: str) -> Obligor | None:
    """义务人: of an agency as the ledger knows it, None where its region is in no table."""
    place = CENTRE if region == CENTRE.code else get(region)
    return Obligor(code, name, kind, place) if place else None


def issuer(notice: Notice) -> Obligor | None:
    """发文单位: the finance department that issues, None where its place can't be told."""
    home = home_of(notice)
    return of_payee(finance_of(home)) if home else None


def of_payee(who: Payee) -> Obligor | None:
    """The obligor that a payee is."""
    return obligor(who.code, who.name, who.kind or UNIT, who.region)


def receivers(notice: Notice) -> tuple[Obligor, ...]:
    """收文单位: those that the notice pays, then those that it addresses by name, each once.

    A bureau that is addressed beside the one that is paid (财政局、医疗保障局) received it too.
    """
    home = home_of(notice)
    if home is None:
        return ()
    found: dict[str, Obligor] = {}
    for who in (*_paid(notice, home), *_addressed(notice, home)):
        if not who.own and (each := of_payee(who)):
            found.setdefault(each.code, each)
    return tuple(found.values())


def _paid(notice: Notice, home: Region) -> Iterator[Payee]:
    for table in notice.allocation:
        for row in payable_rows(table, home):
            who = payee(row.recipient, row.region, _at_home(table, row, home), home)
            if who:
                yield who


def _addressed(notice: Notice, home: Region) -> Iterator[Payee]:
    """Each addressee; an office without a place (医保局) is that of each place of the run before it.

    天山区、水磨沟区、乌鲁木齐县财政局、医保局: both offices of all three.
    """
    run: list[Region] = []
    bare = False
    for each in notice.addressees:
        if is_collective(each):
            continue
        kind = body_kind(each.value)
        region = region_of(each.value, home)
        own = of_body(each.value, home.code) if kind == MEDICAL_SECURITY else None
        if kind == MEDICAL_SECURITY and (places := [own] if own else run):
            for place in places:
                if found := office(place, kind):
                    yield Payee(found.code, found.name, kind, place.code, place.code != home.code)
            continue
        if region is not None:
            run = [*run, region] if bare else [region]
            bare = kind is None
        who = payee(each.value, region, False, home)
        if who:
            yield who


def owner(who: str | None, receiver: Obligor) -> Obligor:
    """责任单位: of a sentence's subject at one receiver.

    "县医保局" is that office of the receiver's place; 各单位, 你县 or a list is
    the receiver itself.
    """
    kind = bureau_kind(who) if who and "、" not in who else None
    if kind and receiver.kind in (FINANCE, MEDICAL_SECURITY):
        return office(receiver.region, kind) or receiver
    return receiver


def bureau_kind(who: str) -> str | None:
    """部门: finance or medical security, where words name one of the two, else None.

    >>> bureau_kind("各级医保部门"), bureau_kind("各单位")
    ('medical_security', None)
    """
    kind = body_kind(who.replace("部门", "局"))
    return kind if kind in (FINANCE, MEDICAL_SECURITY) else None


def to(words: str | None, receiver: Obligor, home: Region | None) -> str:
    """接收单位: the code of the agency that a sentence files to, "" where it can't be told.

    州医疗保障局, said in a county, is the prefecture's. An office of the issuer
    itself (社会保障处, 行财股) stands for the issuer, as does no word at all.
    """
    here = finance_of(home).code if home else ""
    if not words:
        return here
    inner = words.partition("财政")[0] + "财政局" if "财政" in words else words
    kind = body_kind(inner)
    if kind not in (FINANCE, MEDICAL_SECURITY) or home is None:
        return here
    place = of_body(inner, receiver.region.code) or find(inner, receiver.region.code) or home
    found = office(place, kind)
    return found.code if found else here


def supervisor(who: Obligor, kind: str, day: datetime.date) -> str:
    """接收单位: the code of the office of a kind that an agency reports to, "" above the centre.

    A unit, or a department towards finance, reports within its own place; finance,
    and a department towards its like, to the place that the money comes through.
    """
    upward = who.kind == FINANCE or (who.kind == MEDICAL_SECURITY and kind == MEDICAL_SECURITY)
    place = who.region
    if upward:
        above = fiscal_parent(who.region, day) if who.region.level else None
        if above is None:
            return ""
        place = above
    found = office(place, kind)
    return found.code if found else ""


def office(place: Region, kind: str) -> Obligor | None:
    """机关: the office of a kind in a place, None where it customarily has none."""
    code = f"{place.code}-{kind.replace('_', '-')}"
    if kind == FINANCE:
        return Obligor(code, finance_of(place).name, kind, place)
    customary = agency(place, kind)
    return Obligor(code, customary.name, kind, place) if customary else None


def office_name(code: str) -> str:
    """单位名称: the customary name of an office by its code, the code itself where it has none.

    >>> office_name("533100-medical-security"), office_name("650100-finance")
    ('德宏傣族景颇族自治州医疗保障局', '乌鲁木齐市财政局')
    """
    if code == PUBLIC:
        return "社会公众"
    region, _, kind = code.partition("-")
    place = CENTRE if region == CENTRE.code else get(region)
    kind = kind.replace("-", "_")
    if place is None or kind not in (FINANCE, MEDICAL_SECURITY):
        return code
    found = office(place, kind)
    return found.name if found else code

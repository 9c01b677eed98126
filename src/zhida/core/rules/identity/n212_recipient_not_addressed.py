"""收款地区未列为主送: 分配表中的下级地区应当都在主送机关中。

Regions that receive money but are not among the addressees.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.regions import Region, body_kind, is_within
from zhida.core.rules.law import ADDRESSEES
from zhida.core.rules.places import home, is_collective, recipients, region_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N212",
    name="收款地区不在主送机关中",
    severity=Severity.WARNING,
    explanation="分配表中得到资金的下级地区，应当列为主送机关；主送机关用“各县（市、区）”等统称的除外。",
    basis=ADDRESSEES,
    mend="补列主送机关，或核对分配表是否多列地区。",
    bad="主送甲县、乙县财政局；分配表列甲县、乙县、丙县",
    good="主送甲县、乙县、丙县财政局；分配表列甲县、乙县、丙县",
)

_OWN = ("本级", "直属", "市直", "省直", "区直", "州直", "县直", "有关", "相关", "各单位", "各部门")


@RULE.check
def recipient_not_addressed(notice: Notice) -> Iterator[Finding]:
    """One finding for all regions below the issuer that get money unaddressed.

    Offices of the issuer's own level that are not addressed give a hint: they
    may be told by a paper of their own.
    """
    here = home(notice)
    if here is None or not notice.addressees:
        return
    yield from _own_level(notice, here)
    if any(is_collective(each) for each in notice.addressees):
        return
    regions = [region_of(each.value, here) for each in notice.addressees]
    addressed = [region for region in regions if region is not None and region.code != here.code]
    if not addressed:
        return
    missing = [
        row
        for row in recipients(notice)
        if row.region is not None
        and row.region.level > here.level
        and not any(is_within(row.region, region.code) for region in addressed)
    ]
    if missing:
        names = "、".join(dict.fromkeys(row.recipient for row in missing))
        yield RULE.finding(
            f"分配表中的{names}不在主送机关中。",
            expected=names,
            found="未主送",
            sources=(
                *(row.source for row in missing),
                *(each.source for each in notice.addressees),
            ),
        )


def _own_level(notice: Notice, here: Region) -> Iterator[Finding]:
    """A hint where offices at the issuer's level get money and none of them is addressed."""
    offices = [
        row
        for row in recipients(notice)
        if row.region is not None and row.region.code == here.code and body_kind(row.recipient)
    ]
    addressed = [region_of(each.value, here) for each in notice.addressees]
    told = any(region is not None and region.code == here.code for region in addressed)
    told = told or any(word in each.value for each in notice.addressees for word in _OWN)
    if offices and not told:
        names = "、".join(dict.fromkeys(row.recipient for row in offices))
        yield RULE.finding(
            f"分配表中的本级单位{names}不在主送机关中。",
            expected=names,
            found="未主送",
            sources=tuple(row.source for row in offices),
            severity=Severity.HINT,
        )

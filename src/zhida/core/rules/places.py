"""地方 places: where a notice is issued, whom it addresses, which places it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.notice import Notice, Row, RowKind
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region, body_part, find, is_within, misspelt

_COLLECTIVE = ("各", "有关", "相关", "直属", "所属", "全体")


@dataclass(frozen=True, slots=True)
class Named:
    """所称地方: the name of a place or of an office, as a part of the notice prints it."""

    name: str
    part: str
    source: Source


def home(notice: Notice) -> Region | None:
    """The place whose bodies issue the notice, None where no issuer tells it."""
    for issuer in notice.issuers:
        region = find(issuer.value)
        if region is not None:
            return region
    return None


def region_of(name: str, within: Region | None) -> Region | None:
    """The region of a place or office, a misspelt one being read as it was meant."""
    code = within.code if within else None
    return find(name, code) or misspelt(name, code)


def is_collective(addressee: Stated[str]) -> bool:
    """Whether an addressee stands for many that are not named: 各县（市、区）财政局."""
    return any(word in addressee.value for word in _COLLECTIVE)


def recipients(notice: Notice) -> Iterator[Row]:
    """The rows of the recipients in all allocation tables."""
    for table in notice.allocation:
        for row in table.rows:
            if row.kind is RowKind.LEAF:
                yield row


def covers(one: Region, other: Region) -> bool:
    """Whether one of two regions lies in the other, or is it."""
    return is_within(one, other.code) or is_within(other, one.code)


def place_of(name: str) -> str:
    """The words of a name that say where: without those of the office.

    >>> place_of("达坂城区财政局"), place_of("达坂城区")
    ('达坂城区', '达坂城区')
    """
    return body_part(name) or name


def named(notice: Notice) -> Iterator[Named]:
    """Every place or office that addressees, allocation and performance tables name."""
    for addressee in notice.addressees:
        if not is_collective(addressee):
            yield Named(addressee.value, "主送机关", addressee.source)
    for table in notice.allocation:
        for row in table.rows:
            if row.kind is not RowKind.TOTAL:
                yield Named(row.recipient, "分配表", row.source)
    for target in notice.targets:
        if target.scope is not None:
            yield Named(target.scope.value, "绩效目标表", target.scope.source)

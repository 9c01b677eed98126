"""登记目标 storing: performance tables become sets of targets, each at the agency it binds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

from django.db.models import Max, Q

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.metrics import metric_of
from zhida.core.performance.typed import typed_table
from zhida.core.regions import Region, body_kind, find
from zhida.core.rules.scopes import name_of, total_of
from zhida.platform.access.policy import Actor
from zhida.platform.performance.models import StoredFile, Target, TargetSet
from zhida.platform.regions.models import Agency

_SUBJECTS = ("项目名称", "转移支付名称", "专项名称")


@dataclass(frozen=True, slots=True)
class Origin:
    """来处: what goals are set from: a notice, its files, and its number where registered."""

    notice: Notice
    files: Mapping[str, bytes]
    document: int | None = None


def keep(actor: Actor, name: str, content: bytes, region: str = "") -> StoredFile:
    """存档: a file as it came; the same content is kept once in a region."""
    digest = sha256(content).hexdigest()
    place = region or actor.region
    known = StoredFile.objects.filter(sha256=digest, region_id=place).first()
    return known or StoredFile.objects.create(
        region_id=place, name=name, sha256=digest, content=content, stored_by=actor.name
    )


class Offices:
    """承担单位: the agencies that tables may bind, asked for all tables at once."""

    def __init__(self, tables: Iterable[PerformanceTable], actor: Actor, named: str = "") -> None:
        self._actor, self._named = actor, named
        scopes = {_scope(table) for table in tables} - {""}
        places = {place.code for table in tables if (place := self._place(table))}
        asked = Q(code__in={actor.agency, named}) | Q(name__in=scopes) | Q(region_id__in=places)
        found = list(Agency.objects.filter(asked).order_by("code"))
        self._by_code = {each.code: each for each in found}
        self._by_name = {each.name: each for each in reversed(found)}
        self._by_kind = {(each.region_id, each.kind): each for each in reversed(found)}

    def bound(self, table: PerformanceTable) -> Agency:
        """承担单位: the agency that a table binds.

        The one that was named; else the one of the name that the table bears; else the office
        that its scope is called after, or the finance department of its place. A table
        without a place binds the actor's own agency. Raises `LedgerError` where that agency
        isn't registered.
        """
        if self._named:
            return self._registered(self._named)
        scope, place = _scope(table), self._place(table)
        if scope and (agency := self._by_name.get(scope)):
            return agency
        if place is None:
            return self._registered(self._actor.agency)
        kind = body_kind(scope) if scope else None
        for each in (kind, Agency.Kind.FINANCE):
            if each and (agency := self._by_kind.get((place.code, each))):
                return agency
        raise LedgerError(
            f"{name_of(table)}：{place.full_name}没有登记单位。"
            "请先登记该单位（系统—单位，或 zhida agencies add），或写明由哪个单位承担（--agency）"
        )

    def _place(self, table: PerformanceTable) -> Region | None:
        scope = _scope(table)
        return table.region or (find(scope, self._actor.region) if scope else None)

    def _registered(self, code: str) -> Agency:
        if code not in self._by_code:
            raise LedgerError(
                f"没有代码为{code}的单位。请先登记该单位（系统—单位，或 zhida agencies add）"
            )
        return self._by_code[code]


def year_of(table: PerformanceTable, notice: Notice, given: int | None) -> int:
    """年度: that of the table, else of the notice. Raises `LedgerError` where none is told."""
    told = table.year or notice.budget_year
    if given is not None:
        return given
    if told is None:
        raise LedgerError(f"{name_of(table)}没有写年度。请写明是哪一年的（--year）")
    return told.value


def store(
    actor: Actor, origin: Origin, table: PerformanceTable, agency: Agency, year: int
) -> TargetSet:
    """登记: one table as the next edition of the agency's goals."""
    _code, _year, scope, subject = key_of(origin, table, agency, year)
    same = TargetSet.objects.filter(agency=agency, year=year, scope=scope, subject=subject)
    last = same.aggregate(last=Max("edition"))["last"] or 0
    total = total_of(table)
    made = TargetSet.objects.create(
        agency=agency,
        region_id=agency.region_id,
        year=year,
        scope=scope,
        subject=subject,
        fund=origin.notice.fund.value if origin.notice.fund else "",
        amount_fen=total.fen if total else None,
        goals=[goal.value for goal in table.goals],
        document_id=origin.document,
        edition=last + 1,
        set_by=actor.name,
    )
    made.files.set(
        keep(actor, name, content, agency.region_id) for name, content in origin.files.items()
    )
    Target.objects.bulk_create(
        _row(made, at, each.indicator) for at, each in enumerate(typed_table(table), 1)
    )
    return made


Key: TypeAlias = tuple[str, int, str, str]


def key_of(origin: Origin, table: PerformanceTable, agency: Agency, year: int) -> Key:
    """同一目标: by what the editions of the same goals are told: agency, year, scope, subject."""
    return agency.code, year, _scope(table), _subject(table, origin.notice)


def _scope(table: PerformanceTable) -> str:
    return table.scope.value if table.scope else ""


def _row(owner: TargetSet, ordinal: int, typed: TypedIndicator) -> Target:
    metric = metric_of(typed.name)
    printed = typed.printed
    return Target(
        set=owner,
        ordinal=ordinal,
        level1=typed.level1,
        level2=typed.level2,
        name=typed.name,
        printed=printed.target.text if printed else "",
        kind=typed.kind.value,
        comparator=typed.comparator,
        value=typed.value,
        unit=typed.unit,
        due=typed.due,
        grade=typed.grade,
        direction=typed.direction.value,
        weight=None
        if typed.weight is None
        else Decimal(typed.weight.numerator) / typed.weight.denominator,
        base=typed.base,
        metric=metric.code if metric else "",
        place=printed.source.describe() if printed else "",
    )


def _subject(table: PerformanceTable, notice: Notice) -> str:
    """The project or fund that a table is about."""
    labels = dict(table.header)
    found = next((labels[each].value for each in _SUBJECTS if each in labels), "")
    return found or (notice.fund.value if notice.fund else "") or table.title

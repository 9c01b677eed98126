"""登记目标 storing: performance tables become sets of targets, each at the agency it binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db.models import Max

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.metrics import metric_of
from zhida.core.performance.typed import typed_table
from zhida.core.regions import body_kind, find
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


def bound_agency(table: PerformanceTable, actor: Actor, named: str = "") -> Agency:
    """承担单位: the agency that a table binds.

    The one that was named; else the one of the name that the table bears; else the office
    that its scope is called after, or the finance department of its place. A table
    without a place binds the actor's own agency. Raises `LedgerError` where that agency
    isn't registered.
    """
    if named:
        return _registered(named)
    scope = table.scope.value if table.scope else ""
    if scope and (agency := Agency.objects.filter(name=scope).first()):
        return agency
    region = table.region or (find(scope, actor.region) if scope else None)
    if region is None:
        return _registered(actor.agency)
    kind = body_kind(scope) if scope else None
    found = Agency.objects.filter(region_id=region.code)
    for each in (kind, Agency.Kind.FINANCE):
        if agency := found.filter(kind=each).order_by("code").first():
            return agency
    raise LedgerError(
        f"{name_of(table)}：{region.full_name}没有登记单位。"
        "请先登记该单位（系统—单位，或 zhida agencies add），或写明由哪个单位承担（--agency）"
    )


def year_of(table: PerformanceTable, notice: Notice, given: int | None) -> int:
    """年度: that of the table, else of the notice. Raises `LedgerError` where none is told."""
    told = table.year or notice.budget_year
    if given is not None:
        return given
    if told is None:
        raise LedgerError(f"{name_of(table)}没有写年度。请用--year写明")
    return told.value


def store(
    actor: Actor, origin: Origin, table: PerformanceTable, agency: Agency, year: int
) -> TargetSet:
    """登记: one table as the next edition of the agency's goals."""
    scope = table.scope.value if table.scope else ""
    subject = _subject(table, origin.notice)
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


def _registered(code: str) -> Agency:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise LedgerError(
            f"没有代码为{code}的单位。请先登记该单位（系统—单位，或 zhida agencies add）"
        )
    return agency

"""目录接口 catalogues: rules, funds, codes, regions and agencies, each row with its source."""

from __future__ import annotations

import datetime
from importlib.resources import files

from ninja import Query

from zhida.core.calendar import is_workday, known_years
from zhida.core.performance.metrics import REGISTRY
from zhida.core.performance.metrics.dictionary import metrics
from zhida.core.rules import Rule, catalogue
from zhida.data import load
from zhida.platform import administration
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, oldest, page_of
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Name, Told, Words, Year
from zhida.platform.regions.models import Agency, Region
from zhida.platform.regions.queries import agencies as agencies_of
from zhida.platform.regions.queries import below, search

routes = Routes("目录")


class RuleTold(Told):
    """规则: what is checked, on which basis, and the mend."""

    code: str
    name: str
    severity: str
    severity_name: str
    basis: str
    mend: str
    explanation: str
    since: int | None
    until: int | None


class Searched(Asked):
    """查找: words that must all fit."""

    text: Words = ""


class AgenciesAsked(Searched):
    """查单位: in a region and below, or anywhere."""

    region: Code = ""


class OfYear(Asked):
    """年度."""

    year: Year


class AgencyAsked(Asked):
    """登记单位: in a region, the actor's own unless said; a code with the source that gives it."""

    name: Name
    region: Code = ""
    code: Code = ""
    source: Words = ""
    reason: Words = ""


class MetricTold(Told):
    """取数指标: `provided` tells whether a module of this installation supplies it."""

    code: str
    name: str
    unit: str
    period: str
    formula: str
    evidence: str
    module: str
    provided: bool


class DayTold(Told):
    """日: whether it is worked, and whether that is what its weekday says."""

    day: datetime.date
    worked: bool
    ordinary: bool


class RegionTold(Told):
    """区划."""

    code: str
    name: str
    full_name: str
    level: int
    status: str
    source: str


class AgencyTold(Told):
    """单位."""

    code: str
    name: str
    kind: str
    region: str
    status: str
    source: str


@routes.read("/rules")
def rules(call: Call) -> list[RuleTold]:
    """检查规则."""
    return [_rule(each) for each in catalogue()]


@routes.read("/regions")
def regions(call: Call, asked: Query[Searched]) -> list[RegionTold]:
    """查区划: the best twenty by code, name or alias."""
    return [_region(each) for each in search(asked.text)]


@routes.read("/agencies")
def agencies(call: Call, asked: Query[AgenciesAsked]) -> list[AgencyTold]:
    """查单位: the best twenty by code or name."""
    return [agency_told(each) for each in agencies_of(asked.text, asked.region)]


@routes.read("/metrics")
def metrics_of(call: Call) -> list[MetricTold]:
    """取数指标: how an indicator is measured, from which records."""
    return [
        MetricTold(
            code=each.code,
            name=each.name,
            unit=each.unit,
            period=each.period,
            formula=each.formula,
            evidence=each.evidence.value,
            module=each.module,
            provided=REGISTRY.provides(each.code),
        )
        for each in metrics()
    ]


@routes.read("/workdays")
def workdays(call: Call, asked: Query[OfYear]) -> list[DayTold]:
    """工作日: every day of a year that was published; none where it wasn't, nothing is guessed."""
    first, last = known_years()
    if not first <= asked.year <= last:
        return []
    start = datetime.date(asked.year, 1, 1)
    count = (datetime.date(asked.year + 1, 1, 1) - start).days
    days = (start + datetime.timedelta(days=each) for each in range(count))
    return [
        DayTold(day=each, worked=worked, ordinary=worked is (each.weekday() < 5))
        for each in days
        if (worked := is_workday(each)) is not None
    ]


@routes.read("/regions/{code}/agencies")
def region_agencies(call: Call, code: Code, asked: Query[Paged]) -> Page[AgencyTold]:
    """区划的单位: of a region and all below it."""
    found = Agency.objects.filter(region__in=below(call.region(code)))
    return oldest(found, asked, f"agencies {code}", agency_told)


@routes.write("/agencies", "add_agency")
def add_agency(call: Call, body: AgencyAsked) -> AgencyTold:
    """登记单位: a unit that spends; without an official code it gets a local one, marked so."""
    region = call.region(body.region, "add_agency")
    made = administration.add_agency(
        call.actor,
        body.name,
        region,
        code=body.code,
        source=body.source,
        reason=body.reason,
    )
    return agency_told(made)


@routes.read("/catalogues")
def catalogues(call: Call) -> list[str]:
    """目录: the names of the tables."""
    return list(_tables())


@routes.read("/catalogues/{name}")
def catalogue_rows(call: Call, name: Code, asked: Query[Paged]) -> Page[dict[str, str]]:
    """目录表: its rows as they stand in the file, with source and status."""
    if name not in _tables():
        raise not_there("目录")
    rows = list(enumerate(load(name)))
    return page_of(
        rows, asked, f"catalogue {name}", lambda each: (each[0],), lambda each: dict(each[1])
    )


def _tables() -> tuple[str, ...]:
    found = (each.name for each in files("zhida.data").iterdir())
    return tuple(sorted(name.removesuffix(".csv") for name in found if name.endswith(".csv")))


def _rule(each: Rule) -> RuleTold:
    return RuleTold(
        code=each.code,
        name=each.name,
        severity=each.severity.value,
        severity_name=each.severity.label,
        basis=each.basis,
        mend=each.mend,
        explanation=each.explanation,
        since=each.since,
        until=each.until,
    )


def _region(each: Region) -> RegionTold:
    return RegionTold(
        code=each.code,
        name=each.name,
        full_name=each.full_name,
        level=each.level,
        status=each.status,
        source=each.source,
    )


def agency_told(each: Agency) -> AgencyTold:
    """单位."""
    return AgencyTold(
        code=each.code,
        name=each.name,
        kind=each.kind,
        region=each.region_id,
        status=each.status,
        source=each.source,
    )

"""目录接口 catalogues: rules, funds, codes, regions and agencies, each row with its source."""

from __future__ import annotations

from importlib.resources import files

from ninja import Query

from zhida.core.rules import Rule, catalogue
from zhida.data import load
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, page_of
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Told, Words
from zhida.platform.regions.models import Agency, Region
from zhida.platform.regions.queries import agencies as agencies_of
from zhida.platform.regions.queries import search

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
    return [_agency(each) for each in agencies_of(asked.text, asked.region)]


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


def _agency(each: Agency) -> AgencyTold:
    return AgencyTold(
        code=each.code,
        name=each.name,
        kind=each.kind,
        region=each.region_id,
        status=each.status,
        source=each.source,
    )

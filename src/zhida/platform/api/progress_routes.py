"""进度接口 progress: where money stands, by line, holder, region, level, fund or source."""

from __future__ import annotations

from dataclasses import asdict

from ninja import Query

from zhida.core.execution.progress import Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, page_of
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Code, Day, Told, Year
from zhida.platform.execution.progress import Grouping, progress_rows
from zhida.platform.execution.selecting import Selection
from zhida.platform.regions.models import Agency

routes = Routes("执行")


class ProgressAsked(Paged):
    """进度范围: of a region and below (the actor's own unless said) or of an agency, on a day."""

    year: Year
    by: Grouping = Grouping.REGION
    region: Code = ""
    holder: Code = ""
    fund: Code = ""
    source: FundingSource | None = None
    on: Day | None = None


class StoodTold(Told):
    """进度: what came, by the step that it stands at, in fen; `rate` is paid of what came."""

    steps_fen: dict[str, int]
    rate: str | None


class ProgressTold(Told):
    """进度行: what stands with the row itself, and with all below it."""

    key: str
    name: str
    own: StoodTold
    subtree: StoodTold


@routes.read("/progress")
def progress(call: Call, asked: Query[ProgressAsked]) -> Page[ProgressTold]:
    """执行进度: where every fen stands."""
    holder = asked.holder
    if holder:
        call.region(one(Agency.objects, "单位", code=holder).region_id)
    region = "" if holder and not asked.region else call.region(asked.region)
    if asked.by is Grouping.REGION:
        region = region or call.actor.region
    rows = progress_rows(
        Selection(
            asked.year,
            region=region,
            holder=holder,
            fund=asked.fund,
            source=asked.source,
            on=asked.on,
        ),
        asked.by,
    )
    return page_of(rows, asked, "progress", lambda each: (each.key,), _told)


def _told(row: ProgressRow) -> ProgressTold:
    return ProgressTold(
        key=row.key,
        name=row.name,
        own=_stood(row.rolled.own),
        subtree=_stood(row.rolled.subtree),
    )


def _stood(each: Progress) -> StoodTold:
    rate = each.rate
    return StoodTold(
        steps_fen=asdict(each),
        rate=None if rate is None else f"{rate.numerator}/{rate.denominator}",
    )

"""用款计划接口 spending plans: a plan by month is kept as a preview, confirmed or discarded."""

from __future__ import annotations

import datetime

from ninja import Form, Query, UploadedFile

from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, plain_content
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import Asked, Number, Said, Told, Year
from zhida.platform.execution import plan_actions
from zhida.platform.execution.plan_models import PlanFile
from zhida.platform.execution.plan_queries import in_force
from zhida.platform.execution.plan_reading import rows_of

routes = Routes("用款计划")


class SpendingPlanSaid(Asked):
    """用款计划文件: of which year it is."""

    year: Year


class PlanDropped(Asked):
    """放弃的理由."""

    reason: Said


class SpendingPlanTold(Told):
    """用款计划: a file; `in_force` is true for the last one confirmed of its year."""

    number: int
    region: str
    year: int
    file: str
    sha256: str
    state: str
    state_name: str
    in_force: bool
    imported_by: str
    imported_at: datetime.datetime
    decided_by: str
    decided_at: datetime.datetime | None
    reason: str


class PlannedMonthsTold(Told):
    """计划行: fen of the twelve months of what is named, and the cells that say so."""

    sort: str
    sort_name: str
    key: str
    name: str
    months_fen: list[int]
    cells: list[str]


class SpendingPlanRows(Told):
    """一份用款计划: with its rows; `faults` are the cells that keep it from being confirmed."""

    plan: SpendingPlanTold
    rows: list[PlannedMonthsTold]
    faults: list[str]


@routes.read("/spending-plans")
def spending_plans(call: Call, asked: Query[Paged]) -> Page[SpendingPlanTold]:
    """用款计划文件: those within reach, the newest first."""
    return newest(PlanFile.objects.defer("content"), asked, "spending-plans", _told)


@routes.read("/spending-plans/{number}")
def spending_plan(call: Call, number: Number) -> SpendingPlanRows:
    """一份用款计划: its months, cell by cell."""
    return _whole(_file(number))


@routes.write("/spending-plans", "import_plan", most_bytes=MOST_UPLOAD)
def import_spending_plan(
    call: Call, form: Form[SpendingPlanSaid], file: UploadedFile
) -> SpendingPlanRows:
    """导入用款计划: a csv or xlsx file is kept as a preview; nothing is planned by it yet."""
    name, content = plain_content(file)
    return _whole(plan_actions.keep_plan(call.actor, name, content, form.year))


@routes.write("/spending-plans/{number}/confirm", "import_plan")
def confirm_spending_plan(call: Call, number: Number) -> SpendingPlanRows:
    """确认用款计划: it is the region's plan from now on; refused while a cell is wrong."""
    _own(call, number)
    return _whole(plan_actions.confirm_plan(call.actor, number))


@routes.write("/spending-plans/{number}/discard", "import_plan")
def discard_spending_plan(call: Call, number: Number, body: PlanDropped) -> SpendingPlanTold:
    """放弃用款计划: a preview that is not to be confirmed."""
    _own(call, number)
    return _told(plan_actions.discard_plan(call.actor, number, body.reason))


def _file(number: int) -> PlanFile:
    found: PlanFile = one(PlanFile.objects, "用款计划", pk=number)
    return found


def _own(call: Call, number: int) -> None:
    within_reach(call, PlanFile.objects.defer("content"), "用款计划", "import_plan", pk=number)


def _told(each: PlanFile) -> SpendingPlanTold:
    current = in_force(each.region_id, each.year)
    return SpendingPlanTold(
        number=each.pk,
        region=each.region_id,
        year=each.year,
        file=each.file,
        sha256=each.sha256,
        state=each.state,
        state_name=PlanFile.State(each.state).label,
        in_force=current is not None and current.pk == each.pk,
        imported_by=each.imported_by,
        imported_at=each.imported_at,
        decided_by=each.decided_by,
        decided_at=each.decided_at,
        reason=each.reason,
    )


def _whole(file: PlanFile) -> SpendingPlanRows:
    file.refresh_from_db()
    found = rows_of(file)
    return SpendingPlanRows(
        plan=_told(file),
        rows=[
            PlannedMonthsTold(
                sort=row.sort.value,
                sort_name=row.sort.label,
                key=row.key,
                name=row.name,
                months_fen=list(row.plan.months),
                cells=[place.describe() for place in row.places],
            )
            for row in found.rows
        ],
        faults=[each.sentence for each in found.faults],
    )

"""绩效接口 targets: goals with the values that count, declared with their proof or measured."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated

from django.utils import timezone
from ninja import Form, Query, UploadedFile
from pydantic import Field

from zhida.core.performance.indicators import Actual
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of, plain_content
from zhida.platform.api.paging import Key, Page, Paged, following, number_of
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import AnyYear, Asked, Code, Day, Number, Said, Told, Words, Year
from zhida.platform.notices.models import Document
from zhida.platform.notices.queries import notice_of
from zhida.platform.performance import actions, registering
from zhida.platform.performance.models import Target, Value
from zhida.platform.performance.queries import TargetRow, actual_of, history, target_rows
from zhida.platform.performance.settling import settle_target
from zhida.platform.performance.storing import Origin

routes = Routes("绩效")


class TargetsAsked(Paged):
    """目标筛选."""

    year: Year
    region: Code = ""
    agency: Code = ""
    as_of: Day | None = None


class TargetFileAsked(Asked):
    """登记目标文件: the agency and the year where the tables don't tell them."""

    agency: Code = ""
    year: Year | None = None
    preview: bool = False


class ChangeTold(Told):
    """指标变动: the value printed in the edition in force and in the new one, "" where it isn't in one."""

    name: str
    before: str
    after: str
    place: str


class PlannedTold(Told):
    """拟登记: one table; `fault` says why it isn't set, "" where it is."""

    table: str
    agency: str
    year: int | None
    edition: int
    fault: str
    changes: list[ChangeTold]


class ActualTold(Told):
    """实际值: what was reached by a day, and how that is known; numbers are text, exact."""

    standing: str
    as_of: datetime.date
    value: str | None
    day: datetime.date | None
    share: str | None
    metric: str
    note: str
    evidence: list[str]


class TargetTold(Told):
    """目标: an indicator with the value that counts; `depth` counts the steps below the top."""

    number: int
    agency: str
    region: str
    scope: str
    depth: int
    level1: str
    level2: str
    name: str
    kind: str
    comparator: str
    value: str | None
    unit: str
    metric: str
    actual: ActualTold


class ValueTold(ActualTold):
    """历次的值."""

    is_base: bool
    recorded_by: str
    recorded_at: datetime.datetime


class DeclareAsked(Asked):
    """填报指标值: as a person writes it, on a day, with the file that proves it."""

    value: Said
    as_of: Day
    n: Annotated[int | None, Field(ge=1, le=10**9)] = None
    note: Words = ""
    base: bool = False


class SettleAsked(Asked):
    """确定指标值: as tables write values (≥95%), with the reason."""

    value: Said
    reason: Said


class SettledTold(Told):
    """确定的指标值."""

    number: int
    value: str


class SetAsked(Asked):
    """下达绩效目标: whom the one table binds, and its year, where the notice doesn't say."""

    agency: Code = ""
    year: AnyYear = None


class TargetsSetTold(Told):
    """目标表: how many goals an agency has in it."""

    agency: str
    year: int
    scope: str
    edition: int
    targets: int


class MeasureAsked(Asked):
    """计算指标值: of these targets, on a day (today unless said)."""

    targets: Annotated[list[Number], Field(min_length=1, max_length=1000)]
    as_of: Day | None = None


class MeasuredTold(Told):
    """取数结果: the value, or the reason why there is none."""

    target: int
    actual: ActualTold | None
    reason: str


@routes.read("/targets")
def targets(call: Call, asked: Query[TargetsAsked]) -> Page[TargetTold]:
    """绩效目标: of a year, with the values of a day and before."""
    region = call.region(asked.region) if asked.region else ""

    def rows(after: Key | None, most: int) -> tuple[TargetRow, ...]:
        return target_rows(
            asked.year,
            region=region,
            agency=asked.agency,
            as_of=asked.as_of,
            after=number_of(after),
            most=most,
        )

    return following(rows, asked, "targets", lambda each: (each.number,), _told)


@routes.read("/targets/{number}/values")
def target_values(call: Call, number: Number) -> list[ValueTold]:
    """历次的值: the newest first."""
    target = _target(number)
    return [_value(each, target) for each in history(number)]


@routes.write("/notices/{number}/targets", "set_targets")
def set_targets(call: Call, number: Number, body: SetAsked) -> list[TargetsSetTold]:
    """下达绩效目标: the filled performance tables of a registered notice, each at whom it binds."""
    found: Document = within_reach(call, Document.objects, "通知", "set_targets", pk=number)
    first = found.files.filter(copy=0).order_by("ordinal")
    files = {each.name: bytes(each.content) for each in first}
    origin = Origin(notice_of(found), files, found.pk)
    made = actions.set_targets(call.actor, origin, agency=body.agency, year=body.year)
    return [
        TargetsSetTold(
            agency=each.agency.code,
            year=each.year,
            scope=each.scope,
            edition=each.edition,
            targets=each.targets.count(),
        )
        for each in made
    ]


@routes.write("/targets/files", "set_targets", most_bytes=MOST_UPLOAD)
def set_targets_of_file(
    call: Call, form: Form[TargetFileAsked], file: UploadedFile
) -> list[PlannedTold]:
    """登记目标文件: performance tables, or a notice with some; with `preview` nothing is set."""
    name, content = plain_content(file)
    origin = registering.origin_of_content(call.actor, name, content)
    found = registering.planned(call.actor, origin, agency=form.agency, year=form.year)
    if not form.preview:
        actions.set_targets(call.actor, origin, agency=form.agency, year=form.year)
    return [_planned(each) for each in found]


@routes.write("/targets/{number}/values", "declare_value", most_bytes=MOST_UPLOAD)
def declare_value(
    call: Call, number: Number, form: Form[DeclareAsked], file: UploadedFile
) -> ValueTold:
    """填报指标值: with its proof."""
    target = _target(number)
    ((name, content),) = contents_of([file]).items()
    made = actions.declare_value(
        call.actor,
        number,
        form.value,
        actions.Proof(name, content),
        form.as_of,
        n=form.n,
        note=form.note,
        base=form.base,
    )
    made.refresh_from_db()
    return _value(made, target)


@routes.write("/targets/{number}/settle", "settle_target")
def settle(call: Call, number: Number, body: SettleAsked) -> SettledTold:
    """确定指标值: where the printed value doesn't say what is to be reached."""
    _target(number)
    made = settle_target(call.actor, number, body.value, body.reason)
    return SettledTold(number=made.pk, value=body.value)


@routes.write("/targets/measure", "measure_targets")
def measure_targets(call: Call, body: MeasureAsked) -> list[MeasuredTold]:
    """计算指标值: from the records; what says the same as before is not added again."""
    wanted = set(body.targets)
    if Target.objects.filter(pk__in=wanted).count() != len(wanted):
        raise not_there("指标")
    day = body.as_of or timezone.localdate()
    return [
        MeasuredTold(
            target=each.target.pk,
            actual=None if each.actual is None else _actual(each.actual),
            reason=each.reason,
        )
        for each in actions.measure(call.actor, sorted(wanted), day)
    ]


def _target(number: int) -> Target:
    found: Target = one(Target.objects.select_related("set"), "指标", pk=number)
    return found


def _planned(each: registering.Planned) -> PlannedTold:
    return PlannedTold(
        table=each.name,
        agency=each.agency.code if each.agency else "",
        year=each.year,
        edition=each.edition,
        fault=each.fault,
        changes=[
            ChangeTold(name=one.name, before=one.before, after=one.after, place=one.place)
            for one in each.changes
        ],
    )


def _told(row: TargetRow) -> TargetTold:
    indicator = row.indicator
    return TargetTold(
        number=row.number,
        agency=row.agency,
        region=row.region,
        scope=row.scope,
        depth=row.depth,
        level1=indicator.level1,
        level2=indicator.level2,
        name=indicator.name,
        kind=indicator.kind.value,
        comparator=indicator.comparator,
        value=_exact(indicator.value),
        unit=indicator.unit,
        metric=row.metric,
        actual=_actual(row.actual),
    )


def _actual(each: Actual) -> ActualTold:
    return ActualTold(
        standing=each.standing.value,
        as_of=each.as_of,
        value=_exact(each.value),
        day=each.day,
        share=None if each.share is None else str(each.share),
        metric=each.metric,
        note=each.note,
        evidence=list(each.evidence),
    )


def _value(each: Value, target: Target) -> ValueTold:
    return ValueTold(
        **_actual(actual_of(each, target)).model_dump(),
        is_base=each.is_base,
        recorded_by=each.recorded_by,
        recorded_at=each.recorded_at,
    )


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"

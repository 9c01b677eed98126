"""时限接口 duties: what is owed and to whom; filing, accepting, sending back, waiving."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, UploadedFile

from zhida.core.obligations import DutyState
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of, download
from zhida.platform.api.paging import Page, Paged, oldest
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Day, Hex, Number, Said, Told, Words
from zhida.platform.obligations import actions
from zhida.platform.obligations.models import Duty, FilingFile
from zhida.platform.obligations.queries import DutyRow, history, row_of, row_on, whole
from zhida.platform.obligations.selecting import selected
from zhida.platform.regions.models import Agency

routes = Routes("时限")


class DutiesAsked(Paged):
    """任务筛选: of a region and below (the actor's own unless said), or of one agency."""

    region: Code = ""
    agency: Code = ""
    state: DutyState | None = None
    day: Day | None = None


class DutyTold(Told):
    """任务: a duty on a day; `late` are the days by which it was filed late."""

    number: int
    what: str
    state: DutyState
    owner: str
    owner_name: str
    receiver: str
    receiver_name: str
    due: datetime.date | None
    unknown: str
    form: str
    period: str
    document: str
    year: int | None
    basis: str
    consequence: str
    late: int


class FileAsked(Asked):
    """报送: words or "nothing to report" or files; `day` is today unless said."""

    nothing: bool = False
    words: Words = ""
    day: Day | None = None


class OnDay(Asked):
    """办理日期: today unless said."""

    day: Day | None = None


class Reasoned(OnDay):
    """理由: why it is sent back or waived."""

    reason: Said


class FiledFile(Told):
    """报送文件."""

    name: str
    sha256: str


class StepTold(Told):
    """经过: filed, accepted, sent back or waived, by whom and when."""

    step: str
    by: str
    at: datetime.datetime
    words: str
    nothing: bool
    files: list[FiledFile]


@routes.read("/duties")
def duties(call: Call, asked: Query[DutiesAsked]) -> Page[DutyTold]:
    """时限任务: of a region and below, or of one agency, in the order of their numbers."""
    day = asked.day or timezone.localdate()
    agency: Agency | None = None
    if asked.agency:
        agency = one(Agency.objects, "单位", code=asked.agency)
    region = call.region(agency.region_id if agency else asked.region)
    states = [asked.state] if asked.state else []
    found = selected(day, agency=agency, region="" if agency else region, states=states)
    return oldest(whole(found), asked, "duties", lambda each: _told(row_on(each, day)))


@routes.read("/duties/{number}")
def duty(call: Call, number: Number, asked: Query[OnDay]) -> DutyTold:
    """一项任务: as it stands on a day."""
    return _stood(number, asked.day)


@routes.read("/duties/{number}/steps")
def duty_steps(call: Call, number: Number) -> list[StepTold]:
    """经过: what was done about a duty, the newest first."""
    _there(number)
    return [
        StepTold(
            step=each.step.value,
            by=each.by,
            at=each.at,
            words=each.words,
            nothing=each.nothing,
            files=[FiledFile(name=file.name, sha256=file.sha256) for file in each.files],
        )
        for each in history(number)
    ]


@routes.read("/duties/{number}/files/{sha256}", "export")
def duty_file(call: Call, number: Number, sha256: Hex) -> HttpResponse:
    """报送文件: as it was handed in."""
    found: Duty = one(Duty.objects, "任务", pk=number)
    rows = FilingFile.objects.filter(filing__duty_id=number).order_by("-pk")
    file: FilingFile = one(rows, "文件", sha256=sha256)
    return download(call, file.name, file.content, actions.CONCEPT, str(number), found.region_id)


@routes.write("/duties/{number}/file", "file_duty", most_bytes=MOST_UPLOAD)
def file_duty(
    call: Call,
    number: Number,
    form: Form[FileAsked],
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> DutyTold:
    """报送: a form with files, words, or that there is nothing to report."""
    _there(number)
    actions.file(
        call.actor,
        number,
        contents_of(files),
        nothing=form.nothing,
        words=form.words,
        day=form.day,
    )
    return _stood(number)


@routes.write("/duties/{number}/accept", "accept_filing")
def accept_filing(call: Call, number: Number, body: OnDay) -> DutyTold:
    """接收: the last filing is in order."""
    _there(number)
    actions.accept(call.actor, number, body.day)
    return _stood(number)


@routes.write("/duties/{number}/send-back", "send_back_filing")
def send_back_filing(call: Call, number: Number, body: Reasoned) -> DutyTold:
    """退回: the last filing is to be done again."""
    _there(number)
    actions.send_back(call.actor, number, body.reason, body.day)
    return _stood(number)


@routes.write("/duties/{number}/waive", "waive_duty")
def waive_duty(call: Call, number: Number, body: Reasoned) -> DutyTold:
    """免除: nothing is owed any more."""
    _there(number)
    actions.waive(call.actor, number, body.reason, body.day)
    return _stood(number)


def _there(number: int) -> None:
    one(Duty.objects, "任务", pk=number)


def _stood(number: int, day: datetime.date | None = None) -> DutyTold:
    found = row_of(number, day or timezone.localdate())
    if found is None:
        raise not_there("任务")
    return _told(found)


def _told(row: DutyRow) -> DutyTold:
    duty = row.duty
    return DutyTold(
        number=row.number,
        what=duty.what,
        state=row.state,
        owner=duty.owner,
        owner_name=row.owner,
        receiver=duty.receiver,
        receiver_name=row.receiver,
        due=duty.due,
        unknown=duty.unknown,
        form=duty.form,
        period=duty.period,
        document=duty.document,
        year=duty.year,
        basis=duty.basis,
        consequence=duty.consequence,
        late=row.late,
    )

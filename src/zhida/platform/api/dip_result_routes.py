"""付费结果接口 results of disease payment: which stand, their files, and taking new ones in.

What the pages make of them is asked by address: /tables?address=/dip/institutions/?year=2025.
"""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, UploadedFile

from zhida.engines.errors import EngineError
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, download, plain_content
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Number, Told, Year
from zhida.platform.dip.actions import CONCEPT, take_in
from zhida.platform.dip.models import Result
from zhida.platform.dip.result_files import Given

routes = Routes("病种付费结果")


class ResultsAsked(Paged):
    """查付费结果: of a region, the actor's own unless said; of a year, or of all."""

    region: Code = ""
    year: Year | None = None


class TakeInAsked(Asked):
    """收取付费结果: `year` is that of files which don't say one (quality reports)."""

    year: Year


class ResultTold(Told):
    """付费结果: one edition of a file of the engine."""

    number: int
    region: str
    year: int
    kind: str
    pool: str
    insutype: str
    edition: int
    day: datetime.date
    name: str
    sha256: str
    state: str
    taken_by: str
    taken_at: datetime.datetime


class TakenInTold(Told):
    """收取结果: `new` is false where the same file stood already."""

    result: ResultTold
    new: bool


@routes.read("/dip/results")
def dip_results(call: Call, asked: Query[ResultsAsked]) -> Page[ResultTold]:
    """付费结果: every edition, the newest first."""
    region = call.region(asked.region)
    found = Result.objects.filter(region_id=region).defer("text")
    if asked.year is not None:
        found = found.filter(year=asked.year)
    return newest(found, asked, f"dip results {region} {asked.year}", _told)


@routes.read("/dip/results/{number}")
def dip_result(call: Call, number: Number) -> ResultTold:
    """一份付费结果."""
    return _told(one(Result.objects, "付费结果", pk=number))


@routes.read("/dip/results/{number}/file", "export")
def dip_result_file(call: Call, number: Number) -> HttpResponse:
    """结果文件: as it came."""
    found: Result = one(Result.objects, "付费结果", pk=number)
    content = found.text.encode()
    return download(call, found.name, content, CONCEPT, f"result {number}", found.region_id)


@routes.write("/dip/results", "take_in_result", most_bytes=MOST_UPLOAD)
def take_in_dip_results(
    call: Call,
    form: Form[TakeInAsked],
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> list[TakenInTold]:
    """收取付费结果: all files or none; a file that stands already makes no new edition."""
    given = [Given(*plain_content(each)) for each in files]
    try:
        taken = take_in(call.actor, given, form.year, timezone.localdate())
    except EngineError as wrong:
        hint = "请送来病种付费的命令写出的json"
        raise Refused(422, "unusable_file", str(wrong), hint, "files") from wrong
    return [TakenInTold(result=_told(each.result), new=each.new) for each in taken]


def _told(found: Result) -> ResultTold:
    return ResultTold(
        number=found.pk,
        region=found.region_id,
        year=found.year,
        kind=found.kind,
        pool=found.pool,
        insutype=found.insutype,
        edition=found.edition,
        day=found.day,
        name=found.name,
        sha256=found.sha256,
        state=found.state,
        taken_by=found.taken_by,
        taken_at=found.taken_at,
    )

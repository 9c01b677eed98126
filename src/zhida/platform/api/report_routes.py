"""报表接口 reports: the forms of agencies, made from the ledger, kept with their files."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query
from pydantic import Field

from zhida.documents.writing.notice import Format
from zhida.platform.access.policy import require
from zhida.platform.access.queries import about
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import download
from zhida.platform.api.form_routes import PreviewAsked, built_rollup, wanted_of
from zhida.platform.api.job_routes import JobTold, job_told
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import AnyYear, Code, Hex, Number, Told
from zhida.platform.regions.models import Agency
from zhida.platform.reports import actions
from zhida.platform.reports.building import build
from zhida.platform.reports.filing import make_and_file
from zhida.platform.reports.jobs import start_making
from zhida.platform.reports.models import Report, ReportFile

routes = Routes("报告")


class ReportsAsked(Paged):
    """报表筛选."""

    agency: Code = ""
    kind: Code = ""
    year: AnyYear = None


class ReportFileTold(Told):
    """报表文件."""

    name: str
    format: str
    sha256: str


class FilledFaultTold(Told):
    """不符之处."""

    code: str
    sentence: str


class ReportTold(Told):
    """报表."""

    number: int
    kind: str
    agency: str
    region: str
    year: int
    period: str
    as_of: datetime.date
    edition: int
    made_by: str
    made_at: datetime.datetime
    findings: list[FilledFaultTold]
    files: list[ReportFileTold]


class MakeAsked(PreviewAsked):
    """生成报表: as it is previewed.

    `file` hands it in as well, for the duty that is owed, or for the one of `duty`.
    """

    year: AnyYear = None
    formats: Annotated[list[Format], Field(max_length=10)] = []  # noqa: RUF012
    file: bool = False
    duty: Number | None = None


class JobMakeAsked(PreviewAsked):
    """后台生成: with `file` it is handed in as well."""

    file: bool = False


@routes.read("/reports")
def reports(call: Call, asked: Query[ReportsAsked]) -> Page[ReportTold]:
    """报表: the newest first."""
    wanted = {"agency__code": asked.agency, "kind": asked.kind, "year": asked.year}
    found = _all().filter(**{name: each for name, each in wanted.items() if each})
    return newest(found, asked, "reports", _told)


@routes.read("/reports/{number}")
def report(call: Call, number: Number) -> ReportTold:
    """一份报表."""
    return _told(_report(number))


@routes.read("/reports/{number}/files/{sha256}", "export")
def report_file(call: Call, number: Number, sha256: Hex) -> HttpResponse:
    """报表文件: docx, xlsx or PDF as it was made."""
    found = _report(number)
    file: ReportFile = one(found.files, "文件", sha256=sha256)
    return download(call, file.name, file.content, "reports", str(number), found.region_id)


@routes.write("/reports", "make_report")
def make_report(call: Call, body: MakeAsked) -> ReportTold:
    """生成报表: of the same data the same report; with `children` the sum of what those below filed."""
    period = body.when()
    agency: Agency = one(Agency.objects, "单位", code=body.agency or call.actor.agency)
    require(call.actor, "make_report", about(agency.region_id))
    filed_on = timezone.localdate() if body.file else None
    if body.file:
        call.within("file_duty")
    if body.children:
        built = built_rollup(call, body, filed_on)
    else:
        year = body.year or period.last.year
        (built,) = build(body.kind, [agency], year, period, filed_on)
    formats = tuple(dict.fromkeys(body.formats)) or tuple(Format)
    if body.file:
        both = make_and_file(
            call.actor,
            built.asked,
            built.form,
            formats,
            built.findings,
            duty=body.duty,
            day=filed_on,
        )
        made = both.made
    else:
        made = actions.make(call.actor, built.asked, built.form, formats, built.findings)
    return _told(_report(made.report.pk))


@routes.write("/reports/jobs", "make_report")
def make_report_as_job(call: Call, body: JobMakeAsked) -> JobTold:
    """生成报表（后台）: as the pages do; ask the job what came of it."""
    if body.file:
        call.within("file_duty")
    return job_told(start_making(call.actor, wanted_of(call, body), filing=body.file))


def _all() -> QuerySet[Report]:
    return Report.objects.select_related("agency").prefetch_related("files")


def _report(number: int) -> Report:
    found: Report = one(_all(), "报表", pk=number)
    return found


def _told(each: Report) -> ReportTold:
    return ReportTold(
        number=each.pk,
        kind=each.kind,
        agency=each.agency.code,
        region=each.region_id,
        year=each.year,
        period=each.period,
        as_of=each.as_of,
        edition=each.edition,
        made_by=each.made_by,
        made_at=each.made_at,
        findings=[
            FilledFaultTold(code=fault["code"], sentence=fault["sentence"])
            for fault in each.findings
        ],
        files=[
            ReportFileTold(name=file.name, format=file.format, sha256=file.sha256)
            for file in each.files.all()
        ],
    )

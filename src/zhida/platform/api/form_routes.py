"""报表编报接口 forms: a form as the ledger has it now, reasons, forms filled in, files held against what was made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from ninja import Form, Query, UploadedFile

from zhida.core.forms.periods import UnknownPeriod, period_of, until
from zhida.core.obligations.periods import Period
from zhida.platform.access.policy import require
from zhida.platform.access.queries import about
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of
from zhida.platform.api.finding_shapes import FindingTold, finding_told
from zhida.platform.api.page_shapes import RowTold, TableTold, row_told, table_told
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import AnyYear, Asked, Code, Day, FormKind, Hex, Said, Told, Words
from zhida.platform.regions.models import Agency
from zhida.platform.reports.asking import Wanted, made, wanted
from zhida.platform.reports.building import Built
from zhida.platform.reports.filled_in import hand_in_filled
from zhida.platform.reports.grids import form_table
from zhida.platform.reports.models import Reason
from zhida.platform.reports.reasons import give_reason
from zhida.platform.reports.verifying import Known, known_by

routes = Routes("报表编报")


class PeriodAsked(Asked):
    """报告期: a month (2025-03) or a quarter (2025Q1); or `on` a day."""

    period: Code = ""
    on: Day | None = None

    def when(self) -> Period:
        """The period that is meant."""
        if (self.on is None) == (not self.period):
            raise Refused(422, "invalid", "period 和 on 写且只写一个", "请改正", "period")
        if self.on is not None:
            return until(self.on)
        try:
            return period_of(self.period)
        except UnknownPeriod as wrong:
            raise Refused(422, "invalid", str(wrong), "写成 2025-03 或 2025Q1", "period") from wrong


class PreviewAsked(PeriodAsked):
    """预览: of an agency, the actor's own unless said; `children` sums what those below have filed."""

    kind: FormKind
    agency: Code = ""
    children: bool = False


class FormTold(Told):
    """报表内容: as the ledger has it now; each figure's `href` is the address of its origin."""

    kind: str
    agency: str
    period: str
    as_of: datetime.date
    table: TableTold
    rows: list[RowTold]
    findings: list[FindingTold]


class ReasonsAsked(Paged):
    """原因筛选."""

    agency: Code = ""
    year: AnyYear = None


class GiveReasonAsked(PeriodAsked):
    """说明原因: of the money of a document, or of a row of the form by its serial number."""

    line: Said
    text: Said
    year: AnyYear = None


class ReasonTold(Told):
    """未支出原因."""

    number: int
    agency: str
    year: int
    document: str
    period: str
    as_of: datetime.date
    text: str
    said_by: str
    said_at: datetime.datetime


class FilledAsked(Asked):
    """填好的表: its period, where it isn't as of its own day."""

    period: Code = ""


class FiledTold(Told):
    """已报送."""

    duty: int
    what: str
    filing: int


class VerifyAsked(Asked):
    """所验证: a file's SHA-256, and its name, by which one that was changed is known."""

    sha256: Hex
    name: Words = ""


class KnownTold(Told):
    """已知文件."""

    words: str
    name: str
    by: str
    at: datetime.datetime | None


class VerifiedTold(Told):
    """验证结果: `same` is of exactly this content, `named` of the same name with other content."""

    name: str
    sha256: str
    sentence: str
    same: list[KnownTold]
    named: list[KnownTold]


@routes.read("/reports/preview")
def preview_report(call: Call, asked: Query[PreviewAsked]) -> FormTold:
    """预览报表: nothing is kept."""
    this = wanted_of(call, asked)
    call.region(this.agency.region_id)
    built = made(this, timezone.localdate())
    table = form_table(built.form, this)
    return FormTold(
        kind=built.asked.kind,
        agency=this.agency.code,
        period=built.asked.period,
        as_of=built.form.as_of,
        table=table_told(table),
        rows=[row_told(each) for each in table.rows],
        findings=[finding_told(each) for each in built.findings],
    )


@routes.read("/reports/reasons")
def reasons(call: Call, asked: Query[ReasonsAsked]) -> Page[ReasonTold]:
    """未支出原因: the newest first; of a line the newest of the latest day counts."""
    given = {"agency__code": asked.agency, "year": asked.year}
    found = Reason.objects.filter(**{name: each for name, each in given.items() if each})
    return newest(found.select_related("agency"), asked, "reasons", _reason)


@routes.write("/reports/reasons", "make_report")
def explain_unspent(call: Call, body: GiveReasonAsked) -> list[ReasonTold]:
    """说明原因: why the actor's agency hadn't spent a line's money by the end of a period."""
    told = give_reason(call.actor, body.line, body.text, body.when(), body.year)
    return [_reason(each.reason) for each in told]


@routes.write("/reports/filled", "file_duty", most_bytes=MOST_UPLOAD)
def file_filled_form(call: Call, form: Form[FilledAsked], file: UploadedFile) -> list[FiledTold]:
    """报送填好的表: read, held against itself, handed in on the duties that ask for it."""
    ((name, content),) = contents_of([file]).items()
    return [
        FiledTold(duty=each.duty_id, what=each.duty.what, filing=each.ordinal)
        for each in hand_in_filled(call.actor, name, content, form.period)
    ]


@routes.read("/reports/verify")
def verify_file(call: Call, asked: Query[VerifyAsked]) -> VerifiedTold:
    """验证文件: whether it is one that this installation made or was handed; the file isn't sent."""
    answer = known_by(asked.name, asked.sha256)
    return VerifiedTold(
        name=answer.name,
        sha256=answer.sha256,
        sentence=answer.sentence,
        same=[_known(known) for known in answer.same],
        named=[_known(known) for known in answer.named],
    )


def wanted_of(call: Call, asked: PreviewAsked) -> Wanted:
    """所要的表: of an agency that the scope sees."""
    home = Agency.objects.get(code=call.actor.agency)
    period = asked.when()
    code = asked.agency or home.code
    agency: Agency = one(Agency.objects, "单位", code=code)
    said: Mapping[str, Any] = {
        "kind": asked.kind,
        "agency": agency.code,
        "period": asked.period or period.last.isoformat(),
        "children": "1" if asked.children else "",
    }
    return wanted(said, home)


def built_rollup(call: Call, asked: PreviewAsked, filed_on: datetime.date | None) -> Built:
    """汇总: of what those below have filed."""
    this = wanted_of(call, asked)
    require(call.actor, "make_report", about(this.agency.region_id))
    return made(this, filed_on)


def _reason(each: Reason) -> ReasonTold:
    return ReasonTold(
        number=each.pk,
        agency=each.agency.code,
        year=each.year,
        document=each.document,
        period=each.period,
        as_of=each.as_of,
        text=each.text,
        said_by=each.said_by,
        said_at=each.said_at,
    )


def _known(each: Known) -> KnownTold:
    return KnownTold(words=each.words, name=each.name, by=each.by, at=each.at)

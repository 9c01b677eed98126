"""通知接口 notices: taken in from files, confirmed, waived, booked; as they were read, with findings."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, UploadedFile
from pydantic import Field

from zhida.core.booking import Answers, Mend
from zhida.core.notice import FundingSource
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of, download, laid_out
from zhida.platform.api.finding_shapes import FindingTold, finding_told
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import (
    AnyYear,
    Asked,
    Code,
    Day,
    Hex,
    Json,
    Number,
    Said,
    Told,
    Words,
)
from zhida.platform.inbox import actions as inbox
from zhida.platform.ledger import booking
from zhida.platform.ledger.booking import Booked
from zhida.platform.notices import actions
from zhida.platform.notices.models import Document, DocumentFile, State
from zhida.platform.notices.taken import take
from zhida.platform.obligations.withdrawing import withdraw
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import below

routes = Routes("通知")


class NoticesAsked(Paged):
    """通知筛选."""

    agency: Code = ""
    region: Code = ""
    state: State | None = None
    year: AnyYear = None
    number: Code = ""


class NoticeTold(Told):
    """通知: as an agency took it in; `number` is a document number, "" while it has none."""

    id: int
    agency: str
    region: str
    number: str
    issuer: str
    year: int | None
    title: str
    date: datetime.date | None
    state: str
    state_name: str
    findings: int
    booked: list[str]
    registered_by: str
    registered_at: datetime.datetime


class NoticeFileTold(Told):
    """通知文件."""

    name: str
    sha256: str


class WholeNotice(NoticeTold):
    """通知全文: `notice` is what `zhida read --json` writes; `answers` what people decided."""

    files: list[NoticeFileTold]
    notice: Json
    answers: Json


class UnreadTold(Told):
    """读不出的文件."""

    file: str
    reason: str
    mend: str


class TakenTold(Told):
    """收文结果: the notices in the files, and the files that could not be read."""

    notices: list[NoticeTold]
    unread: list[UnreadTold]


class ConfirmAsked(Asked):
    """确认文号: new ("" ), or the same as one that is there."""

    same_as: Code = ""


class WaiveAsked(Asked):
    """搁置: a finding by its code, with the reason."""

    code: Said
    reason: Said


class MendAsked(Asked):
    """改正: what a cell ought to print, in fen."""

    row: Said
    column: Code = ""
    amount_fen: Annotated[int, Field(ge=0, le=10**16, strict=True)]


class AnswersAsked(Asked):
    """决定: what the notice doesn't say itself."""

    mends: Annotated[list[MendAsked], Field(max_length=1000)] = []  # noqa: RUF012
    payees: dict[Code, Code] = {}  # noqa: RUF012
    from_outside: Words = ""
    upstream: Code = ""
    year: AnyYear = None
    source: FundingSource | None = None
    fund: Code = ""
    date: Day | None = None


class QuestionTold(Told):
    """所问: what must be answered before it is booked."""

    sentence: str


class BookedTold(Told):
    """入账结果: vouchers, or what is asked and refused; then nothing was booked."""

    notice: NoticeTold
    vouchers: list[str]
    again: bool
    questions: list[QuestionTold]
    refusals: list[FindingTold]
    duties_born: int


class Why(Asked):
    """理由."""

    reason: Said


@routes.read("/notices")
def notices(call: Call, asked: Query[NoticesAsked]) -> Page[NoticeTold]:
    """通知: the newest first."""
    found = Document.objects.filter(region_id__in=below(call.region(asked.region)))
    wanted = {
        "agency__code": asked.agency,
        "state": asked.state,
        "year": asked.year,
        "number": asked.number,
    }
    found = found.filter(**{name: each for name, each in wanted.items() if each})
    return newest(found.select_related("agency"), asked, "notices", _told)


@routes.read("/notices/{number}")
def notice(call: Call, number: Number) -> WholeNotice:
    """一份通知: with all that was read of it."""
    found = _document(number)
    return WholeNotice(
        **_told(found).model_dump(),
        files=[
            NoticeFileTold(name=each.name, sha256=each.sha256)
            for each in found.files.defer("content").order_by("copy", "ordinal")
        ],
        notice=found.notice,
        answers=found.answers,
    )


@routes.read("/notices/{number}/findings")
def notice_findings(call: Call, number: Number) -> list[Json]:
    """通知的问题: as `zhida check --json` writes them."""
    found: list[Json] = _document(number).findings
    return found


@routes.read("/notices/{number}/booking")
def look_at_booking(call: Call, number: Number) -> BookedTold:
    """试算入账: what booking it would do, or did; nothing is written."""
    return _booking(booking.look(call.actor, _document(number)))


@routes.read("/notices/{number}/files/{sha256}", "export")
def notice_file(call: Call, number: Number, sha256: Hex) -> HttpResponse:
    """通知文件: as it came in."""
    found = _document(number)
    file: DocumentFile = one(found.files, "文件", sha256=sha256)
    return download(call, file.name, file.content, "notice", str(found), found.region_id)


@routes.write("/notices", "take_in", most_bytes=MOST_UPLOAD)
def take_in(call: Call, files: list[UploadedFile]) -> TakenTold:
    """收文: reads and checks the files, and registers the notices at the actor's agency."""
    with laid_out(contents_of(files)) as paths:
        taken, unread = take(paths)
    agency = Agency.objects.get(code=call.actor.agency)
    registered = [actions.register(call.actor, each, agency) for each in taken]
    if not registered and not unread:
        raise Refused(422, "unreadable", "文件里没有通知", "请核对文件", "files")
    return TakenTold(
        notices=[_told(_document(each.pk)) for each in registered],
        unread=[UnreadTold(file=each.file, reason=each.reason, mend=each.hint) for each in unread],
    )


@routes.write("/notices/{number}/confirm", "confirm")
def confirm_notice(call: Call, number: Number, body: ConfirmAsked) -> NoticeTold:
    """确认文号: a notice without a sound number is new, or the same as another."""
    done = actions.confirm(call.actor, _document(number), body.same_as)
    return _told(_document(done.pk))


@routes.write("/notices/{number}/waive", "waive_error")
def waive_error(call: Call, number: Number, body: WaiveAsked) -> NoticeTold:
    """搁置问题: an error stands as printed, for a reason that a reviewer answers for."""
    found: Document = within_reach(
        call, Document.objects.select_related("agency"), "通知", "waive_error", pk=number
    )
    return _told(actions.waive(call.actor, found, body.code, body.reason))


@routes.write("/notices/{number}/waive-warning", "waive_finding")
def waive_warning(call: Call, number: Number, body: WaiveAsked) -> NoticeTold:
    """搁置警告: a warning was looked at, and why it may stand."""
    found: Document = within_reach(
        call, Document.objects.select_related("agency"), "通知", "waive_finding", pk=number
    )
    return _told(actions.waive(call.actor, found, body.code, body.reason))


@routes.write("/notices/{number}/answers", "confirm")
def answer_notice(call: Call, number: Number, body: AnswersAsked) -> NoticeTold:
    """记下决定: mends, payees and what the notice doesn't say; they hold until it is booked."""
    answers = Answers(
        mends=tuple(Mend(each.row, each.column, each.amount_fen) for each in body.mends),
        payees=dict(body.payees),
        from_outside=body.from_outside,
        upstream=body.upstream,
        year=body.year,
        source=body.source,
        fund=body.fund,
        date=body.date,
    )
    return _told(actions.settle(call.actor, _document(number), answers))


@routes.write("/notices/{number}/book", "confirm")
def book_notice(call: Call, number: Number) -> BookedTold:
    """入账: the issuer's money goes out, the payee's is received or accepted; all or nothing."""
    found: Document = within_reach(
        call, Document.objects.select_related("agency"), "通知", "confirm", pk=number
    )
    entered = inbox.enter(call.actor, found)
    return _booking(entered.booked, entered.duties)


@routes.write("/notices/{number}/withdraw", "withdraw_notice")
def withdraw_notice(call: Call, number: Number, body: Why) -> list[str]:
    """撤销通知: undone voucher by voucher; answers the vouchers that undo it."""
    posted, _ = withdraw(call.actor, _document(number), body.reason)
    return [f"{each.year}-{each.number}" for each in posted]


def _booking(done: Booked, duties: int = 0) -> BookedTold:
    assert done.document is not None
    return BookedTold(
        notice=_told(_document(done.document.pk)),
        vouchers=[f"{each.year}-{each.number}" for each in done.posted],
        again=done.again,
        questions=[QuestionTold(sentence=each.sentence) for each in done.booking.questions],
        refusals=[finding_told(each) for each in done.booking.refusals],
        duties_born=duties,
    )


def _document(number: int) -> Document:
    found: Document = one(Document.objects.select_related("agency"), "通知", pk=number)
    return found


def _told(each: Document) -> NoticeTold:
    return NoticeTold(
        id=each.pk,
        agency=each.agency.code,
        region=each.region_id,
        number=each.number,
        issuer=each.issuer,
        year=each.year,
        title=each.title,
        date=each.date,
        state=each.state,
        state_name=State(each.state).label,
        findings=len(each.findings),
        booked=[f"{year}-{number}" for year, number in each.booked],
        registered_by=each.registered_by,
        registered_at=each.registered_at,
    )

"""收文任务接口 notice jobs: many files or one in the place of another, as jobs; beside last year's, row by row."""

from __future__ import annotations

from typing import Literal

from ninja import Form, Query, UploadedFile

from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of
from zhida.platform.api.job_routes import JobTold, job_told
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import Asked, Code, Number, Said, Told, Words, Year
from zhida.platform.inbox.jobs import replacing, start_entering
from zhida.platform.jobs.actions import start
from zhida.platform.notices.comparing import Compared, Side, compared, earlier
from zhida.platform.notices.jobs import take_in
from zhida.platform.notices.listing import Wanted, ready
from zhida.platform.notices.models import Document

routes = Routes("收文任务")


class BookAsked(Asked):
    """成批入账: the confirmed notices of the agency's region, of a year, and a fund or words."""

    year: Year
    fund: Code = ""
    text: Words = ""


class ReplaceAsked(Asked):
    """更正或替换: "correct" where the issuer mended it under its number, else "replace"."""

    way: Literal["correct", "replace"]
    reason: Said


class CompareAsked(Asked):
    """与哪份比较: last year's most like it unless said."""

    beside: Number | None = None


class ComparedTold(Told):
    """比较行: what each prints, in fen, and where; None where only the other has it."""

    name: str
    column: str
    now_fen: int | None
    now_place: str
    before_fen: int | None
    before_place: str
    difference_fen: int | None
    total: bool


class ComparisonTold(Told):
    """与上年比较: `before` is None where there is nothing to compare with."""

    now: int
    before: int | None
    choice: list[int]
    rows: list[ComparedTold]


@routes.write("/notices/jobs", "take_in", most_bytes=MOST_UPLOAD)
def take_in_as_job(call: Call, files: list[UploadedFile]) -> JobTold:
    """收文（后台）: the files are read beside; ask the job what came of each."""
    contents = contents_of(files)
    name = f"收文：{next(iter(contents))}"
    if len(contents) > 1:
        name += f"等{len(contents)}个文件"
    return job_told(start(call.actor, take_in, name, contents.items()))


@routes.write("/notices/book", "take_in")
def book_notices(call: Call, body: BookAsked) -> JobTold:
    """成批入账: every confirmed notice without an open error that isn't booked, each by itself."""
    wanted = Wanted(body.year, call.actor.region, fund=body.fund, text=body.text)
    return job_told(start_entering(call.actor, ready(wanted, call.actor.region)))


@routes.write("/notices/{number}/replace", "replace", most_bytes=MOST_UPLOAD)
def replace_notice(
    call: Call, number: Number, form: Form[ReplaceAsked], files: list[UploadedFile]
) -> JobTold:
    """更正或替换通知: the old one's vouchers are undone, the new one's booked; all or nothing."""
    old: Document = within_reach(call, Document.objects, "通知", "replace", pk=number)
    job = start(
        call.actor,
        replacing,
        f"更正{old}" if form.way == "correct" else f"替换{old}",
        contents_of(files).items(),
        {"document": old.pk, "reason": form.reason, "way": form.way},
    )
    return job_told(job)


@routes.read("/notices/{number}/compare")
def compare_notice(call: Call, number: Number, asked: Query[CompareAsked]) -> ComparisonTold:
    """与上年比较: recipient by recipient, column by column."""
    now: Document = one(Document.objects.select_related("agency"), "通知", pk=number)
    choice = earlier(now)
    before: Document | None = choice[0] if choice else None
    if asked.beside is not None:
        before = one(Document.objects, "通知", pk=asked.beside)
    return ComparisonTold(
        now=now.pk,
        before=before.pk if before else None,
        choice=[each.pk for each in choice],
        rows=[_compared(each) for each in compared(now, before)] if before else [],
    )


def _compared(each: Compared) -> ComparedTold:
    return ComparedTold(
        name=each.name,
        column=each.column,
        now_fen=each.now.fen if each.now else None,
        now_place=_place(each.now),
        before_fen=each.before.fen if each.before else None,
        before_place=_place(each.before),
        difference_fen=each.difference,
        total=each.total,
    )


def _place(side: Side | None) -> str:
    return side.source.describe() if side else ""

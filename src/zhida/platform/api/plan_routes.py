"""分配接口 plans: drafted from a plan's files or from figures, step by step to the issue."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Form, Query, UploadedFile
from pydantic import Field

from zhida.core.allocation.states import STEPS, State
from zhida.core.money import Unit
from zhida.platform.allocation import actions
from zhida.platform.allocation.copying import copied
from zhida.platform.allocation.drafting import proposal_of
from zhida.platform.allocation.models import Paper, Plan
from zhida.platform.allocation.papers import Letter
from zhida.platform.allocation.pool import Wanted
from zhida.platform.allocation.proposal import Proposal
from zhida.platform.allocation.queries import awards
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, download, laid_out, plain_content
from zhida.platform.api.paging import Page, Paged, newest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import Asked, Code, Day, Hex, Number, Said, Told, Words, Year

routes = Routes("分配")

Fen = Annotated[int, Field(ge=0, le=10**16, strict=True)]


class PlanTold(Told):
    """方案: who divides what, and how far it has come; `next_steps` are what may follow."""

    number: int
    version: int
    title: str
    year: int
    agency: str
    region: str
    state: str
    state_name: str
    document: str
    upstream_document: str
    signed_on: datetime.date | None
    drafted_by: str
    decided_by: str
    reason: str
    next_steps: list[str]


class AwardTold(Told):
    """分配额: what a recipient is given, by the plan's columns."""

    recipient: str
    amounts_fen: dict[str, int]
    total_fen: int


class PaperTold(Told):
    """文稿."""

    name: str
    stage: str
    sha256: str


class WholePlan(PlanTold):
    """方案与分配表."""

    total_fen: int
    awards: list[AwardTold]
    papers: list[PaperTold]


class ColumnAsked(Asked):
    """资金列: its name, and which line of the ledger pays, where several could."""

    name: Said
    line: Number | None = None


class AwardAsked(Asked):
    """一家: the recipient's code and its amounts, one for each column."""

    recipient: Said
    amounts_fen: Annotated[list[Fen], Field(min_length=1, max_length=50)]


class PlanAsked(Asked):
    """拟分配: figures that were settled elsewhere; every one a multiple of `unit_fen`."""

    title: Said
    year: Year
    columns: Annotated[list[ColumnAsked], Field(min_length=1, max_length=50)]
    awards: Annotated[list[AwardAsked], Field(min_length=1, max_length=5000)]
    unit_fen: Annotated[int, Field(gt=0, le=10**12, strict=True)] = 1
    upstream: Code = ""


class RevisedAsked(PlanAsked):
    """修改: the figures anew; `version` is the one that the change began from."""

    version: Number


class PlanFilesAsked(Asked):
    """方案文件: which of the files is the plan; the others are what it names."""

    plan: Said
    upstream: Code = ""


class Why(Asked):
    """理由."""

    reason: Said


class Remark(Asked):
    """意见."""

    reason: Words = ""


class LetterAsked(Asked):
    """发文要素: what the bureau decides about its letter."""

    issuers: Annotated[list[Said], Field(max_length=20)] = []  # noqa: RUF012
    addressees: Annotated[list[Said], Field(max_length=200)] = []  # noqa: RUF012
    copy_to: Annotated[list[Said], Field(max_length=200)] = []  # noqa: RUF012
    sub_fund: Words = ""
    availability: Words = ""
    disclosure: Words = ""
    unit: Code = "万元"

    def letter(self) -> Letter:
        """The letter as papers take it."""
        units = {each.label: each for each in Unit}
        if self.unit not in units:
            raise Refused(
                422, "invalid", f"“{self.unit}”不是计量单位", f"可写{'、'.join(units)}", "unit"
            )
        return Letter(
            tuple(self.issuers),
            tuple(self.addressees),
            tuple(self.copy_to),
            self.sub_fund,
            units[self.unit],
            self.availability,
            self.disclosure,
        )


class SignAsked(LetterAsked):
    """签发: number and day from the office, with the hash of the sealed file where there is one."""

    number: Said
    day: Day
    sealed_sha256: Hex | None = None


@routes.read("/plans")
def plans(call: Call, asked: Query[Paged]) -> Page[PlanTold]:
    """方案: the newest first."""
    return newest(Plan.objects.select_related("agency"), asked, "plans", _told)


@routes.read("/plans/{number}")
def plan(call: Call, number: Number) -> WholePlan:
    """一个方案: with its table and papers."""
    return _whole(_plan(number))


@routes.read("/plans/{number}/papers/{sha256}", "export")
def plan_paper(call: Call, number: Number, sha256: Hex) -> HttpResponse:
    """文稿: a document that was made for the plan."""
    found = _plan(number)
    paper: Paper = one(found.papers.order_by("-pk"), "文稿", sha256=sha256)
    return download(call, paper.name, paper.content, "allocation", str(number), found.region_id)


@routes.write("/plans", "draft")
def draft_plan(call: Call, body: PlanAsked) -> WholePlan:
    """起草方案: from figures."""
    proposal, chosen = _proposal(body)
    return _whole(_plan(actions.draft(call.actor, proposal, chosen).pk))


@routes.write("/plans/{number}/revise", "draft")
def revise_plan(call: Call, number: Number, body: RevisedAsked) -> WholePlan:
    """修改方案: refused where somebody has saved another version since."""
    _plan(number)
    actions.revise(call.actor, number, *_revised(body))
    return _whole(_plan(number))


@routes.write("/plans/files", "draft", most_bytes=MOST_UPLOAD)
def draft_plan_of_files(
    call: Call, form: Form[PlanFilesAsked], files: list[UploadedFile]
) -> WholePlan:
    """起草方案（文件）: from a PLAN.toml with the tables that it names."""
    contents = dict(map(plain_content, files))
    if form.plan not in contents:
        raise Refused(422, "invalid", f"没有名为“{form.plan}”的文件", "请核对文件名", "plan")
    with laid_out(contents) as paths:
        path = next(each for each in paths if each.name == form.plan)
        proposal = proposal_of(path, call.actor.region, form.upstream, timezone.localdate())
    return _whole(_plan(actions.draft(call.actor, proposal).pk))


@routes.write("/plans/{number}/copy", "draft")
def copy_plan(call: Call, number: Number) -> WholePlan:
    """假设方案: a draft with the same figures, to be changed and compared."""
    plan: Plan = within_reach(call, Plan.objects, "方案", "draft", pk=number)
    return _whole(_plan(copied(call.actor, plan).pk))


@routes.write("/plans/{number}/submit", "submit")
def submit_plan(call: Call, number: Number) -> PlanTold:
    """送审."""
    return _step(number, lambda: actions.submit(call.actor, number))


@routes.write("/plans/{number}/approve", "approve")
def approve_plan(call: Call, number: Number, body: Remark) -> PlanTold:
    """审定: not by who drafted it."""
    return _step(number, lambda: actions.approve(call.actor, number, body.reason))


@routes.write("/plans/{number}/send-back", "send_back")
def send_back_plan(call: Call, number: Number, body: Why) -> PlanTold:
    """退回方案: with the reason."""
    return _step(number, lambda: actions.send_back(call.actor, number, body.reason))


@routes.write("/plans/{number}/send-out", "send_out")
def send_out_plan(call: Call, number: Number, body: LetterAsked) -> PlanTold:
    """送签: reserves the money and makes the papers."""
    return _step(number, lambda: actions.send_out(call.actor, number, body.letter()))


@routes.write("/plans/{number}/sign", "sign")
def sign_plan(call: Call, number: Number, body: SignAsked) -> PlanTold:
    """签发: number and day come back from the office."""
    return _step(
        number,
        lambda: actions.sign(
            call.actor, number, body.letter(), body.number, body.day, body.sealed_sha256 or ""
        ),
    )


@routes.write("/plans/{number}/book", "issue")
def book_plan(call: Call, number: Number) -> PlanTold:
    """下达: what was reserved goes on its way to the recipients."""
    return _step(number, lambda: actions.book(call.actor, number))


@routes.write("/plans/{number}/withdraw", "withdraw")
def withdraw_plan(call: Call, number: Number, body: Why) -> PlanTold:
    """撤回方案: what was reserved is free again."""
    return _step(number, lambda: actions.withdraw(call.actor, number, body.reason))


def _proposal(body: PlanAsked) -> tuple[Proposal, dict[str, int]]:
    """What was asked, as the ledger takes it, and the lines that were chosen by column."""
    for each in body.awards:
        if len(each.amounts_fen) != len(body.columns):
            raise Refused(
                422,
                "invalid",
                f"{each.recipient}有{len(each.amounts_fen)}个金额，方案有{len(body.columns)}列资金",
                "每列资金写一个金额，没有的写 0",
                "awards",
            )
    fens = tuple(tuple(each.amounts_fen) for each in body.awards)
    proposal = Proposal(
        title=body.title,
        year=body.year,
        unit_fen=body.unit_fen,
        recipients=tuple(each.recipient for each in body.awards),
        columns=tuple(
            Wanted(each.name, sum(row[at] for row in fens)) for at, each in enumerate(body.columns)
        ),
        fens=fens,
        upstream=body.upstream,
    )
    chosen = {each.name: each.line for each in body.columns if each.line is not None}
    return proposal, chosen


def _revised(body: RevisedAsked) -> tuple[Proposal, int, dict[str, int]]:
    proposal, chosen = _proposal(body)
    return proposal, body.version, chosen


def _step(number: int, step: Callable[[], Plan]) -> PlanTold:
    _plan(number)
    step()
    return _told(_plan(number))


def _plan(number: int) -> Plan:
    found: Plan = one(Plan.objects.select_related("agency"), "方案", pk=number)
    return found


def _told(each: Plan) -> PlanTold:
    state = State(each.state)
    return PlanTold(
        number=each.pk,
        version=each.version,
        title=each.title,
        year=each.year,
        agency=each.agency.code,
        region=each.region_id,
        state=each.state,
        state_name=state.label,
        document=each.number,
        upstream_document=each.upstream_document,
        signed_on=each.signed_on,
        drafted_by=each.drafted_by,
        decided_by=each.decided_by,
        reason=each.reason,
        next_steps=[verb for verb, step in STEPS.items() if state in step.before],
    )


def _whole(each: Plan) -> WholePlan:
    rows = awards(each.pk)
    papers = each.papers.defer("content").order_by("pk")
    return WholePlan(
        **_told(each).model_dump(),
        total_fen=sum(row.total_fen for row in rows),
        awards=[
            AwardTold(recipient=row.recipient, amounts_fen=row.fens, total_fen=row.total_fen)
            for row in rows
        ],
        papers=[
            PaperTold(name=paper.name, stage=paper.stage, sha256=paper.sha256) for paper in papers
        ],
    )

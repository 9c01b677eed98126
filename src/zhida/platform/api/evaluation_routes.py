"""评价接口 evaluations: self-evaluations, their review and what was confirmed, side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated

from django.http import HttpResponse
from ninja import Form, Query, UploadedFile
from pydantic import Field, StringConstraints

from zhida.core.performance.review import Judgement
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of, download
from zhida.platform.api.paging import Key, Page, Paged, following, number_of
from zhida.platform.api.refusing import not_there
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import AnyYear, Asked, Code, Day, Number, Said, Told, Words, Year
from zhida.platform.performance import evaluating
from zhida.platform.performance.evaluating import Changes
from zhida.platform.performance.evaluation_models import Evaluation
from zhida.platform.performance.evaluations import EvaluationRow, evaluation_row, filed_form
from zhida.platform.performance.evaluations import evaluations as evaluation_rows
from zhida.platform.regions.models import Agency
from zhida.platform.reports.self_evaluating import file_form, file_own, one_form

routes = Routes("评价")


class EvaluationsAsked(Paged):
    """评价筛选."""

    year: AnyYear = None
    fund: Code = ""
    finished: bool = False


class JudgedRowTold(Told):
    """评分行: points and weight are exact, as a number or a fraction."""

    row: int
    name: str
    actual: str
    points: str
    weight: str
    words: str
    counts: bool


class StageTold(Told):
    """环节: what one person judged."""

    stage: str
    stage_name: str
    total: str
    grade: str
    opinion: str
    judged_by: str
    rows: list[JudgedRowTold]


class EvaluationTold(Told):
    """绩效评价: its stages side by side; `total` is that of the last one."""

    number: int
    agency: str
    agency_name: str
    year: int
    fund: str
    state: str
    state_name: str
    total: str
    grade: str
    confirmed: bool
    reason: str
    stages: list[StageTold]


class EvaluateAsked(Asked):
    """自评: of an agency's year by the records; of one fund, or of each that it has.

    `on` is the day of the data, the last of the year unless said.
    """

    year: Year
    agency: Code = ""
    fund: Code = ""
    on: Day | None = None
    opinion: Words = ""


class FormAsked(Asked):
    """填好的自评表: `year` and `fund` stand in where the form names none."""

    agency: Code = ""
    year: AnyYear = None
    fund: Code = ""
    opinion: Words = ""


class ChangeAsked(Asked):
    """改分: of a row, with the reason."""

    row: Annotated[int, Field(ge=1, le=10_000)]
    points: Annotated[str, StringConstraints(pattern=r"^\d{1,6}(\.\d{1,6})?$")]
    why: Said


class JudgeAsked(Asked):
    """复核、确认: what is changed; the rest stands."""

    changes: Annotated[list[ChangeAsked], Field(max_length=1000)] = []  # noqa: RUF012
    opinion: Words = ""

    def by_row(self) -> Changes:
        """Points and reasons by row."""
        return {each.row: (Fraction(each.points), each.why) for each in self.changes}


class Why(Asked):
    """理由."""

    reason: Said


@routes.read("/evaluations")
def evaluations(call: Call, asked: Query[EvaluationsAsked]) -> Page[EvaluationTold]:
    """绩效评价."""

    def rows(after: Key | None, most: int) -> Iterator[EvaluationRow]:
        return evaluation_rows(
            asked.year,
            fund=asked.fund,
            finished=asked.finished,
            after=number_of(after),
            most=most,
        )

    return following(rows, asked, "evaluations", lambda each: (each.number,), _told)


@routes.read("/evaluations/{number}")
def evaluation(call: Call, number: Number) -> EvaluationTold:
    """一项绩效评价."""
    return _stood(number)


@routes.write("/evaluations", "evaluate")
def evaluate(call: Call, body: EvaluateAsked) -> list[EvaluationTold]:
    """自评: files the self-evaluation that the records make."""
    agency: Agency = one(Agency.objects, "单位", code=body.agency or call.actor.agency)
    call.region(agency.region_id, "evaluate")
    until = body.on or datetime.date(body.year, 12, 31)
    filed = file_own(call.actor, agency, body.year, until, fund=body.fund, opinion=body.opinion)
    return [_stood(each.evaluation.pk) for each in filed]


@routes.read("/evaluations/{number}/form", "export")
def evaluation_form(call: Call, number: Number) -> HttpResponse:
    """自评表: the form that was filed last, as it came."""
    row, found = evaluation_row_of(number), filed_form(number)
    if found is None:
        raise not_there("自评表")
    name, content = found
    return download(call, name, content, evaluating.CONCEPT, str(number), row.region)


@routes.write("/evaluations/forms", "evaluate", most_bytes=MOST_UPLOAD)
def file_evaluation_form(call: Call, form: Form[FormAsked], file: UploadedFile) -> EvaluationTold:
    """自评（填好的表）: held against what the system has of the same, then filed."""
    agency: Agency = one(Agency.objects, "单位", code=form.agency or call.actor.agency)
    call.region(agency.region_id, "evaluate")
    ((name, content),) = contents_of([file]).items()
    filed = file_form(
        call.actor,
        agency,
        one_form(name, content),
        (name, content),
        fund=form.fund,
        year=form.year,
        opinion=form.opinion,
    )
    return _stood(filed.evaluation.pk)


@routes.write("/evaluations/{number}/review", "review_evaluation")
def review_evaluation(call: Call, number: Number, body: JudgeAsked) -> EvaluationTold:
    """复核自评: by somebody else."""
    _there(number)
    evaluating.review(call.actor, number, body.by_row(), body.opinion)
    return _stood(number)


@routes.write("/evaluations/{number}/send-back", "review_evaluation")
def send_back_evaluation(call: Call, number: Number, body: Why) -> EvaluationTold:
    """退回自评: with the reason."""
    _there(number)
    evaluating.send_back(call.actor, number, body.reason)
    return _stood(number)


@routes.write("/evaluations/{number}/finish", "finish_evaluation")
def finish_evaluation(call: Call, number: Number, body: JudgeAsked) -> EvaluationTold:
    """确认评价结果: nothing changes any more."""
    _there(number)
    evaluating.finish(call.actor, number, body.by_row(), body.opinion)
    return _stood(number)


def evaluation_row_of(number: int) -> EvaluationRow:
    """一项绩效评价, as far as the scope sees it."""
    _there(number)
    return evaluation_row(number)


def _there(number: int) -> None:
    one(Evaluation.objects, "绩效评价", pk=number)


def _stood(number: int) -> EvaluationTold:
    return _told(evaluation_row_of(number))


def _told(row: EvaluationRow) -> EvaluationTold:
    counts = row.counts
    return EvaluationTold(
        number=row.number,
        agency=row.agency,
        agency_name=row.agency_name,
        year=row.year,
        fund=row.fund,
        state=row.state.value,
        state_name=row.state.label,
        total=str(counts.total),
        grade=counts.grade,
        confirmed=row.confirmed,
        reason=row.reason,
        stages=_stages(row.stages),
    )


def _stages(stages: Sequence[Judgement]) -> list[StageTold]:
    return [
        StageTold(
            stage=each.stage.value,
            stage_name=each.stage.label,
            total=str(each.total),
            grade=each.grade,
            opinion=each.opinion,
            judged_by=each.by,
            rows=[
                JudgedRowTold(
                    row=at,
                    name=row.name,
                    actual=row.actual,
                    points=str(row.points),
                    weight=str(row.weight),
                    words=row.words,
                    counts=row.counts,
                )
                for at, row in enumerate(each.rows, 1)
            ],
        )
        for each in stages
    ]

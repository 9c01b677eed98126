"""绩效评价办理 evaluating: self-evaluation, review, final; each one transaction, none overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction

from django.db.models import Max

from zhida.core.findings import Finding
from zhida.core.ledger import LedgerError
from zhida.core.performance.review import (
    EvaluationState,
    Judgement,
    ReviewError,
    Stage,
    after,
    judgement_of,
    revised,
)
from zhida.core.performance.scoring import Score
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.performance.evaluation_models import Evaluation, StagedJudgement
from zhida.platform.performance.evaluations import latest
from zhida.platform.performance.judging import decimal_of, findings_of, rows_of
from zhida.platform.performance.storing import keep
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "evaluation"
_MOVING = ("state", "evaluated_by", "reviewed_by", "finished_by", "reason")
Changes = Mapping[int, tuple[Fraction, str]]


def evaluate(
    actor: Actor,
    fund: str,
    score: Score,
    actuals: Sequence[str],
    *,
    agency: str = "",
    opinion: str = "",
    form: tuple[str, bytes] | None = None,
    findings: Sequence[Finding] = (),
) -> Evaluation:
    """自评: files the score of an agency's year; after it was sent back, the next edition.

    `actuals` are the reached values in words, one for each row of the score; `form` is
    the file that was filled in, kept as it came, `findings` what is wrong with it.
    `agency` is by default the actor's.
    Raises `LedgerError` where the agency isn't known or nothing can be counted, and
    where the evaluation stands and wasn't sent back.
    """
    with scope(actor.region):
        owner = _agency(agency or actor.agency)
        require(actor, "evaluate", about(owner.region_id))
        found = (
            Evaluation.objects.select_for_update()
            .filter(agency=owner, year=score.policy.year, fund=fund)
            .first()
        )
        before = None if found is None else _outline(found)
        with _told():
            judged = judgement_of(score, actor.name, actuals, opinion, findings)
            state = (
                EvaluationState.FILED
                if found is None
                else after("evaluate", EvaluationState(found.state))
            )
        if found is None:
            found = Evaluation(
                agency=owner, region_id=owner.region_id, year=score.policy.year, fund=fund
            )
        found.state, found.evaluated_by, found.reason = state.value, actor.name, ""
        found.reviewed_by = found.finished_by = ""
        found.save(update_fields=None if found.pk is None else _MOVING)
        _add(actor, found, judged, form)
        _note(actor, "evaluate", found, before, opinion)
        return found


def review(actor: Actor, evaluation: int, changes: Changes, opinion: str = "") -> Evaluation:
    """复核: by somebody else; `changes` are points by row with their reasons, the rest stands.

    The self-evaluation stays beside it as it was filed.
    """
    with _step(actor, evaluation, "review", "review_evaluation", opinion) as found:
        with _told():
            own = latest(found, Stage.SELF)
            judged = revised(own, Stage.REVIEW, actor.name, changes, opinion)
        _add(actor, found, judged)
        found.reviewed_by = actor.name
        return found


def send_back(actor: Actor, evaluation: int, reason: str) -> Evaluation:
    """退回自评: to be done anew, with the reason."""
    if not reason.strip():
        raise LedgerError("退回自评必须写明理由")
    with _step(actor, evaluation, "send_back", "review_evaluation", reason) as found:
        found.reason = reason
        return found


def finish(
    actor: Actor, evaluation: int, changes: Changes | None = None, opinion: str = ""
) -> Evaluation:
    """确认评价结果: the review stands, or is changed with reasons; then nothing changes any more."""
    with _step(actor, evaluation, "finish", "finish_evaluation", opinion) as found:
        with _told():
            reviewed = latest(found, Stage.REVIEW)
            judged = revised(reviewed, Stage.FINAL, actor.name, changes or {}, opinion)
        _add(actor, found, judged)
        found.finished_by = actor.name
        return found


@contextmanager
def _step(
    actor: Actor, number: int, verb: str, permission: str, reason: str
) -> Iterator[Evaluation]:
    """One step of one evaluation: locked, permitted, in the right state; saved and recorded."""
    with scope(actor.region):
        found = Evaluation.objects.select_for_update().filter(pk=number).first()
        if found is None:
            raise LedgerError(f"没有编号为{number}的绩效评价，或不在本区划范围内")
        require(actor, permission, about(found.region_id, [found.evaluated_by]))
        before = _outline(found)
        with _told():
            state = after(verb, EvaluationState(found.state))
        yield found
        found.state = state.value
        found.save(update_fields=_MOVING)
        _note(actor, permission, found, before, reason)


@contextmanager
def _told() -> Iterator[None]:
    """What the meaning refuses is refused here with the same sentence."""
    try:
        yield
    except ReviewError as error:
        raise LedgerError(str(error)) from error


def _add(
    actor: Actor,
    evaluation: Evaluation,
    judged: Judgement,
    form: tuple[str, bytes] | None = None,
) -> None:
    same = StagedJudgement.objects.filter(evaluation=evaluation, stage=judged.stage.value)
    last = same.aggregate(last=Max("edition"))["last"] or 0
    StagedJudgement.objects.create(
        evaluation=evaluation,
        stage=judged.stage.value,
        edition=last + 1,
        rows=rows_of(judged),
        findings=findings_of(judged),
        scale=str(judged.scale),
        total=decimal_of(judged.total),
        grade=judged.grade,
        opinion=judged.opinion,
        judged_by=actor.name,
        file=keep(actor, *form, evaluation.region_id) if form is not None else None,
    )


def _agency(code: str) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise LedgerError(
            f"没有代码为{code}的单位。请先登记该单位（系统—单位，或 zhida agencies add）"
        )
    return found


def _note(
    actor: Actor,
    verb: str,
    evaluation: Evaluation,
    before: dict[str, object] | None,
    reason: str,
) -> None:
    record(
        actor,
        verb,
        CONCEPT,
        str(evaluation.pk),
        before,
        _outline(evaluation),
        reason,
        region=evaluation.region_id,
    )


def _outline(evaluation: Evaluation) -> dict[str, object]:
    newest = evaluation.judgements.order_by("-pk").first()
    return {
        "agency": evaluation.agency.code,
        "year": evaluation.year,
        "fund": evaluation.fund,
        "state": EvaluationState(evaluation.state).value,
        "total": f"{newest.total:f}" if newest else None,
        "grade": newest.grade if newest else None,
    }

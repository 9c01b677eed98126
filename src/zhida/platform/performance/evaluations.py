"""查评价 evaluations: the stages of an evaluation side by side, and the scores that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.ledger import LedgerError
from zhida.core.performance.review import (
    Difference,
    EvaluationState,
    Judgement,
    Stage,
    differences,
)
from zhida.platform.performance.evaluation_models import Evaluation
from zhida.platform.performance.judging import judgement_from


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """绩效评价: one evaluation with the stages that it has, and where the last two differ."""

    number: int
    agency: str
    agency_name: str
    year: int
    fund: str
    state: EvaluationState
    stages: tuple[Judgement, ...]

    @property
    def counts(self) -> Judgement:
        """起作用的意见: the last stage reached."""
        return self.stages[-1]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the last stage differs from the self-evaluation."""
        return differences(self.stages[0], self.stages[-1])


def evaluations(
    year: int | None = None, *, fund: str = "", finished: bool = False
) -> Iterator[EvaluationRow]:
    """绩效评价列表: those that the scope may see, by region and agency.

    `finished` takes only those that were confirmed: their scores feed next year's money.
    """
    found = Evaluation.objects.select_related("agency").order_by("region_id", "agency__code")
    if year is not None:
        found = found.filter(year=year)
    if fund:
        found = found.filter(fund=fund)
    if finished:
        found = found.filter(state=EvaluationState.FINISHED.value)
    for each in found:
        yield EvaluationRow(
            each.pk,
            each.agency.code,
            each.agency.name,
            each.year,
            each.fund,
            EvaluationState(each.state),
            side_by_side(each),
        )


def side_by_side(evaluation: Evaluation) -> tuple[Judgement, ...]:
    """三环节: the self-evaluation that counts and the stages that followed upon it."""
    stages: dict[Stage, Judgement] = {}
    for each in evaluation.judgements.order_by("pk"):
        made = judgement_from(each, evaluation.year)
        if made.stage is Stage.SELF:
            stages = {}  # done anew: what was said of the one before is history
        stages[made.stage] = made
    return tuple(stages[stage] for stage in Stage if stage in stages)


def history(evaluation: int) -> tuple[Judgement, ...]:
    """历史: every judgement that was ever made, in order."""
    found = Evaluation.objects.filter(pk=evaluation).first()
    if found is None:
        raise LedgerError(f"没有编号为{evaluation}的绩效评价，或不在本区划范围内")
    return tuple(judgement_from(each, found.year) for each in found.judgements.order_by("pk"))


def latest(evaluation: Evaluation, stage: Stage) -> Judgement:
    """The judgement of a stage that counts. Raises `LedgerError` where there is none."""
    stored = evaluation.judgements.filter(stage=stage.value).order_by("-edition").first()
    if stored is None:
        raise LedgerError(f"绩效评价{evaluation.pk}还没有{stage.label}意见")
    return judgement_from(stored, evaluation.year)

"""查评价 evaluations: the stages of an evaluation side by side, and the scores that count."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from zhida.core.ledger import LedgerError
from zhida.core.performance.review import (
    Difference,
    EvaluationState,
    Judgement,
    Stage,
    differences,
)
from zhida.platform.performance.evaluation_models import Evaluation, StagedJudgement
from zhida.platform.performance.judging import judgement_from
from zhida.platform.regions.queries import below, fiscal_children


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """绩效评价: one evaluation with the stages that it has, and where the last two differ.

    `reason` is why it was sent back, "" where it wasn't; `region` the code of its place.
    """

    number: int
    agency: str
    agency_name: str
    year: int
    fund: str
    state: EvaluationState
    stages: tuple[Judgement, ...]
    reason: str = ""
    region: str = ""

    @property
    def counts(self) -> Judgement:
        """起作用的意见: the last stage reached."""
        return self.stages[-1]

    @property
    def confirmed(self) -> bool:
        """已确认: its score feeds next year's money."""
        return self.state is EvaluationState.FINISHED

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the last stage differs from the self-evaluation."""
        return differences(self.stages[0], self.stages[-1])


def evaluations(
    year: int | None = None,
    *,
    fund: str = "",
    finished: bool = False,
    after: int = 0,
    most: int | None = None,
) -> Iterator[EvaluationRow]:
    """绩效评价列表: those that the scope may see, by region and agency.

    `finished` takes only those that were confirmed: their scores feed next year's money.
    With `most` there are so many at the most, by their numbers, beginning beyond `after`.
    """
    found = _with_judgements().order_by("region_id", "agency__code")
    if year is not None:
        found = found.filter(year=year)
    if fund:
        found = found.filter(fund=fund)
    if finished:
        found = found.filter(state=EvaluationState.FINISHED.value)
    if most is not None:
        found = found.filter(pk__gt=after).order_by("pk")[:most]
    yield from map(_row, found)


def evaluations_below(
    region: str, year: int, *, fund: str = "", besides: Sequence[int] = ()
) -> tuple[EvaluationRow, ...]:
    """下级评价: of the places that a region passes money to, and those named `besides`."""
    children = [each.code for each in fiscal_children(region, datetime.date(year, 12, 31))]
    found = _with_judgements().filter(
        Q(region_id__in=children) | Q(pk__in=list(besides)), year=year
    )
    if fund:
        found = found.filter(fund=fund)
    return tuple(map(_row, found.order_by("region_id", "agency__code", "pk")))


def self_evaluations(year: int, region: str) -> list[StagedJudgement]:
    """自评: the one that counts of each evaluation of a year, of a region (its code) and below.

    Each with its evaluation, that one's agency, and the name of the form that was filed.
    """
    newest = StagedJudgement.objects.filter(
        evaluation=OuterRef("evaluation"), stage=Stage.SELF.value
    ).order_by("-edition")
    found = StagedJudgement.objects.filter(
        pk=Subquery(newest.values("pk")[:1]),
        evaluation__year=year,
        evaluation__region_id__in=below(region),
    )
    with_all = found.select_related("evaluation__agency", "file").defer("rows", "file__content")
    return list(with_all.order_by("evaluation__region_id", "evaluation__agency__code", "pk"))


def evaluation_row(number: int) -> EvaluationRow:
    """One evaluation. Raises `LedgerError` where there is none, or it is out of reach."""
    return _row(_evaluation(number))


def filed_form(number: int) -> tuple[str, bytes] | None:
    """自评表原件: name and content of the form that was filed last, None where none was kept."""
    own = _evaluation(number).judgements.filter(stage=Stage.SELF.value)
    filed = own.select_related("file").order_by("-edition").first()
    if filed is None or filed.file is None:
        return None
    return filed.file.name, bytes(filed.file.content)


def _with_judgements() -> QuerySet[Evaluation]:
    """Evaluations with all that was said of each, asked once for all of them."""
    return Evaluation.objects.select_related("agency").prefetch_related("judgements")


def _row(each: Evaluation) -> EvaluationRow:
    return EvaluationRow(
        each.pk,
        each.agency.code,
        each.agency.name,
        each.year,
        each.fund,
        EvaluationState(each.state),
        side_by_side(each),
        each.reason,
        each.region_id,
    )


def _evaluation(number: int) -> Evaluation:
    found = Evaluation.objects.select_related("agency").filter(pk=number).first()
    if found is None:
        raise LedgerError(f"没有编号为{number}的绩效评价，或不在本区划范围内")
    return found


def side_by_side(evaluation: Evaluation) -> tuple[Judgement, ...]:
    """三环节: the self-evaluation that counts and the stages that followed upon it."""
    stages: dict[Stage, Judgement] = {}
    for each in sorted(evaluation.judgements.all(), key=lambda each: each.pk):
        made = judgement_from(each, evaluation.year)
        if made.stage is Stage.SELF:
            stages = {}  # done anew: what was said of the one before is history
        stages[made.stage] = made
    return tuple(stages[stage] for stage in Stage if stage in stages)


def history(evaluation: int) -> tuple[Judgement, ...]:
    """历史: every judgement that was ever made, in order."""
    found = _evaluation(evaluation)
    return tuple(judgement_from(each, found.year) for each in found.judgements.order_by("pk"))


def latest(evaluation: Evaluation, stage: Stage) -> Judgement:
    """The judgement of a stage that counts. Raises `LedgerError` where there is none."""
    stored = evaluation.judgements.filter(stage=stage.value).order_by("-edition").first()
    if stored is None:
        raise LedgerError(f"绩效评价{evaluation.pk}还没有{stage.label}意见")
    return judgement_from(stored, evaluation.year)

"""绩效评价 evaluation_models: an agency's year judged in stages, all kept side by side."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.core.performance.review import EvaluationState, Stage
from zhida.platform.regions.models import Agency


class Evaluation(models.Model):
    """绩效评价: the evaluation of one agency's money of a fund in a year.

    Who evaluated oneself can't review it, nor confirm what was reviewed.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="evaluations")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    fund = models.TextField()
    state = models.TextField(
        choices=[(each.value, each.label) for each in EvaluationState],
        default=EvaluationState.FILED.value,
    )
    evaluated_by = models.TextField()
    reviewed_by = models.TextField(blank=True)
    finished_by = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    opened_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "fund"), name="evaluation_once"),
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=models.F("evaluated_by"))
                & ~models.Q(finished_by=models.F("evaluated_by")),
                name="evaluation_four_eyes",
            ),
        )
        indexes = (models.Index(fields=("region_id", "year"), name="evaluation_of_region"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.fund}"


class StagedJudgement(models.Model):
    """评价意见: what one stage said. Rows are only added; the highest edition of a stage counts.

    `rows` are the judged rows, fractions as text; `findings` what was wrong with the form
    when it was filed; `file` that form.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="judgements")
    stage = models.TextField(choices=[(each.value, each.label) for each in Stage])
    edition = models.SmallIntegerField()
    rows = models.JSONField()
    findings = models.JSONField(default=list)
    scale = models.TextField()
    total = models.DecimalField(max_digits=7, decimal_places=4)
    grade = models.TextField()
    opinion = models.TextField(blank=True)
    judged_by = models.TextField()
    judged_at = models.DateTimeField(db_default=Now(), editable=False)
    file = models.ForeignKey(
        "performance.StoredFile", models.PROTECT, null=True, related_name="judgements"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("evaluation", "stage", "edition"), name="judgement_once"
            ),
            models.CheckConstraint(
                condition=models.Q(total__gte=0, total__lte=100), name="judgement_of_a_hundred"
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.stage} {self.edition}"

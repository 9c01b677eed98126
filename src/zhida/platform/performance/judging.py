"""意见的存取 judging: judgements as rows of the database and back, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from zhida.core.findings import Finding, Severity
from zhida.core.performance.review import JudgedRow, Judgement, Stage
from zhida.core.provenance import Source
from zhida.platform.performance.evaluation_models import StagedJudgement


def rows_of(judgement: Judgement) -> list[dict[str, object]]:
    """The rows as JSON, fractions as text."""
    return [
        {
            "name": each.name,
            "weight": str(each.weight),
            "actual": each.actual,
            "points": str(each.points),
            "words": each.words,
            "counts": each.counts,
        }
        for each in judgement.rows
    ]


def findings_of(judgement: Judgement) -> list[dict[str, object]]:
    """The findings as JSON; of their places the words."""
    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "sentence": each.sentence,
            "expected": each.expected,
            "found": each.found,
            "basis": each.basis,
            "mend": each.mend,
            "places": [source.describe() for source in each.sources],
        }
        for each in judgement.findings
    ]


def judgement_from(stored: StagedJudgement, year: int) -> Judgement:
    """The judgement that was stored."""
    rows = tuple(
        JudgedRow(
            each["name"],
            Fraction(each["weight"]),
            each["actual"],
            Fraction(each["points"]),
            each["words"],
            each["counts"],
        )
        for each in stored.rows
    )
    return Judgement(
        Stage(stored.stage),
        year,
        rows,
        Fraction(stored.scale),
        Fraction(stored.total),
        stored.grade,
        stored.judged_by,
        stored.opinion,
        tuple(
            Finding(
                each["code"],
                Severity(each["severity"]),
                each["sentence"],
                each["expected"],
                each["found"],
                None,
                each["basis"],
                each["mend"],
                tuple(map(Source, each["places"])),
            )
            for each in stored.findings
        ),
    )


def decimal_of(points: Fraction) -> Decimal:
    """Points as a decimal; they have two decimals, so nothing is lost."""
    return Decimal(points.numerator) / Decimal(points.denominator)

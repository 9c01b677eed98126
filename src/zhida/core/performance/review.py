"""自评、复核、确认 review: three judgements of one year side by side, none of them overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.performance.points import plain, points_text
from zhida.core.performance.policy import policy_of
from zhida.core.performance.scoring import Score

EXECUTION = "预算执行"


class ReviewError(ValueError):
    """评价不能办理: nothing was done; the message is a Chinese sentence with its mend."""


class Stage(StrEnum):
    """评价环节: whose judgement it is."""

    SELF = "self"  # 自评
    REVIEW = "review"  # 复核
    FINAL = "final"  # 确认

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {Stage.SELF: "自评", Stage.REVIEW: "复核", Stage.FINAL: "确认"}[self]


class EvaluationState(StrEnum):
    """评价状态: how far an evaluation has come."""

    FILED = "filed"  # 已自评
    SENT_BACK = "sent_back"  # 已退回
    REVIEWED = "reviewed"  # 已复核
    FINISHED = "finished"  # 已确认

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    EvaluationState.FILED: "已自评",
    EvaluationState.SENT_BACK: "已退回",
    EvaluationState.REVIEWED: "已复核",
    EvaluationState.FINISHED: "已确认",
}
_STEPS: Mapping[str, tuple[str, frozenset[EvaluationState], EvaluationState]] = {
    "evaluate": ("重新自评", frozenset({EvaluationState.SENT_BACK}), EvaluationState.FILED),
    "review": ("复核", frozenset({EvaluationState.FILED}), EvaluationState.REVIEWED),
    "send_back": (
        "退回",
        frozenset({EvaluationState.FILED, EvaluationState.REVIEWED}),
        EvaluationState.SENT_BACK,
    ),
    "finish": ("确认", frozenset({EvaluationState.REVIEWED}), EvaluationState.FINISHED),
}


def after(verb: str, state: EvaluationState) -> EvaluationState:
    """下一状态 of an evaluation. Raises `ReviewError` where it is not in a state for the act.

    >>> after("review", EvaluationState.FILED).label
    '已复核'
    >>> after("finish", EvaluationState.FILED)
    Traceback (most recent call last):
      ...
    zhida.core.performance.review.ReviewError: 评价在“已自评”，不能确认。先要到“已复核”
    """
    label, before, then = _STEPS[verb]
    if state not in before:
        wanted = "”或“".join(each.label for each in EvaluationState if each in before)
        raise ReviewError(f"评价在“{state.label}”，不能{label}。先要到“{wanted}”")
    return then


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """单项评价: an indicator (or 预算执行) with its points and the words behind them.

    `counts` is false where the row is out of the count (不适用).
    """

    name: str
    weight: Fraction
    actual: str
    points: Fraction
    words: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """评价意见: all rows of one stage, the total out of 100 and the grade.

    `scale` is what the points earned are multiplied by (see `Score`), `findings` what was
    wrong with the form when it was filed.
    """

    stage: Stage
    year: int
    rows: tuple[JudgedRow, ...]
    scale: Fraction
    total: Fraction
    grade: str
    by: str
    opinion: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """差异: a row whose points differ between two stages, with the reason of the later one."""

    name: str
    before: Fraction
    after: Fraction
    words: str

    @property
    def points(self) -> Fraction:
        """后一环节 less 前一环节."""
        return self.after - self.before


def judgement_of(
    score: Score,
    by: str,
    actuals: Sequence[str],
    opinion: str = "",
    findings: Sequence[Finding] = (),
) -> Judgement:
    """自评意见: the score of a year as the first judgement.

    `actuals` are the reached values in words, one a row. Raises `ReviewError` where
    nothing could be counted.
    """
    if score.total is None:
        raise ReviewError("没有可以计分的指标，不能形成评价。请先填报完成值")
    own = score.execution
    rows = [JudgedRow(EXECUTION, own.weight, "", own.points, own.arithmetic, own.outcome.counts)]
    rows += [
        JudgedRow(
            each.attained.indicator.name,
            each.weight,
            actual,
            each.points,
            each.arithmetic,
            each.outcome.counts,
        )
        for each, actual in zip(score.rows, actuals, strict=True)
    ]
    year = score.policy.year
    return Judgement(
        Stage.SELF,
        year,
        tuple(rows),
        score.scale,
        score.total,
        score.grade,
        by,
        opinion,
        tuple(findings),
    )


def revised(
    before: Judgement,
    stage: Stage,
    by: str,
    changes: Mapping[int, tuple[Fraction, str]],
    opinion: str = "",
) -> Judgement:
    """复核意见: the judgement of the next stage, the rows that it changes with their reasons.

    `changes` gives by the place of the row (0 is 预算执行) its points and why. Raises
    `ReviewError` for an unknown row, points outside the row's weight, one without a reason.
    """
    rows = list(before.rows)
    for place, (points, why) in changes.items():
        if not 0 <= place < len(rows):
            raise ReviewError(f"没有第{place}行，共{len(rows)}行（第0行为预算执行）")
        row = rows[place]
        if not row.counts:
            raise ReviewError(f"“{row.name}”不计分，不能改分")
        if not 0 <= points <= row.weight:
            worth = plain(row.weight)
            raise ReviewError(f"“{row.name}”得分{plain(points)}不在0到{worth}分之间。请改正得分")
        if not why.strip():
            raise ReviewError(f"“{row.name}”改为{plain(points)}分，没有写理由。请写明理由")
        rows[place] = replace(row, points=points, words=why.strip())
    policy = policy_of(before.year)
    total = policy.rounded(_earned(rows) * before.scale)
    return Judgement(
        stage, before.year, tuple(rows), before.scale, total, policy.grade(total), by, opinion
    )


def differences(before: Judgement, later: Judgement) -> tuple[Difference, ...]:
    """差异: the rows that two stages judge differently, in order."""
    return tuple(
        Difference(one.name, one.points, other.points, other.words)
        for one, other in zip(before.rows, later.rows, strict=True)
        if one.points != other.points
    )


def told(before: Judgement, later: Judgement) -> str:
    """差异 in one sentence.

    The totals of both stages, and how many rows they differ in.
    """
    found = differences(before, later)
    return (
        f"{before.stage.label}{points_text(before.total)}分（{before.grade}），"
        f"{later.stage.label}{points_text(later.total)}分（{later.grade}），{len(found)}项不同"
    )


def _earned(rows: Sequence[JudgedRow]) -> Fraction:
    return sum((each.points for each in rows if each.counts), Fraction(0))

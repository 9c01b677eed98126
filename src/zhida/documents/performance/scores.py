"""得分表 scores: a score as sheets, each row with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.performance.bonds import words_of
from zhida.core.performance.indicators import Actual
from zhida.core.performance.points import Outcome, plain, points_text
from zhida.core.performance.recompute import Recomputed
from zhida.core.performance.scoring import RowScore, Score
from zhida.documents.performance.sheets import Cell, Sheet

_HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "结果", "得分", "算式")
_EXECUTION = "预算执行"


def score_sheet(title: str, score: Score) -> Sheet:
    """得分表: the execution, every indicator, the total and the grade."""
    execution = score.execution
    rows: list[tuple[Cell, ...]] = [
        (
            *("", "", _EXECUTION, "", "" if execution.rate is None else _per_cent(execution.rate)),
            _number(execution.weight),
            execution.outcome.label,
            _number(execution.points),
            execution.arithmetic,
        ),
        *(_row(each) for each in score.rows),
        _total(score),
    ]
    return Sheet(title, _HEADS, tuple(rows), (0, 1, 8))


def arithmetic_lines(score: Score) -> Iterator[str]:
    """算式: a line for the execution, each indicator and the total."""
    yield f"{_EXECUTION}：{score.execution.arithmetic}"
    for each in score.rows:
        yield f"{each.attained.indicator.name}：{each.arithmetic}"
    yield f"总分：{score.arithmetic}"


def compared_sheet(title: str, found: Recomputed) -> Sheet:
    """核对表: what the form says beside what its own figures come to."""
    heads = (
        "三级指标",
        "指标值",
        "完成值",
        "结果",
        "分值",
        "表中得分",
        "应得分",
        "算式或结果",
        "原因和改进措施",
    )
    rows = [
        (
            claim.row.name,
            claim.row.target.text,
            claim.row.actual.text,
            row.outcome.label,
            "" if claim.row.weight.value is None else claim.row.weight.value,
            "" if claim.row.points.value is None else claim.row.points.value,
            _number(row.points) if found.form.scored else "",
            row.arithmetic if found.form.scored else _unscored(row),
            claim.row.reason.text,
        )
        for claim, row in zip(found.claims, found.score.rows, strict=True)
    ]
    return Sheet(title, heads, tuple(rows), (7, 8))


def _unscored(row: RowScore) -> str:
    """How an indicator came out in a form that has no points."""
    return "定性指标，由评价人评分" if row.outcome is Outcome.UNGRADED else row.part.words


def findings_sheet(title: str, findings: Iterable[Finding]) -> Sheet:
    """问题表: every finding with its place, what was expected, what was found, and the mend."""
    heads = ("程度", "代码", "问题", "应为", "表中", "位置", "改法", "依据")
    rows = tuple(
        (
            each.severity.label,
            each.code,
            each.sentence,
            "" if each.expected is None else each.expected,
            "" if each.found is None else each.found,
            "、".join(dict.fromkeys(source.describe() for source in each.sources)),
            each.mend,
            each.basis,
        )
        for each in findings
    )
    return Sheet(title, heads, rows)


def actual_text(actual: Actual | None) -> str:
    """完成值 in words, "" where there is none."""
    if actual is None:
        return ""
    if actual.value is not None:
        return plain(actual.value)
    if actual.day is not None:
        return actual.day.isoformat()
    return actual.note


def _row(each: RowScore) -> tuple[Cell, ...]:
    indicator = each.attained.indicator
    return (
        indicator.level1,
        indicator.level2,
        indicator.name,
        words_of(indicator),
        actual_text(each.attained.actual),
        _number(each.weight),
        each.outcome.label,
        _number(each.points),
        each.arithmetic,
    )


def _total(score: Score) -> tuple[Cell, ...]:
    total: Cell = "" if score.total is None else _number(score.total)
    full = _number(score.full)
    return ("", "", "总分", "", "", full, score.grade, total, score.arithmetic)


def _number(number: Fraction) -> Cell:
    """A number of points as a cell: exact where a decimal ends, else in two decimals."""
    text = plain(number)
    return Decimal(points_text(number) if "/" in text else text)


def _per_cent(rate: Fraction) -> str:
    return f"{points_text(rate * 100)}%"

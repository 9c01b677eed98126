"""评价对照表 judgements: the stages of an evaluation side by side, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from zhida.core.performance.points import plain, points_text
from zhida.core.performance.review import JudgedRow, Judgement, differences
from zhida.documents.performance.sheets import Cell, Sheet


def stages_sheet(title: str, stages: Sequence[Judgement]) -> Sheet:
    """评价对照表: weight, reached value, the points of each stage, and the last one's words.

    行 is the number by which a review names a row. 差 is the last stage less the first,
    empty where they agree. A row that is out of the count has no points.
    """
    labels = tuple(each.stage.label for each in stages)
    heads = ("行", "指标", "分值", "完成值", *labels, "差", "算式或理由")
    rows = [
        _row(number, [each.rows[number] for each in stages])
        for number in range(len(stages[0].rows))
    ]
    first, last = stages[0].total, stages[-1].total
    totals = tuple(f"{points_text(each.total)}（{each.grade}）" for each in stages)
    rows.append(("", "总分", "100", "", *totals, _signed(last - first), scaled_words(stages[-1])))
    return Sheet(title, heads, tuple(rows), (len(heads) - 1,))


def scaled_words(judgement: Judgement) -> str:
    """总分算式: the sum of the points that count, scaled up where rows are out of the count."""
    parts = [each.points for each in judgement.rows if each.counts]
    earned = points_text(sum(parts, Fraction(0)))
    told = f"{' + '.join(points_text(each) for each in parts)} = {earned}"
    if judgement.scale == 1:
        return told
    return f"{told}；{earned} × {plain(judgement.scale)} = {points_text(judgement.total)}"


def reason_lines(stages: Sequence[Judgement]) -> list[str]:
    """算式和理由: a line for each row of the self-evaluation, and for each that was changed."""
    lines = [f"{number} {each.name}：{each.words}" for number, each in enumerate(stages[0].rows)]
    for before, later in pairwise(stages):
        for each in differences(before, later):
            lines.append(
                f"{later.stage.label}“{each.name}”{points_text(each.before)}改为"
                f"{points_text(each.after)}：{each.words}"
            )
    return [*lines, f"总分：{scaled_words(stages[-1])}"]


def _row(number: int, judged: Sequence[JudgedRow]) -> tuple[Cell, ...]:
    own = judged[0]
    points = tuple(points_text(each.points) if each.counts else "不计分" for each in judged)
    off = judged[-1].points - own.points
    return (
        number,
        own.name,
        plain(own.weight),
        own.actual,
        *points,
        _signed(off),
        judged[-1].words,
    )


def _signed(points: Fraction) -> str:
    if not points:
        return ""
    return f"{'+' if points > 0 else '−'}{points_text(abs(points))}"

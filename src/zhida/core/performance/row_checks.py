"""指标核对 row checks: every indicator of a filled form against its own figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from zhida.core.findings import Finding
from zhida.core.performance.attaining import Claim, said
from zhida.core.performance.evaluation import EntryState, IndicatorRow
from zhida.core.performance.faults import fault
from zhida.core.performance.points import Outcome, plain, points_text
from zhida.core.performance.scoring import RowScore
from zhida.core.provenance import Source
from zhida.core.rules.performance.names import quoted
from zhida.data import load

_JUDGED = (Outcome.GRADED, Outcome.UNGRADED)


def row_findings(claim: Claim, score: RowScore) -> Iterator[Finding]:
    """指标核对: what is wrong with one row, given how it scores."""
    row, name = claim.row, quoted(claim.row.name)
    places = _places(row)
    if claim.doubt:
        yield _doubtful(claim, places)
    elif score.outcome is Outcome.NO_DATA and row.actual.state is not EntryState.MASKED:
        yield fault("S13", f"{name}没有填全年实际完成值", sources=places)
    if score.outcome is Outcome.NO_TARGET:
        sentence = f"{name}的指标值“{row.target.text}”不能用来衡量"
        yield fault("S15", sentence, found=row.target.text, sources=places)
    yield from _explanations(claim, score, places)
    yield from _points(claim, score)


def _doubtful(claim: Claim, places: list[Source]) -> Finding:
    row, text = claim.row, claim.row.actual.text
    if claim.doubt == "S16":
        unit = claim.attained.indicator.unit
        sentence = f"{quoted(row.name)}的完成值“{text}”与指标值“{row.target.text}”计量单位不同"
        return fault("S16", sentence, unit, text, sources=places)
    if claim.doubt == "S24":
        sentence = f"{quoted(row.name)}应填完成日期，表中为“{text}”，不能判断是否按期"
        return fault("S24", sentence, "日期", text, sources=places, mend="填写实际完成的日期")
    why = row.actual.fault or "不是可以计算的数"
    sentence = f"{quoted(row.name)}的完成值“{text}”{why}"
    return fault("S12", sentence, "确定的数", text, sources=places)


def _explanations(claim: Claim, score: RowScore, places: list[Source]) -> Iterator[Finding]:
    row, name = claim.row, quoted(claim.row.name)
    reason, remedy = said(row.reason), said(row.remedy)
    source = [row.reason.source, *places]
    share = score.part.share
    if _is_missed(score):
        told = f"{name}指标值{row.target.text}，完成值{row.actual.text or '未达到'}"
        if not reason:
            yield fault("S08", f"{told}，没有说明未完成的原因", sources=source)
        if not (remedy or (row.remedy is None and has_remedy(reason))) and (
            reason or row.remedy is not None
        ):
            sources = [row.remedy.source if row.remedy else row.reason.source, *places]
            yield fault("S09", f"{told}，没有写改进措施", found=reason, sources=sources)
    elif score.part.over is not None and share == 1 and not reason:
        over = plain(round(score.part.over * 100))
        sentence = (
            f"{name}指标值{row.target.text}，完成值{row.actual.text}，超额{over}%，没有说明原因"
        )
        yield fault("S07", sentence, found=f"{over}%", sources=source)


def _is_missed(score: RowScore) -> bool:
    if score.outcome is Outcome.MISSED:
        return True
    lowest_full = Fraction(4, 5)
    return score.outcome is Outcome.GRADED and score.part.share < lowest_full


def _points(claim: Claim, score: RowScore) -> Iterator[Finding]:
    row, name = claim.row, quoted(claim.row.name)
    points, weight = row.points.value, row.weight.value
    if points is None:
        return
    found, source = Fraction(points), [row.points.source, *_places(row)]
    if found < 0 or (weight is not None and found > Fraction(weight)):
        worth = "" if weight is None else f"，该项分值{plain(weight)}分"
        yield fault("S11", f"{name}得分{plain(points)}{worth}", f"≤{weight}", plain(points),
                    sources=source)  # fmt: skip
        return
    if weight is None or claim.doubt or score.outcome in _JUDGED or not score.outcome.counts:
        return
    exact = Fraction(weight) * score.part.share
    step = row.points.step or Fraction(1, 100)
    excused = score.part.over is not None and found < exact
    if abs(found - exact) * 2 > step and found != score.points and not excused:
        expected = points_text(score.points)
        sentence = f"{name}得分应为{score.arithmetic}，表中为{plain(points)}"
        off = plain(found - score.points)
        yield fault("S04", sentence, expected, plain(points), difference=off, sources=source)


def has_remedy(text: str) -> bool:
    """是否写有改进措施: whether an explanation says what will be done.

    >>> has_remedy("受疫情影响进度放缓，下一步将加快推进"), has_remedy("任务推迟")
    (True, False)
    """
    return any(word in text for word in _remedy_words())


@cache
def _remedy_words() -> tuple[str, ...]:
    return tuple(row["word"] for row in load("remedy_words"))


def _places(row: IndicatorRow) -> list[Source]:
    sources = (row.actual.source, row.source)
    return [each for each in sources if each is not None]

"""重算: a form that was scored by us is met with silence; one cell changed is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import Unit
from zhida.core.notice import Target, TargetKind
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    IndicatorRow,
    MoneyRow,
    Reached,
    SelfEvaluation,
    filled,
)
from zhida.core.performance.points import Outcome
from zhida.core.performance.recompute import recompute

WAN = 1_000_000
SECTIONS = (
    ("产出指标", "数量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
WEIGHTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def decimal(number: Fraction) -> Decimal:
    """A number of points as it is printed."""
    return Decimal(number.numerator) / Decimal(number.denominator)


@st.composite
def forms(draw: st.DrawFn) -> SelfEvaluation:
    """Forms with one to four indicators in each section, points not yet filled in."""
    rows = []
    for section in SECTIONS:
        count = draw(st.integers(1, 4))
        for at in range(count):
            sign = draw(st.sampled_from("≥≤"))
            target = draw(st.integers(1, 50))
            reached = draw(st.integers(0, 60))
            share = Fraction(WEIGHTS[section[0]] * 100 // count, 100)
            last = WEIGHTS[section[0]] - share * (count - 1)
            rows.append(
                IndicatorRow(
                    *section,
                    f"检查次数{at}",
                    Target(TargetKind.NUMBER, f"{sign}{target}次", sign, Decimal(target), "次"),
                    filled(Reached(Decimal(reached), "次"), f"{reached}次"),
                    filled(decimal(last if at == count - 1 else share)),
                    reason=filled("任务调整；下一步加强调度"),
                )
            )
    budget = draw(st.integers(1, 5000)) * WAN
    executed = draw(st.integers(0, budget))
    money = MoneyRow("total", "年度资金总额", filled(budget), filled(executed),
                     weight=filled(Decimal(10)))  # fmt: skip
    return SelfEvaluation(
        "绩效自评表", 2024, Unit.WAN_YUAN, money=(money,), indicators=tuple(rows), scored=True
    )


def scored(form: SelfEvaluation) -> SelfEvaluation:
    """The form with points, total and grade as they come out."""
    score = recompute(form).score
    assert score.total is not None
    rows = tuple(
        replace(row, points=filled(decimal(own.points)))
        for row, own in zip(form.indicators, score.rows, strict=True)
    )
    money = replace(
        form.money[0],
        points=filled(decimal(score.execution.points)),
        rate=filled(decimal((score.execution.rate or Fraction(0)) * 100)),
    )
    return replace(
        form,
        money=(money,),
        indicators=rows,
        total=filled(decimal(score.total)),
        grade=filled(score.grade),
    )


@given(forms())
def test_a_form_that_we_scored_is_met_with_silence(form: SelfEvaluation) -> None:
    assert [each.sentence for each in recompute(scored(form)).findings] == []


@given(forms(), st.data())
def test_points_that_differ_by_a_point_are_found(form: SelfEvaluation, data: st.DataObject) -> None:
    """In the row, and in the sum unless it was put right."""
    good = scored(form)
    at = data.draw(st.integers(0, len(good.indicators) - 1))
    before = good.indicators[at].points.value
    weight = good.indicators[at].weight.value
    assert before is not None
    assert weight is not None
    after = before + 1 if before + 1 <= weight else before - 1
    rows = list(good.indicators)
    rows[at] = replace(rows[at], points=filled(after))
    codes = [each.code for each in recompute(replace(good, indicators=tuple(rows))).findings]
    over = recompute(good).score.rows[at].part.over
    excused = over is not None and after < before  # a local rule may take points off
    assert codes == (["S03"] if excused else ["S04", "S03"])


@given(forms())
def test_a_row_that_does_not_apply_leaves_the_count(form: SelfEvaluation) -> None:
    rows = list(form.indicators)
    rows[0] = replace(rows[0], actual=Entry(EntryState.NOT_APPLICABLE, text="不适用"))
    found = recompute(replace(form, indicators=tuple(rows)))
    assert found.score.rows[0].outcome is Outcome.NOT_APPLICABLE
    assert found.score.full == 100 - Fraction(rows[0].weight.value or 0)
    assert found.score.total is not None
    assert 0 <= found.score.total <= 100

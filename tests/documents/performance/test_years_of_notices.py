"""五份通知的一年: their goals typed, bound to metrics, reached, scored, printed, read back, silent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.core.forms.made import line

import zhida
from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.performance.evaluation import SelfEvaluation, filled
from zhida.core.performance.indicators import Actual, IndicatorKind, Standing, TypedIndicator
from zhida.core.performance.metrics.coverage import Bound, coverage
from zhida.core.performance.recompute import Recomputed, recompute
from zhida.core.performance.recorded import Recorded
from zhida.core.performance.typed import typed_table
from zhida.documents.parsing.evaluation import read_self_evaluations
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format

BUDGET = 200_0000_00  # 200 万元 in fen


def tables(notice: Notice) -> Iterator[tuple[int, PerformanceTable]]:
    """The filled tables of a notice with their year."""
    for table in notice.targets:
        year = table.year or notice.budget_year
        assert year is not None
        yield year.value, table


def as_promised(indicator: TypedIndicator, year: int) -> Actual:
    """Exactly what was promised, declared at the end of the year; nothing where nothing was."""
    day = datetime.date(year, 12, 31)
    if indicator.kind is IndicatorKind.UNSET:
        return Actual(Standing.NO_DATA, day)
    if indicator.kind is IndicatorKind.DATE:
        return Actual(Standing.DECLARED, day, day=indicator.due)
    if indicator.kind is IndicatorKind.GRADE:
        return Actual(Standing.DECLARED, day, share=Fraction(1), note=indicator.grade)
    return Actual(Standing.DECLARED, day, value=indicator.value)


def form_of(table: PerformanceTable, year: int, actuals: list[Actual], paid: int) -> SelfEvaluation:
    """The self-evaluation as a person hands it in: what the system can't know is filled in."""
    typings = typed_table(table)
    goals = [
        Goal(
            printed.level1,
            printed.level2,
            printed.name,
            printed.target,
            actual,
            each.indicator.unit,
        )
        for printed, each, actual in zip(table.indicators, typings, actuals, strict=True)
    ]
    fields = {
        "project": "医疗救助补助资金",
        "office": "医疗保障局",
        "unit": "财政局",
        "other": "国家医疗保障局",
    }
    form = self_evaluation(
        "unit", year, fields, [line(BUDGET, paid)], [each.value for each in table.goals], goals
    )
    return replace(
        form,
        management=tuple(replace(each, situation=filled("按规定办理")) for each in form.management),
        goals=tuple(replace(each, reached=filled("已完成")) for each in form.goals),
        statement=filled("没有发现问题"),
    )


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one table: its form as it was read back, and what it was made from."""

    indicators: list[TypedIndicator]
    written: SelfEvaluation
    read: SelfEvaluation
    done: Recomputed


def played(
    table: PerformanceTable,
    year: int,
    folder: Path,
    missed: dict[str, Actual] | None = None,
    paid: int = BUDGET,
) -> Year:
    """Typed → values declared → form written as a workbook → read back → scored."""
    indicators = [each.indicator for each in typed_table(table)]
    short = missed or {}
    actuals = [short.get(each.name) or as_promised(each, year) for each in indicators]
    form = form_of(table, year, actuals, paid)
    reason = filled("申请人数少于预计；下一步加强主动发现，明年6月前完成")
    form = replace(
        form,
        indicators=tuple(
            replace(row, reason=reason) if row.name in short else row for row in form.indicators
        ),
    )
    path = folder / "自评表.xlsx"
    path.write_bytes(form_files(form, "自评表", formats=[Format.XLSX])[0].data)
    (read,) = read_self_evaluations(path)
    done = recompute(read, year, Recorded(form, tuple(actuals)))
    return Year(indicators, form, read, done)


@pytest.mark.parametrize("number", range(5))
def test_a_year_as_promised_has_every_point_and_nothing_to_tell(
    real_notices: tuple[Path, ...], tmp_path: Path, number: int
) -> None:
    """The only thing told is that an indicator had no value to begin with (S15)."""
    told = {}
    for year, table in tables(zhida.read(real_notices[number])):
        this = played(table, year, tmp_path)
        assert this.read == this.written
        assert this.done.score.total == 100
        blank = [row.indicator.name for row in coverage(this.indicators).rows if not _usable(row)]
        findings = [(each.code, each.sentence) for each in this.done.findings]
        assert [code for code, _ in findings] == ["S15"] * len(blank)
        assert all(
            name[-4:] in sentence for name, (_, sentence) in zip(blank, findings, strict=True)
        )
        told[table.scope.value if table.scope else ""] = len(blank)
    assert {scope: count for scope, count in told.items() if count} == BLANKS[number]


def _usable(row: Bound) -> bool:
    return row.indicator.kind is not IndicatorKind.UNSET


# how many indicators each notice printed without a value, counted in the notices
BLANKS: dict[int, dict[str, int]] = {
    0: {"哈密市": 1},
    1: {"": 8},
    2: {"上饶市": 1, "婺源县": 1},
    3: {"天山区医保局": 1},
    4: {},
}


def declared(year: int, value: str = "", share: str = "") -> Actual:
    """A value, or the share of the points of a grade."""
    return Actual(
        Standing.DECLARED,
        datetime.date(year, 12, 31),
        value=Decimal(value) if value else None,
        share=Fraction(share) if share else None,
        note="部分达成" if share else "",
    )


# by hand: what each missed row earns of its points, and the total out of 100
MISSED = [
    # 满意度10×56/70=8；社会效益三项各10分，60%得6；执行10×170/200=8.5
    (0, "阿克苏地区", {"参保人员对医保服务满意度": "56", "医保基金使用绩效": "60%"}, 170,
     {"参保人员对医保服务满意度": "8", "医保基金使用绩效": "6", "预算执行": "8.5"}, "92.5"),
    # 效益三个二级各10分：经济两项各5分，5×480/600=4；可持续三项，满意度三项不动
    (2, "上饶市本级", {"追回、拒付医保基金金额": "480"}, 200,
     {"追回、拒付医保基金金额": "4", "预算执行": "10"}, "99"),
    # 社会效益两项各15分，70%得10.5；满意度两项各5分，5×60/80=3.75；执行10×160/200=8
    (3, "沙区医保局", {"困难群众看病就医方便程度": "70%", "政策知晓率": "60"}, 160,
     {"困难群众看病就医方便程度": "10.5", "政策知晓率": "3.75", "预算执行": "8"}, "92.25"),
    # 社会效益两项各15分，15×81/90=13.5；满意度一项10分，10×72/90=8
    (4, "茂名市", {"医保重要政策知晓率": "81", "参保人员对医保服务的满意度": "72"}, 200,
     {"医保重要政策知晓率": "13.5", "参保人员对医保服务的满意度": "8", "预算执行": "10"}, "96.5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "place", "short", "paid", "points", "total"),
    MISSED,
    ids=[each[1] for each in MISSED],
)
def test_what_was_missed_costs_what_the_arithmetic_says(
    real_notices: tuple[Path, ...],
    tmp_path: Path,
    number: int,
    place: str,
    short: dict[str, str],
    paid: int,
    points: dict[str, str],
    total: str,
) -> None:
    """Explained, a miss is no fault of the form: it is read back silently."""
    found = tables(zhida.read(real_notices[number]))
    year, table = next((y, t) for y, t in found if t.scope is not None and t.scope.value == place)
    missed = {
        name: declared(year, share=str(Fraction(text[:-1]) / 100))
        if text.endswith("%")
        else declared(year, text)
        for name, text in short.items()
    }
    this = played(table, year, tmp_path, missed, paid * 1_000_000)
    score = this.done.score
    earned = {each.attained.indicator.name: each.points for each in score.rows}
    earned["预算执行"] = score.execution.points
    assert {name: earned[name] for name in points} == {
        name: Fraction(text) for name, text in points.items()
    }
    assert score.total == Fraction(total)
    assert [each.sentence for each in this.done.findings] == []


def test_a_form_that_says_other_than_the_record_is_told(
    real_notices: tuple[Path, ...], tmp_path: Path
) -> None:
    """2158 inpatients and 160 万元 are on record; the form that came in says 2200 and 180."""
    year, table = list(tables(zhida.read(real_notices[3])))[1]
    own = played(table, year, tmp_path, paid=160_000_000)
    actuals = tuple(as_promised(each, year) for each in own.indicators)
    came = form_of(
        table,
        year,
        [replace(a, value=Decimal(2200)) if i.name == "住院救助人次" else a
         for i, a in zip(own.indicators, actuals, strict=True)],
        180_000_000,
    )  # fmt: skip
    told = recompute(came, year, Recorded(own.written, actuals)).findings
    assert [each.sentence for each in told if each.code in ("S26", "S27")] == [
        "“年度资金总额”的全年执行数，账上为160万元，自评表为180万元",
        "“其中：中央补助”的全年执行数，账上为160万元，自评表为180万元",
        "“住院救助人次”的完成值，已有记录为2158人次（附证明材料填报，截至2020-12-31），"
        "自评表为2200人次",
    ]

"""监控表 watches: light, word, number and reason of every indicator, the money first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zhida.core.money import format_fen
from zhida.core.notice import PerformanceTable
from zhida.core.performance.bonds import words_of
from zhida.core.performance.indicators import IndicatorKind, TypedIndicator
from zhida.core.performance.monitoring import Light, Watch, watch, watch_money
from zhida.core.performance.points import Attainment, plain, points_text
from zhida.documents.performance.scores import actual_text
from zhida.documents.performance.sheets import Cell, Sheet

_HEADS = ("三级指标", "指标值", "完成值", "灯", "状态", "预计达到", "全年预计", "理由")
_REASON, _WORD = 7, 4


def reasons(sheet: Sheet) -> Iterator[str]:
    """理由: a line for each row of a watch sheet that is not on course."""
    for row in sheet.rows:
        if row[_WORD] != Light.ON_COURSE.word:
            yield f"{row[_WORD]}　{row[0]}：{row[_REASON]}"


def watches_sheet(
    table: PerformanceTable,
    attained: Sequence[Attainment],
    on: datetime.date,
    money: tuple[int, int] | None = None,
    usual: str = "",
) -> Sheet:
    """监控表 of one table on a day.

    `money` are budget and paid in fen, `usual` last year's rate by the same day in %.
    Raises `ParameterError` for a year without thresholds.
    """
    year = table.year.value if table.year else on.year
    rows: list[tuple[Cell, ...]] = []
    if money is not None:
        share = Fraction(usual) / 100 if usual else None
        found = watch_money(*money, on, year, share)
        told = "" if found.forecast is None else f"{_two(found.forecast / 1_000_000)}万元"
        rows.append(_row("资金", format_fen(money[0]), format_fen(money[1]), found, told))
    for each in attained:
        found = watch(each.indicator, each.actual, on, year)
        unit = each.indicator.unit
        told = "" if found.forecast is None else f"{_short(found.forecast, each.indicator)}{unit}"
        name, wanted = each.indicator.name, words_of(each.indicator)
        rows.append(_row(name, wanted, actual_text(each.actual), found, told))
    scope = table.scope.value if table.scope else ""
    return Sheet(f"{scope}绩效监控（截至{on}）", _HEADS, tuple(rows), (_REASON,))


def _row(name: str, wanted: str, reached: str, found: Watch, forecast: str) -> tuple[Cell, ...]:
    share = "" if found.share is None else f"{points_text(found.share * 100)}%"
    return (
        name,
        wanted,
        reached,
        found.light.colour,
        found.light.word,
        share,
        forecast,
        found.reason,
    )


def _short(number: Fraction, indicator: TypedIndicator) -> str:
    """A forecast of things is whole, any other has two decimals: more would feign knowledge."""
    if indicator.kind is IndicatorKind.NUMBER:
        return str(round(number))
    return plain(number) if number.denominator == 1 else _two(number)


def _two(number: Fraction) -> str:
    return points_text(number)

"""绩效监控 monitoring: whether each indicator and line of money is on course, and why.

Counts go on as they went, by the time passed; rates are taken as they stand; dates by the
days left; money against the time passed, or against last year's curve where one is given.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhida.core.money import Unit, format_fen
from zhida.core.parameters import parameter
from zhida.core.performance.indicators import Actual, IndicatorKind, Standing, TypedIndicator
from zhida.core.performance.measures import time_units
from zhida.core.performance.points import is_measurable, is_met, lower_is_better, plain, points_text
from zhida.core.performance.policy import policy_of


class Light(StrEnum):
    """监控灯: on course, at risk, missed, no data; each a colour and a word."""

    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    MISSED = "missed"
    NO_DATA = "no_data"

    @property
    def colour(self) -> str:
        """绿, 黄, 红, 灰."""
        return _COLOURS[self]

    @property
    def word(self) -> str:
        """正常, 有风险, 未完成, 无数据."""
        return _WORDS[self]


_COLOURS = {Light.ON_COURSE: "绿", Light.AT_RISK: "黄", Light.MISSED: "红", Light.NO_DATA: "灰"}
_WORDS = {
    Light.ON_COURSE: "正常",
    Light.AT_RISK: "有风险",
    Light.MISSED: "未完成",
    Light.NO_DATA: "无数据",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """监控结果: light, forecast and reason.

    `forecast` is the value expected at year end in the indicator's unit (fen for money),
    None where none is made; `share` what it is of the target (1: just reached), for the
    number beside the light; `reason` one Chinese clause with the figures.
    """

    light: Light
    reason: str
    forecast: Fraction | None = None
    share: Fraction | None = None

    @property
    def words(self) -> str:
        """灯、词、数 in one line."""
        number = "" if self.share is None else f" {points_text(self.share * 100)}%"
        return f"{self.light.colour}·{self.light.word}{number}"


def watch(
    indicator: TypedIndicator, actual: Actual | None, on: datetime.date, year: int | None = None
) -> Watch:
    """监控: an indicator with what was reached by `actual.as_of`, seen on a day.

    `year` stands in where the indicator has none. A date that nobody reported is not yet
    done: it is no lack of data. Raises `ParameterError` for a year without thresholds.
    """
    own = indicator.year or year or on.year
    if not is_measurable(indicator):
        return Watch(Light.NO_DATA, "没有指标值，无法监控")
    if indicator.kind is IndicatorKind.DATE:
        return _date(indicator, actual, on, own)
    if actual is None or actual.standing is Standing.NO_DATA:
        return Watch(Light.NO_DATA, "没有填报数据")
    if indicator.kind is IndicatorKind.GRADE:
        return _grade(actual, own, over=on > datetime.date(own, 12, 31))
    if actual.value is None:
        return Watch(Light.NO_DATA, "没有填报数据")
    if indicator.kind is IndicatorKind.NUMBER and indicator.unit not in time_units():
        return _count(indicator, actual, own)
    return _rate(indicator, actual, own)


def watch_money(
    budget: int, paid: int, as_of: datetime.date, year: int, usual: Fraction | None = None
) -> Watch:
    """资金监控: paid of a budget, both in fen, on a day.

    `usual` is the share of the year's money that had been paid by the same day last
    year; without it the time passed is the measure. A line without money is no data.
    """
    if budget <= 0:
        return Watch(Light.NO_DATA, "没有预算，支出进度不适用")
    rate, passed = Fraction(paid, budget), _passed(as_of, year)
    measure, told = (usual, "上年同期进度") if usual is not None else (passed, "时间进度")
    lag = Fraction(parameter("monitor_money_lag", year).value, 100)
    forecast = min(Fraction(paid) / measure, Fraction(budget)) if measure else None
    share = forecast / budget if forecast is not None else None
    figures = f"已支出{format_fen(paid)}，进度{_per_cent(rate)}，{told}{_per_cent(measure)}"
    ahead = ""
    if forecast is not None:
        ahead = f"；按此预计全年支出约{points_text(forecast / Unit.WAN_YUAN.value)}万元"
    if rate >= 1:
        return Watch(Light.ON_COURSE, f"已支出{format_fen(paid)}，全部支出", Fraction(paid), rate)
    if passed >= 1:
        return Watch(Light.MISSED, f"年度终了，{figures}", Fraction(paid), rate)
    if _days(as_of, year) < parameter("monitor_least_days", year).value:
        return Watch(Light.ON_COURSE, f"{figures}；年初时间尚短，不作预测", None, None)
    if measure - rate > lag:
        return Watch(
            Light.AT_RISK, f"{figures}，落后{_per_cent(measure - rate)}{ahead}", forecast, share
        )
    return Watch(Light.ON_COURSE, f"{figures}{ahead}", forecast, share)


def _count(indicator: TypedIndicator, actual: Actual, year: int) -> Watch:
    """A count: what is reached stays; the rest comes at the pace so far."""
    reached = actual.value or Decimal(0)
    value, target = Fraction(reached), Fraction(indicator.value or 0)
    lower, passed = lower_is_better(indicator), _passed(actual.as_of, year)
    met, unit = is_met(indicator, reached), indicator.unit
    told = f"截至{actual.as_of}为{plain(value)}{unit}，全年指标值{plain(target)}{unit}"
    if passed >= 1:
        light = Light.ON_COURSE if met else Light.MISSED
        return Watch(
            light, f"{told}，{'完成' if met else '年度终了未完成'}", value, _of(value, target)
        )
    if met and not lower:
        return Watch(Light.ON_COURSE, f"{told}，已完成", value, _of(value, target))
    exact = not lower and indicator.comparator == "=" and value > target
    if (lower and not met) or exact:
        return Watch(Light.MISSED, f"{told}，已经超过", value, _of(value, target))
    if _days(actual.as_of, year) < parameter("monitor_least_days", year).value:
        return Watch(Light.ON_COURSE, f"{told}；年初时间尚短，不作预测")
    forecast = value / passed
    ahead = f"{told}，时间已过{_per_cent(passed)}，按此进度预计全年约{round(forecast)}{unit}"
    good = forecast <= target if lower else forecast >= target
    verdict = "可以完成" if good else "将超过指标值" if lower else "不能完成"
    light = Light.ON_COURSE if good else Light.AT_RISK
    return Watch(light, f"{ahead}，{verdict}", forecast, _of(forecast, target))


def _rate(indicator: TypedIndicator, actual: Actual, year: int) -> Watch:
    """A rate, a change or a duration: the year ends as it stands."""
    value = Fraction(actual.value or 0)
    target = Fraction(indicator.value or 0)
    unit = indicator.unit
    told = f"截至{actual.as_of}为{plain(value)}{unit}，指标值{plain(target)}{unit}"
    share = _of(value, target)
    if actual.value is not None and is_met(indicator, actual.value):
        return Watch(Light.ON_COURSE, f"{told}，现已达到", value, share)
    if _passed(actual.as_of, year) >= 1:
        return Watch(Light.MISSED, f"{told}，年度终了未达到", value, share)
    return Watch(Light.AT_RISK, f"{told}，现未达到", value, share)


def _date(indicator: TypedIndicator, actual: Actual | None, on: datetime.date, year: int) -> Watch:
    due = indicator.due or datetime.date(year, 12, 31)
    day = actual.day if actual is not None else None
    if day is not None and day <= on:
        if day <= due:
            return Watch(Light.ON_COURSE, f"{day}完成，时限{due}，已按期完成")
        return Watch(Light.MISSED, f"{day}完成，时限{due}，逾期{(day - due).days}天")
    if on > due:
        return Watch(Light.MISSED, f"时限{due}，至{on}没有完成，已逾期{(on - due).days}天")
    left = (due - on).days
    if left <= parameter("monitor_date_days", year).value:
        return Watch(Light.AT_RISK, f"时限{due}，至{on}没有完成，只剩{left}天")
    return Watch(Light.ON_COURSE, f"时限{due}，还有{left}天")


def _grade(actual: Actual, year: int, *, over: bool) -> Watch:
    share = actual.share
    if share is None:
        return Watch(Light.NO_DATA, "定性指标还没有评分")
    policy = policy_of(year)
    band = policy.band(share)
    told = f"评分{_per_cent(share)}，属“{band.title}”"
    if band is policy.bands[0]:
        return Watch(Light.ON_COURSE, told, None, share)
    return Watch(Light.MISSED if over else Light.AT_RISK, told, None, share)


def _days(day: datetime.date, year: int) -> int:
    """How many days of the year have passed at the end of a day, within 0…the year's days."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return min(max((day - first).days + 1, 0), (last - first).days + 1)


def _passed(day: datetime.date, year: int) -> Fraction:
    """时间进度: the share of the year that has passed at the end of a day."""
    whole = (datetime.date(year, 12, 31) - datetime.date(year, 1, 1)).days + 1
    return Fraction(_days(day, year), whole)


def _of(value: Fraction, target: Fraction) -> Fraction | None:
    return value / target if target else None


def _per_cent(share: Fraction) -> str:
    return f"{points_text(share * 100)}%"

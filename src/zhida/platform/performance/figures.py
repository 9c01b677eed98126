"""绩效数字 figures: how values, points and lights stand in the cells of tables."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from zhida.core.figures import FigureState
from zhida.core.performance.indicators import IndicatorKind, TypedIndicator
from zhida.core.performance.monitoring import Light
from zhida.core.performance.points import plain, points_text
from zhida.documents.performance.tables import actual_words, value_words
from zhida.platform.pages.labels import label
from zhida.platform.pages.tables import Cell, Kind, Value
from zhida.platform.performance.addresses import value_href
from zhida.platform.performance.goals import Goal

TONES = {
    Light.ON_COURSE: "ok",
    Light.AT_RISK: "warn",
    Light.MISSED: "late",
    Light.NO_DATA: "faint",
}


def number(exact: Fraction | Decimal) -> Value:
    """数 as people write it; a fraction stays one only where no decimal ends.

    >>> number(Fraction(25, 2)), number(Fraction(1, 3))
    (Decimal('12.5'), Fraction(1, 3))
    """
    text = plain(exact)
    return Fraction(text) if "/" in text else Decimal(text)


def points(exact: Fraction) -> Decimal:
    """得分: with two decimals.

    >>> points(Fraction(36))
    Decimal('36.00')
    """
    return Decimal(points_text(exact))


def reached(each: Goal) -> Cell:
    """完成值: a figure that opens where it comes from; not reported and not applicable apart."""
    if each.value is None:
        blank = FigureState.BLANK if each.applies else FigureState.NOT_APPLICABLE
        return Cell(state=blank)
    return Cell(reached_value(each), value_href(each.value.pk))


def reached_value(each: Goal) -> Value:
    """完成值: a number as it is, a day in words, a grade as the share of its points."""
    if each.actual.value is not None:
        return each.actual.value
    if each.actual.share is not None:
        return f"{plain(each.actual.share * 100)}%"
    return actual_words(each.actual, each.indicator)


def kind_of(value: Value) -> Kind:
    """种类: of a value that may be words."""
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER


def wanted(indicator: TypedIndicator) -> str:
    """指标值 as it counts, in words."""
    return value_words(indicator)


def forecast(exact: Fraction, indicator: TypedIndicator) -> Decimal:
    """预计: of things whole ones, of anything else two decimals; more would feign knowledge."""
    if indicator.kind is IndicatorKind.NUMBER:
        return Decimal(round(exact))
    return points(exact)


def state_words(each: Goal) -> str:
    """取值: measured, declared, not reported or not applicable."""
    if each.value is not None:
        return label(each.value.get_standing_display())
    return _("未报") if each.applies else _("不适用")


def evidence_words(each: Goal) -> str:
    """依据: the file that proves a declared value, or how many records a measured one rests on."""
    if each.value is None:
        return "—"
    if each.value.file is not None:
        return each.value.file.name
    return _("{count}条记录").format(count=len(each.value.evidence))


def light_words(each: Goal) -> str:
    """灯 and its word: no light is told by its colour alone."""
    return f"{label(each.watch.light.colour)}·{label(each.watch.light.word)}"

"""指标值 values: what an indicator promises, read from the text of its value.

A value is first read whole by the grammar. What the grammar does not take is
either a figure with words before it (每季度1次, 到位率≥90%) or words alone, a
grade (显著提升).
"""

from __future__ import annotations

from functools import lru_cache

import regex

from zhida.core.notice import Target, TargetKind
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.grammar import (
    Day,
    Figure,
    Reading,
    Template,
    is_rate,
    is_unit,
    read_whole,
)

_LONGEST = 60
_EMPTY = regex.compile(r"[-—/\\_·.、。]?$|-{2,}$|—{2,}$|_{2,}$")
_DOTS = regex.compile(r"(?:…+|\.{2,}|·{2,}|。{2,})$")
_FILL = regex.compile(r"\(?(?:请?自行)?(?:填写|填报|待填|待定|据实填列|根据实际填写).{0,6}\)?$")
_POSSIBLE = regex.compile(
    r"[\d≥≤><=≧≦⩾⩽≮≯﹥﹤*×xX_＿○□■※#…]|[零〇一二两三四五六七八九十百千]|当年|次年|[本全]年|年[底末内终]|上半年|下半年"
)
_LEAD = regex.compile(
    r"(?:(?:19|20)\d\d年度?)?[^\d≥≤><=%‰]{1,40}?"
    r"(?=[≥≤><=\d]|百分之|不低于|不少于|不超过|至少)"
)
_TENTHS = "成"


@lru_cache(maxsize=8192)
def read_target(text: str, year: int | None, name: str = "") -> Target:
    """指标值: read the value of an indicator.

    `year` completes dates that print none. `name` is the indicator's: a unit in
    brackets at its end counts where the value prints none. Never raises.

    >>> read_target("≥ 90%", None).value, read_target("≥ 90%", None).comparator
    (Decimal('90'), '≥')
    >>> read_target("6月30日前", 2021).due
    datetime.date(2021, 6, 30)
    >>> [read_target(t, None).kind.value for t in ("显著提升", "≥**次", "", "4类设备")]
    ['grade', 'template', 'blank', 'number']
    """
    printed = text.strip()
    value = _bare(text)
    if _DOTS.match(value) or _FILL.match(value):
        return Target(TargetKind.TEMPLATE, printed)
    if _EMPTY.match(value):
        return Target(TargetKind.BLANK, printed)
    reading = _whole(value) or _after_words(value)
    if reading is None:
        return Target(TargetKind.GRADE, printed)
    return _target(reading, printed, year, name)


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether a text is wholly a value: a figure, a date, a template. A grade is not.

    >>> is_figure("≥90%"), is_figure("6月30日前"), is_figure("显著提升"), is_figure("2")
    (True, True, False, True)
    """
    value = _bare(text)
    return bool(value) and (_FILL.match(value) is not None or _whole(value) is not None)


def unit_of_name(name: str) -> str | None:
    """The unit in brackets at the end of an indicator's name.

    >>> unit_of_name("救助人数（人次）"), unit_of_name("覆盖率"), unit_of_name("培训(线上)")
    ('人次', None, None)
    """
    found = regex.search(r"[(](?:单位:)?([^()]{1,6})[)]$", clean(name).text)
    return found[1] if found and is_unit(found[1]) else None


def _bare(text: str) -> str:
    return clean(text).text.replace(" ", "").strip("。;；,，、")


def _target(reading: Reading, printed: str, year: int | None, name: str) -> Target:
    if isinstance(reading, Day):
        return Target(TargetKind.DATE, printed, due=reading.resolve(year))
    if isinstance(reading, Template):
        return Target(TargetKind.TEMPLATE, printed, reading.comparator, unit=reading.unit)
    value, unit = reading.value, reading.unit or unit_of_name(name)
    if unit == _TENTHS:
        value, unit = value * 10, "%"
    kind = TargetKind.RATE if unit and is_rate(unit) else TargetKind.NUMBER
    return Target(kind, printed, reading.comparator or "=", value, unit)


def _whole(value: str) -> Reading | None:
    if len(value) > _LONGEST or _POSSIBLE.search(value) is None:
        return None
    return read_whole(value)


def _after_words(value: str) -> Reading | None:
    """The figure behind words that say what it counts."""
    lead = _LEAD.match(value)
    if lead is None:
        return None
    reading = _whole(value[lead.end() :])
    if isinstance(reading, Figure) and not (reading.unit or reading.comparator):
        return None
    return reading

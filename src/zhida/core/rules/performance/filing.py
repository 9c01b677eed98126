"""归类 filing: the class an indicator stands under, and the classes under which it may."""

from __future__ import annotations

from zhida.core.notice import Indicator, TargetKind
from zhida.core.rules.performance.levels import class_of, heading_of
from zhida.core.rules.performance.wordings import speaks_of_content, wording

_ORDER = (
    "数量",
    "质量",
    "时效",
    "成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "满意度",
)
_DAY_MAY_STAND_IN = ("时效", "质量")
_BENEFIT = ("经济效益", "社会效益", "生态效益", "可持续影响")
_OWN_CLASS = {"满意度指标": "满意度", "成本指标": "成本"}
"""Level-1 headings that are a class of their own, where no level 2 is printed."""


def filed_under(indicator: Indicator) -> str | None:
    """The class of an indicator's headings, None where they name none."""
    own = _OWN_CLASS.get(heading_of(indicator.level1) or "") if not indicator.level2 else None
    return class_of(indicator.level2) or own


def proper_classes(indicator: Indicator) -> tuple[str, ...]:
    """The classes that fit, in the order of the form; empty where anything may do."""
    words = wording(indicator.name)
    if words is not None and words.classes:
        return tuple(name for name in _ORDER if name in words.classes)
    if indicator.target.kind is TargetKind.DATE:
        return _DAY_MAY_STAND_IN
    return _BENEFIT if _is_no_satisfaction(indicator) else ()


def is_misfiled(indicator: Indicator) -> bool:
    """Whether the class it is filed under is none of those that fit."""
    under = filed_under(indicator)
    proper = proper_classes(indicator)
    return under is not None and bool(proper) and under not in proper


def _is_no_satisfaction(indicator: Indicator) -> bool:
    """A grade under 满意度 that nobody's feelings are in: 提供服务 → 显著提升."""
    if filed_under(indicator) != "满意度" or indicator.target.kind is not TargetKind.GRADE:
        return False
    return not speaks_of_content(indicator.name + indicator.target.text)

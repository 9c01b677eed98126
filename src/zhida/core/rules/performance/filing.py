"""归类 filing: the classes under which an indicator may stand."""

from __future__ import annotations

from zhida.core.notice import Indicator, TargetKind
from zhida.core.rules.performance.levels import class_of
from zhida.core.rules.performance.wordings import wording

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


def proper_classes(indicator: Indicator) -> tuple[str, ...]:
    """The classes that fit, in the order of the form; empty where anything may do."""
    words = wording(indicator.name)
    if words is not None and words.classes:
        return tuple(name for name in _ORDER if name in words.classes)
    if indicator.target.kind is TargetKind.DATE:
        return _DAY_MAY_STAND_IN
    return ()


def is_misfiled(indicator: Indicator) -> bool:
    """Whether the class it is filed under is none of those that fit."""
    filed_under = class_of(indicator.level2)
    proper = proper_classes(indicator)
    return filed_under is not None and bool(proper) and filed_under not in proper

"""指标层级 levels: the level-1 and level-2 headings under which indicators are filed."""

from __future__ import annotations

from functools import cache

from zhida.core.rules.performance.names import bare_name
from zhida.data import load

_SUFFIX = "指标"
_WIDE = ("成本", "满意度")


@cache
def class_of(level2: str) -> str | None:
    """The class that a level-2 heading names, None where it names none.

    The three kinds of cost are one class, as are the kinds of satisfaction.

    >>> class_of("社会效益指标"), class_of("服务对象满意度"), class_of("局相关科室")
    ('社会效益', '满意度', None)
    """
    bare = bare_name(level2)
    for variant, name, _ in _classes():
        if bare.endswith(variant):
            return name
    return None


@cache
def headings_of(class_name: str) -> frozenset[str]:
    """The level-1 headings under which a class may stand.

    >>> sorted(headings_of("数量")), sorted(headings_of("成本"))
    (['产出指标'], ['产出指标', '成本指标'])
    """
    return frozenset(
        heading for _, name, above in _classes() if name == class_name for heading in above
    )


@cache
def heading_of(level1: str) -> str | None:
    """The canonical level-1 heading for one as printed, None where it is not known.

    >>> heading_of("产出"), heading_of("绩 效 指 标")
    ('产出指标', None)
    """
    return _headings().get(bare_name(level1))


@cache
def _classes() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Variant, class and level-1 headings, the longest variant first."""
    rows = [
        (row["variant"], _class_name(row["canonical"]), tuple(row["belongs_to"].split()))
        for row in load("indicator_levels")
        if row["level"] == "2"
    ]
    return tuple(sorted(rows, key=lambda each: -len(each[0])))


@cache
def _headings() -> dict[str, str]:
    return {
        row["variant"]: row["canonical"] for row in load("indicator_levels") if row["level"] == "1"
    }


def _class_name(canonical: str) -> str:
    wide = next((name for name in _WIDE if name in canonical), None)
    return wide or canonical.removesuffix(_SUFFIX)

"""病种目录 catalogue: a version's groups as its pages ask for them: found by words, by layer, by diagnosis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zhida.engines.dip.directory import Rule
from zhida.engines.dip.keys import ANY

if TYPE_CHECKING:
    from zhida.engines.dip.differences import Difference
    from zhida.engines.dip.measured import Group
    from zhida.platform.dip.installed import InForce


def matching(rules: Sequence[Rule], text: str, layer: str) -> list[Rule]:
    """查找病种: by a part of the code or the name, or a diagnosis or procedure code; of one layer.

    A code is looked for both ways: K35.800 finds groups of K35.8, K35 those of K35.8 too.

    >>> from zhida.engines.dip.directory import Layer
    >>> rules = [Rule("JC1", "急性阑尾炎", Layer.BASIC, ("K35.8",), (("47.0100",),))]
    >>> [len(matching(rules, text, "")) for text in ("阑尾", "K35", "k35.800", "47.01", "A09")]
    [1, 1, 1, 1, 0]
    """
    asked = text.strip().lower()
    return [
        rule
        for rule in rules
        if (not layer or rule.layer.name == layer) and (not asked or _has(rule, asked))
    ]


def _has(rule: Rule, asked: str) -> bool:
    if asked in rule.code.lower() or asked in rule.name.lower():
        return True
    codes = (*rule.dx, *rule.secondary, *procedures(rule))
    return any(
        code.startswith(asked) or (len(code) >= 3 and asked.startswith(code))
        for code in map(str.lower, codes)
        if code != ANY
    )


def procedures(rule: Rule) -> tuple[str, ...]:
    """手术操作: all that a rule names, main and related."""
    return (*(code for each in rule.main for code in each), *rule.related)


def neighbours(rules: Sequence[Rule], rule: Rule) -> list[Rule]:
    """同诊断病种: the other groups which ask for a diagnosis of this one."""
    own = set(rule.dx) - {ANY}
    return [each for each in rules if each.code != rule.code and not own.isdisjoint(each.dx)]


def conditions(rule: Rule) -> list[tuple[str, str]]:
    """入组条件: what a case must have, in words, each with its name."""
    if rule.any_main:
        main = _("不论")
    elif rule.main:
        main = _("，或者").join("＋".join(each) for each in rule.main)
    else:
        main = rule.treatment.label if rule.treatment else _("没有计入的手术操作（内科诊疗）")
    told = [
        (_("主要诊断"), "、".join(_("不论") if each == ANY else each for each in rule.dx)),
        (_("主要手术操作"), main),
        (_("相关手术操作"), "、".join(rule.related)),
        (_("其他诊断"), "、".join(rule.secondary)),
        (_("年龄"), _span(rule.age_from, rule.age_to, _("天"))),
        (_("体重"), _span(rule.weight_from, rule.weight_to, _("克"))),
        (_("性别"), {"1": _("男"), "2": _("女")}.get(rule.sex, "")),
    ]
    return [(name, text) for name, text in told if text]


def points(number: int, places: int) -> Decimal:
    """分值: a whole number at the measurement's places as it is written."""
    return Decimal(number).scaleb(-places)


def group_of(found: InForce, code: str) -> Group | None:
    """病种测算: None where the version has no points, or the group none."""
    return found.measured.groups.get(code) if found.measured is not None else None


def compared(old: InForce, new: InForce) -> tuple[Difference, ...]:
    """版本差异: from one version to the other; of points only where both have them."""
    from zhida.engines.dip.differences import differences
    from zhida.engines.dip.measured import points_of

    sides = [
        points_of(each.measured, each.ready.rules) if each.measured is not None else None
        for each in (old, new)
    ]
    return differences(old.ready.rules, new.ready.rules, *sides)


def _span(low: int | None, high: int | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return _("{low}{unit}以上").format(low=low, unit=unit)
    if low is None:
        return _("{high}{unit}以下").format(high=high, unit=unit)
    return f"{low}–{high}{unit}"

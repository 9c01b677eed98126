"""一码之差 variations: what one code more or one code less would make of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhida.engines.dip.bedside import Assigned, Grouper
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.keys import ANY, case_keys, rule_keys


@dataclass(frozen=True, slots=True)
class Variation:
    """一码之差: `code` of a procedure (`field` ops) or another diagnosis (secondary), more or less."""

    more: bool
    field: str
    code: str
    found: Assigned


def variations(grouper: Grouper, case: Mapping[str, Any]) -> tuple[Variation, ...]:
    """一码之差: every single code that, left out or added, puts the case into another group.

    Those that are left out are the case's own. Those that are added are what the rules of its
    diagnosis ask for and the case doesn't have. In the order: less, then more; by code. `case` is as
    `Grouper.group_one` takes it.

    >>> from zhida.engines.dip.codes import Codes
    >>> from zhida.engines.dip.directory import Layer
    >>> from zhida.engines.dip.policy import policy
    >>> import datetime
    >>> rules = [Rule("JC1", "阑尾炎 保守", Layer.BASIC, ("K35.8",)),
    ...          Rule("JC2", "阑尾炎 切除", Layer.BASIC, ("K35.8",), (("47.0100",),))]
    >>> grouper = Grouper(rules, Codes(), policy(datetime.date(2025, 1, 1)))
    >>> case = {"dx": "K35.800", "secondary": [], "ops": ["47.0100"], "main_op": "",
    ...         "age_days": None, "weight_g": None, "sex": ""}
    >>> [(each.more, each.code, each.found.rule.code) for each in variations(grouper, case)]
    [(False, '47.0100', 'JC1')]
    """
    now = grouper.group_one(case).number
    found = []
    for more, field, code, changed in _changed(grouper, case):
        other = grouper.group_one(changed)
        if other.number != now:
            found.append(Variation(more, field, code, other))
    return tuple(found)


def _changed(
    grouper: Grouper, case: Mapping[str, Any]
) -> Iterator[tuple[bool, str, str, Mapping[str, Any]]]:
    for field in ("ops", "secondary"):
        for code in sorted(set(case[field])):
            rest = [each for each in case[field] if each != code]
            main = "" if field == "ops" and case["main_op"] == code else case["main_op"]
            yield False, field, code, {**case, field: rest, "main_op": main}
    had = {key for op in case["ops"] for key in case_keys(op)}
    asked = grouper.rules_for(str(case["dx"]))
    for op in sorted({op for rule in asked for op in _procedures(rule)}):
        if had.isdisjoint(rule_keys(op)):
            yield True, "ops", op, {**case, "ops": [*case["ops"], op]}
    for dx in sorted({dx for rule in asked for dx in rule.secondary} - {ANY}):
        yield True, "secondary", dx, {**case, "secondary": [*case["secondary"], dx]}


def _procedures(rule: Rule) -> Iterator[str]:
    for alternative in rule.main:
        yield from alternative
    yield from rule.related

"""床旁入组 bedside: one case, at once, with the way to its group; the same answer as `assignment`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhida.engines.dip.assignment import EXCLUDED, UNGROUPED
from zhida.engines.dip.codes import Codes, Treatment
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.keys import case_keys, dx_keys, rule_keys
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.ranking import rank
from zhida.engines.dip.rule_tables import MOST_RULES


@dataclass(frozen=True, slots=True)
class Step:
    """入组步骤: what was asked, what came of it, and by which rule."""

    stage: str
    outcome: str
    rule: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """入组结果: the rule that takes the case, None where none does, and the way there.

    `number` is as `assignment.assign` has it.
    """

    number: int
    rule: Rule | None
    trace: tuple[Step, ...]


class Grouper:
    """分组器: a directory made ready to be asked case by case."""

    def __init__(self, rules: Sequence[Rule], codes: Codes, policy: Policy) -> None:
        self._rules, self._codes, self._policy = tuple(rules), codes, policy
        self._by_dx: dict[str, list[int]] = {}
        for number, rule in enumerate(rules, 1):
            for key in rule.dx:
                self._by_dx.setdefault(key, []).append(number)
        self._keys = {code: frozenset(rule_keys(code)) for rule in rules
                      for codes_ in (*rule.main, rule.related) for code in codes_}  # fmt: skip

    def group_one(self, case: Mapping[str, Any]) -> Assigned:
        """入组: a case with dx, secondary, ops (a list), main_op, age_days, weight_g, sex."""
        dx = str(case["dx"])
        if dx in self._codes.excluded_principal:
            step = Step("主要诊断", f"{dx}不能作为主要诊断，不入组")
            return Assigned(EXCLUDED, None, (step,))
        limits = self._codes.limits
        ops = sorted({op for op in case["ops"] if op
                      and not (op in limits and limits[op].kind == "removed")})  # fmt: skip
        gone = sorted(set(case["ops"]) - set(ops) - {""})
        treatment = max((self._codes.treatment(op) for op in ops), default=Treatment.CONSERVATIVE)
        trace = [
            Step("主要诊断", f"{dx}，亚目{dx[:5]}，类目{dx[:3]}"),
            Step("手术操作", f"计入{'、'.join(ops) or '无'}；不计{'、'.join(gone) or '无'}"),
            Step("治疗方式", treatment.label),
        ]
        seen = _Seen(self, case, tuple(ops), treatment)
        ranks = sorted(filter(None, map(seen.rank_of, seen.asked())))
        for found in ranks[:5]:
            rule = self._rules[found % MOST_RULES - 1]
            trace.append(Step(rule.layer.label, "符合", f"{rule.code} {rule.name}", rule.place))
        if not ranks:
            return Assigned(UNGROUPED, None, (*trace, Step("结果", "没有符合的病种，未入组")))
        number = ranks[0] % MOST_RULES
        rule = self._rules[number - 1]
        why = f"共{len(ranks)}个病种符合，按层次、相关操作和政策{self._policy.tie}取第一个"
        trace.append(Step("结果", why, f"{rule.code} {rule.name}", rule.place))
        return Assigned(number, rule, tuple(trace))


@dataclass(slots=True)
class _Seen:
    """What of one case the rules look at."""

    of: Grouper
    case: Mapping[str, Any]
    ops: tuple[str, ...]
    treatment: Treatment

    def asked(self) -> list[int]:
        """The rules that the diagnosis may lead to."""
        keys = dx_keys(str(self.case["dx"]))
        return sorted({number for key in keys for number in self.of._by_dx.get(key, ())})

    def rank_of(self, number: int) -> int | None:
        """The rank of a rule, None where the case isn't of its group."""
        rule = self.of._rules[number - 1]
        needed = self._needed(rule)
        matched = sum(self._has(code, self.ops) for code in rule.related)
        if needed is None or (rule.related and not matched) or not self._meets(rule):
            return None
        whole = matched == len(rule.related) and len(self.ops) == needed + matched
        keys = dx_keys(str(self.case["dx"]))
        place: int = rank(
            layer=int(rule.layer),
            inexact=int(not whole),
            matched=matched,
            relateds=len(rule.related),
            needed=needed,
            closeness=max(keys[key] for key in rule.dx if key in keys),
            number=number,
            policy=self.of._policy,
        )
        return place

    def _has(self, code: str, ops: Sequence[str]) -> bool:
        wanted = self.of._keys[code]
        return any(key in wanted for op in ops for key in case_keys(op))

    def _needed(self, rule: Rule) -> int | None:
        """How many procedures the main cell takes, None where it isn't satisfied."""
        if not rule.main:
            asked = self.of._policy.conservative_classes
            fits = rule.any_main or (
                self.treatment == rule.treatment if rule.treatment else self.treatment in asked
            )
            return 0 if fits else None
        limits, keys = self.of._codes.limits, dx_keys(str(self.case["dx"]))
        mains = [
            op
            for op in self.ops
            if op not in limits or not keys.keys().isdisjoint(limits[op].scope)
        ]
        flagged = [op for op in mains if op == self.case["main_op"]]
        return max(
            (
                len(each)
                for each in rule.main
                if all(self._has(code, mains) for code in each)
                and (self.of._policy.main_from == "any"
                     or any(self._has(code, flagged) for code in each))
            ),
            default=None,
        )  # fmt: skip

    def _meets(self, rule: Rule) -> bool:
        if not rule.conditional:
            return True
        low_age, high_age, low_weight, high_weight = rule.limits
        return (
            _within(self.case["age_days"], low_age, high_age)
            and _within(self.case["weight_g"], low_weight, high_weight)
            and rule.sex in ("", self.case["sex"])
            and (
                not rule.secondary
                or any(
                    not dx_keys(other).keys().isdisjoint(rule.secondary)
                    for other in self.case["secondary"]
                )
            )
        )


def _within(value: int | None, low: int | None, high: int | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or low <= value) and (high is None or value <= high)

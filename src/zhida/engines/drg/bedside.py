"""床旁入组 bedside: one case, at once, with the way to its group; the same answer as `assignment`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhida.engines.dip.bedside import Step
from zhida.engines.dip.notation import SEXES
from zhida.engines.dip.policy import Policy
from zhida.engines.drg.asking import Asking, First
from zhida.engines.drg.layout import ALWAYS_TRUE, CC, MCC, OPERATED
from zhida.engines.drg.results import SEVERITIES, Result, results, row, unknown_sex, version
from zhida.engines.drg.ruleset import RuleSet, Stage, Treatment

_SEXES = {"1": "男", "2": "女"}


@dataclass(frozen=True, slots=True)
class Assigned:
    """入组结果: `number` and `severity` as `assignment.assign` has them, the row of transaction
    3605, and the way there."""

    number: int
    severity: int
    row: Mapping[str, str]
    trace: tuple[Step, ...]


class Grouper:
    """分组器: a rule set made ready to be asked case by case."""

    def __init__(self, rules: RuleSet, policy: Policy) -> None:
        self._asking = asking = Asking(rules)
        self._any_main = policy.main_from == "any"
        self._early = policy.drg_unrelated == "before_medical"
        self._results: tuple[Result, ...] = results(rules)
        self._version = version(rules)
        self._complications, self._exclusions = rules.complications, rules.exclusions
        self._most = len(rules.groups)
        numbers = {each.code: at for at, each in enumerate(rules.groups, 1)}
        self._categories = [(each.stage is Stage.PRE, asking.condition(each.condition), Step(
            each.stage.label, "进入大类", f"{each.code} {each.name}", each.place
        )) for each in rules.categories]  # fmt: skip
        self._adjacent: list[First] = []
        self._steps: list[list[tuple[Treatment, Step]]] = []
        self._groups: list[list[tuple[First, list[tuple[int, Step]]]]] = []
        for category in rules.categories:
            within = [each for each in rules.adjacent if each.mdc == category.code]
            self._adjacent.append(asking.first([each.condition for each in within]))
            self._steps.append(
                [(each.treatment, Step(each.treatment.label, "符合", f"{each.code} {each.name}",
                                       each.place)) for each in within]
            )  # fmt: skip
            of = [[group for group in rules.groups if group.adrg == each.code] for each in within]
            self._groups.append(
                [(asking.first([group.condition for group in groups]),
                  [(numbers[group.code], Step("结果", "入组", f"{group.code} {group.name}",
                                              group.place)) for group in groups])
                 for groups in of]
            )  # fmt: skip

    def group_one(self, case: Mapping[str, Any]) -> Assigned:
        """入组: a case with dx, secondary, ops (a list), main_op, age_days, weight_g, sex."""
        dx = str(case["dx"])
        others = sorted({str(code) for code in case["secondary"] if code})
        ops = sorted({str(op) for op in case["ops"] if op})
        severity, step = self._severity(dx, others)
        have = self._have(case, dx, others, ops, severity)
        sex = SEXES.get(str(case["sex"] or "").strip(), "")
        said = _SEXES.get(sex) or f"“{case['sex'] or ''}”不能识别"
        weight = f"，体重{case['weight_g']}克" if case["weight_g"] else ""
        trace = [
            Step("主要诊断", dx),
            Step("手术操作", "、".join(ops) or "无"),
            Step("年龄性别", f"{case['age_days']}天{weight}，性别{said}"),
            step,
        ]
        number = self._number(have, trace)
        result = self._results[number]
        told = dict(row(result, self._version, severity))
        if result.err_info:
            trace.append(Step("结果", result.err_info))
            if not sex:
                told["err_info"] += unknown_sex(str(case["sex"] or ""))
        return Assigned(number, severity, told, tuple(trace))

    def _number(self, have: set[int], trace: list[Step]) -> int:
        """The number; the steps to it are added to the trace."""
        for at, (pre, condition, step) in enumerate(self._categories):
            if not any(asked <= have and have.isdisjoint(no) for asked, no in condition):
                continue
            found = self._adjacent[at](have)
            if found is None and pre:
                continue
            trace.append(step)
            operated = OPERATED in have
            if found is None:
                return self._most + 2 * at + (1 if operated else 2)
            treatment, step = self._steps[at][found]
            if operated and self._early and treatment is Treatment.MEDICAL:
                return self._most + 2 * at + 1
            trace.append(step)
            first, groups = self._groups[at][found]
            group = first(have)
            assert group is not None  # the last of each takes every case: see `reading`
            number, step = groups[group]
            trace.append(step)
            return number
        return 0

    def _have(
        self,
        case: Mapping[str, Any],
        dx: str,
        others: Sequence[str],
        ops: Sequence[str],
        worst: int,
    ) -> set[int]:
        """The numbers of the questions that the case answers with yes."""
        asking = self._asking
        have = {ALWAYS_TRUE, *asking.principal(dx)}
        if worst:
            have.update((CC, MCC) if worst > 1 else (CC,))
        for code in others:
            have.update(asking.secondary(code))
        for op in ops:
            have.update(asking.procedure(op))
            if self._any_main or op == case["main_op"]:
                have.update(asking.main(op))
        if asking.pairs:
            have.update(_several(asking.pairs, map(asking.sides, ops)))
        if asking.regions:
            have.update(_regions(asking.regions, map(asking.parts, [dx, *others])))
        age, weight = case["age_days"], case["weight_g"]
        if age is not None and age >= 0:
            have.update(asking.ages[bisect_right(asking.age_edges, age)])
        if weight is not None and weight > 0:
            have.update(asking.weights[bisect_right(asking.weight_edges, weight)])
        have.update(asking.sexes.get(SEXES.get(str(case["sex"] or "").strip(), ""), ()))
        return have

    def _severity(self, dx: str, others: Iterable[str]) -> tuple[int, Step]:
        """The highest of the complications that count, and what counted."""
        counted, left_out, worst = [], [], 0
        for code in others:
            if (found := self._complications.get(code)) is None:
                continue
            if dx in self._exclusions.get(found.table, ()):
                left_out.append(f"{code}（{found.level}，主要诊断在排除表{found.table}）")
            else:
                counted.append(f"{code}（{found.level}）")
                worst = max(worst, 2 if found.level == "MCC" else 1)
        left = f"；排除{'、'.join(left_out)}" if left_out else ""
        return worst, Step("并发症", f"{SEVERITIES[worst]}；计入{'、'.join(counted) or '无'}{left}")


def _several(
    pairs: Mapping[int, tuple[str, str]], sides: Iterable[Mapping[int, int]]
) -> Iterable[int]:
    """Pairs of which both sides are there, in two procedures: 1 the first list, 2 the second, 3
    both."""
    seen: dict[int, list[int]] = {}
    for each in sides:
        for number, side in each.items():
            seen.setdefault(number, []).append(side)
    for number, held in seen.items():
        both = 0
        for side in held:
            both |= side
        if len(held) > 1 and both == 3:
            yield number


def _regions(least: Mapping[int, int], parts: Iterable[Iterable[tuple[int, int]]]) -> Iterable[int]:
    """Questions for regions of which enough are hurt."""
    seen: dict[int, set[int]] = {}
    for each in parts:
        for number, part in each:
            seen.setdefault(number, set()).add(part)
    return [number for number, held in seen.items() if len(held) >= least[number]]

"""床旁入组 bedside: one case, at once, with the way to its group; the same answer as `assignment`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhida.engines.dip.bedside import Step
from zhida.engines.dip.keys import case_keys, dx_keys
from zhida.engines.dip.policy import Policy
from zhida.engines.drg.answers import SEXES
from zhida.engines.drg.conditions import Alternatives, Atom
from zhida.engines.drg.results import SEVERITIES, Result, results, row, unknown_sex, version
from zhida.engines.drg.ruleset import OPERATING_ROOM, AdjacentGroup, RuleSet, Stage, Treatment


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
        self._rules, self._policy = rules, policy
        self._results: tuple[Result, ...] = results(rules)
        self._version = version(rules)
        self._dx = _by_key(rules.dx_lists)
        self._op = _by_key(rules.op_lists)
        self._numbers = {each.code: at for at, each in enumerate(rules.groups, 1)}
        self._adjacent = {
            each.code: [other for other in rules.adjacent if other.mdc == each.code]
            for each in rules.categories
        }
        self._groups = {
            each.code: [other for other in rules.groups if other.adrg == each.code]
            for each in rules.adjacent
        }

    def group_one(self, case: Mapping[str, Any]) -> Assigned:
        """入组: a case with dx, secondary, ops (a list), main_op, age_days, weight_g, sex."""
        seen = _Seen(self, case)
        trace = seen.told()
        for at, category in enumerate(self._rules.categories, 1):
            if not seen.holds(category.condition):
                continue
            adjacent = self._first(seen, self._adjacent[category.code])
            if adjacent is None and category.stage is Stage.PRE:
                continue
            step = Step(
                category.stage.label, "进入大类", f"{category.code} {category.name}", category.place
            )
            number, more = self._within(seen, at, adjacent)
            return self._answer(number, seen, [*trace, step, *more])
        return self._answer(0, seen, [*trace, Step("结果", self._results[0].err_info)])

    def _first(self, seen: _Seen, adjacent: Sequence[AdjacentGroup]) -> AdjacentGroup | None:
        return next((each for each in adjacent if seen.holds(each.condition)), None)

    def _within(
        self, seen: _Seen, category: int, adjacent: AdjacentGroup | None
    ) -> tuple[int, list[Step]]:
        """The number within a category, and the steps to it."""
        medical = adjacent is not None and adjacent.treatment is Treatment.MEDICAL
        early = medical and self._policy.drg_unrelated == "before_medical"
        if adjacent is None or early:
            operated = seen.answers(Atom("op", (OPERATING_ROOM,)))
            if operated or adjacent is None:
                number = len(self._rules.groups) + 2 * category - (1 if operated else 0)
                return number, [Step("结果", self._results[number].err_info)]
        assert adjacent is not None
        named = f"{adjacent.code} {adjacent.name}"
        steps = [Step(adjacent.treatment.label, "符合", named, adjacent.place)]
        group = next(each for each in self._groups[adjacent.code] if seen.holds(each.condition))
        named = f"{group.code} {group.name}"
        steps.append(Step("结果", f"并发症{SEVERITIES[seen.severity]}", named, group.place))
        return self._numbers[group.code], steps

    def _answer(self, number: int, seen: _Seen, trace: Sequence[Step]) -> Assigned:
        told = dict(row(self._results[number], self._version, seen.severity))
        if told["err_info"] and not seen.sex:
            told["err_info"] += unknown_sex(str(seen.case["sex"] or ""))
        return Assigned(number, seen.severity, told, tuple(trace))


class _Seen:
    """What of one case the conditions look at."""

    def __init__(self, of: Grouper, case: Mapping[str, Any]) -> None:
        self.case = case
        self.dx = str(case["dx"])
        self.others = sorted({str(code) for code in case["secondary"] if code})
        self.ops = sorted({str(op) for op in case["ops"] if op})
        self.pdx = _lists(of._dx, [self.dx], dx_keys)
        self.sdx = _lists(of._dx, self.others, dx_keys)
        self.by_op = {op: _lists(of._op, [op], case_keys) for op in self.ops}
        self.op = frozenset[str]().union(*self.by_op.values())
        flagged = str(case["main_op"] or "")
        self.main = (
            self.op if of._policy.main_from == "any" else self.by_op.get(flagged, frozenset[str]())
        )
        self.sex = SEXES.get(str(case["sex"] or "").strip(), "")
        self.counted, self.left_out = self._complications(of._rules)
        levels = [2 if level == "MCC" else 1 for _, level in self.counted]
        self.severity = max(levels, default=0)

    def _complications(self, rules: RuleSet) -> tuple[list[tuple[str, str]], list[str]]:
        counted: list[tuple[str, str]] = []
        left_out = []
        for code in self.others:
            if (found := rules.complications.get(code)) is None:
                continue
            if self.dx in rules.exclusions.get(found.table, ()):
                left_out.append(f"{code}（{found.level}，主要诊断在排除表{found.table}）")
            else:
                counted.append((code, found.level))
        return counted, left_out

    def told(self) -> list[Step]:
        """What was looked at, before any group."""
        days, grams = self.case["age_days"], self.case["weight_g"]
        sex = {"1": "男", "2": "女"}.get(self.sex, f"“{self.case['sex'] or ''}”不能识别")
        weight = f"，体重{grams}克" if grams else ""
        counted = "、".join(f"{code}（{level}）" for code, level in self.counted) or "无"
        left = f"；排除{'、'.join(self.left_out)}" if self.left_out else ""
        return [
            Step("主要诊断", self.dx),
            Step("手术操作", "、".join(self.ops) or "无"),
            Step("年龄性别", f"{days}天{weight}，性别{sex}"),
            Step("并发症", f"计入{counted}{left}"),
        ]

    def holds(self, condition: Alternatives) -> bool:
        """Whether one of the alternatives has all that it asks for, and nothing that it refuses."""
        return any(
            all(self.answers(atom) == there for atom, there in alternative)
            for alternative in condition
        )

    def answers(self, atom: Atom) -> bool:
        """One question."""
        match atom.kind:
            case "pdx" | "sdx" | "op" | "main":
                return atom.lists[0] in getattr(self, atom.kind)
            case "pair":
                one, other = atom.lists
                ops = [lists for lists in self.by_op.values() if one in lists or other in lists]
                return len(ops) > 1 and one in self.op and other in self.op
            case "regions":
                return len((self.pdx | self.sdx).intersection(atom.lists)) >= (atom.low or 0)
            case "age" | "weight":
                value = self.case["age_days" if atom.kind == "age" else "weight_g"]
                if value is None or value < 0 or (atom.kind == "weight" and value == 0):
                    return False
                low = atom.low or 0
                return low <= value and (atom.high is None or value <= atom.high)
            case "sex":
                return self.sex == str(atom.low)
            case "mcc":
                return self.severity == 2
            case "cc":
                return self.severity > 0


def _by_key(lists: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in lists.items():
        for key in members:
            found.setdefault(key, set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _lists(by_key: Mapping[str, frozenset[str]], codes: Sequence[str], keys: Any) -> frozenset[str]:
    """The lists that any of the codes stands in."""
    found = [by_key[key] for code in codes for key in keys(code) if key in by_key]
    return frozenset[str]().union(*found)

"""床旁入组 bedside: one case, at once, with the way to its group; the same answer as `assignment`.

Whatever can be known of a rule, a diagnosis or a procedure beforehand is looked up once and kept;
the way to the group is put into words only where somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from zhida.engines.dip.assignment import EXCLUDED, UNGROUPED
from zhida.engines.dip.codes import Codes, Treatment
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.keys import case_keys, dx_keys, rule_keys
from zhida.engines.dip.notation import SEXES
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.ranking import rank
from zhida.engines.dip.rule_tables import MOST_RULES

MOST_KEPT = 100_000
"""So many diagnoses, and procedures, are kept looked up; beyond that, all are forgotten."""


class Step(NamedTuple):
    """入组步骤: what was asked, what came of it, and by which rule."""

    stage: str
    outcome: str
    rule: str = ""
    place: str = ""


_TREATED = {int(each): Step("治疗方式", each.label) for each in Treatment}


class Assigned(NamedTuple):
    """入组结果: the rule that takes the case, None where none does, and the way there.

    `number` is as `assignment.assign` has it.
    """

    number: int
    rule: Rule | None
    way: _Way

    @property
    def trace(self) -> tuple[Step, ...]:
        """入组过程: every step, in words."""
        return self.way.steps()


class _Way(NamedTuple):
    """What was found on the way: procedures as given and as counted, ranks from the best on."""

    of: Grouper
    dx: str
    given: tuple[str, ...]
    ops: tuple[str, ...]
    treatment: int
    ranks: tuple[int, ...]

    def steps(self) -> tuple[Step, ...]:
        if self.dx in self.of.codes.excluded_principal:
            return (Step("主要诊断", f"{self.dx}不能作为主要诊断，不入组"),)
        ops, gone = sorted(self.ops), sorted({*self.given} - {*self.ops, ""})
        trace = [
            Step("主要诊断", f"{self.dx}，亚目{self.dx[:5]}，类目{self.dx[:3]}"),
            Step("手术操作", f"计入{'、'.join(ops) or '无'}；不计{'、'.join(gone) or '无'}"),
            _TREATED[self.treatment],
        ]
        if not self.ranks:
            return (*trace, Step("结果", "没有符合的病种，未入组"))
        fits = [self.of.fits[found % MOST_RULES - 1] for found in self.ranks[:5]]
        tie = self.of.policy.tie
        why = f"共{len(self.ranks)}个病种符合，按层次、相关操作和政策{tie}取第一个"
        return (*trace, *fits, Step("结果", why, fits[0].rule, fits[0].place))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rule made ready: each of its procedures is the keys by which a case may have it."""

    number: int
    rule: Rule
    main: tuple[tuple[frozenset[str], ...], ...]
    related: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Procedure:
    """A procedure made ready: whether it counts, its class, its keys, where it may be main."""

    counts: bool
    treatment: int
    keys: tuple[str, ...]
    scope: frozenset[str] | None


@dataclass(slots=True)
class _Seen:
    """What of one case the rules look at: keys of all procedures, of possible mains, of the main."""

    case: Mapping[str, Any]
    treatment: int
    procedures: int
    keys: set[str]
    mains: set[str]
    flagged: set[str]


class Grouper:
    """分组器: a directory made ready to be asked case by case."""

    def __init__(self, rules: Sequence[Rule], codes: Codes, policy: Policy) -> None:
        self.rules, self.codes, self.policy = tuple(rules), codes, policy
        self.fits = tuple(
            Step(each.layer.label, "符合", f"{each.code} {each.name}", each.place) for each in rules
        )
        self._by_dx: dict[str, list[_Asked]] = {}
        self._candidates: dict[str, tuple[tuple[_Asked, int], ...]] = {}
        self._procedures: dict[str, _Procedure] = {}
        for number, rule in enumerate(rules, 1):
            asked = _Asked(
                number,
                rule,
                tuple(tuple(frozenset(rule_keys(code)) for code in each) for each in rule.main),
                tuple(frozenset(rule_keys(code)) for code in rule.related),
            )
            for key in rule.dx:
                self._by_dx.setdefault(key, []).append(asked)

    def group_one(self, case: Mapping[str, Any]) -> Assigned:
        """入组: a case with dx, secondary, ops (a list), main_op, age_days, weight_g, sex."""
        dx, given = str(case["dx"]), tuple(case["ops"])
        if dx in self.codes.excluded_principal:
            return Assigned(EXCLUDED, None, _Way(self, dx, given, (), 0, ()))
        treatment = int(Treatment.CONSERVATIVE)
        ops: list[str] = []
        seen = _Seen(case, treatment, 0, set(), set(), set())
        for op in {*given}:
            known = self._procedures.get(op) or self._learn_procedure(op)
            if not known.counts:
                continue
            ops.append(op)
            treatment = max(treatment, known.treatment)
            seen.keys.update(known.keys)
            if known.scope is None or not known.scope.isdisjoint(dx_keys(dx)):
                seen.mains.update(known.keys)
                if op == case["main_op"]:
                    seen.flagged.update(known.keys)
        seen.treatment, seen.procedures = treatment, len(ops)
        candidates = self._candidates.get(dx) or self._learn_diagnosis(dx)
        ranks = [
            found
            for asked, closeness in candidates
            if (found := self._rank(asked, closeness, seen)) is not None
        ]
        ranks.sort()
        number = ranks[0] % MOST_RULES if ranks else UNGROUPED
        way = _Way(self, dx, given, tuple(ops), treatment, tuple(ranks))
        return Assigned(number, self.rules[number - 1] if ranks else None, way)

    def rules_for(self, dx: str) -> tuple[Rule, ...]:
        """诊断的病种: the rules that ask for a diagnosis, whatever else they ask for."""
        found = self._candidates.get(dx) or self._learn_diagnosis(dx)
        return tuple(asked.rule for asked, _ in found)

    def _learn_procedure(self, op: str) -> _Procedure:
        limit = self.codes.limits.get(op)
        known = _Procedure(
            op != "" and not (limit is not None and limit.kind == "removed"),
            int(self.codes.treatment(op)),
            case_keys(op),
            None if limit is None else frozenset(limit.scope),
        )
        if len(self._procedures) >= MOST_KEPT:
            self._procedures.clear()
        self._procedures[op] = known
        return known

    def _learn_diagnosis(self, dx: str) -> tuple[tuple[_Asked, int], ...]:
        """The rules that a diagnosis may lead to, each with how closely it tells it."""
        closest = {
            asked.number: (asked, closeness)
            for key, closeness in dx_keys(dx).items()
            for asked in self._by_dx.get(key, ())
        }
        if len(self._candidates) >= MOST_KEPT:
            self._candidates.clear()
        self._candidates[dx] = found = tuple(closest.values())
        return found

    def _rank(self, asked: _Asked, closeness: int, seen: _Seen) -> int | None:
        """The rank of a rule, None where the case isn't of its group."""
        needed = self._needed(asked, seen)
        if needed is None:
            return None
        matched = 0
        for wanted in asked.related:
            matched += not wanted.isdisjoint(seen.keys)
        if (asked.related and not matched) or not _meets(asked.rule, seen.case):
            return None
        whole = matched == len(asked.related) and seen.procedures == needed + matched
        place: int = rank(
            layer=int(asked.rule.layer),
            inexact=int(not whole),
            matched=matched,
            relateds=len(asked.related),
            needed=needed,
            closeness=closeness,
            number=asked.number,
            policy=self.policy,
        )
        return place

    def _needed(self, asked: _Asked, seen: _Seen) -> int | None:
        """How many procedures the main cell takes, None where it isn't satisfied."""
        rule = asked.rule
        if not asked.main:
            fits = rule.any_main or (
                seen.treatment == rule.treatment
                if rule.treatment
                else seen.treatment in self.policy.conservative_classes
            )
            return 0 if fits else None
        needed = None
        for each in asked.main:
            for wanted in each:
                if wanted.isdisjoint(seen.mains):
                    break
            else:
                if self.policy.main_from == "any" or any(
                    not wanted.isdisjoint(seen.flagged) for wanted in each
                ):
                    needed = max(needed or 0, len(each))
        return needed


def _meets(rule: Rule, case: Mapping[str, Any]) -> bool:
    if not rule.conditional:
        return True
    low_age, high_age, low_weight, high_weight = rule.limits
    return (
        _within(case["age_days"], low_age, high_age)
        and _within(case["weight_g"], low_weight, high_weight)
        and rule.sex in ("", SEXES.get(str(case["sex"] or "").strip()))
        and (
            not rule.secondary
            or any(
                not dx_keys(other).keys().isdisjoint(rule.secondary) for other in case["secondary"]
            )
        )
    )


def _within(value: int | None, low: int | None, high: int | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or low <= value) and (high is None or value <= high)

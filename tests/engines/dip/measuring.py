"""参照 measuring: coefficients, sub-types and a built directory, plain and slow, case after case.

As `reference`: nothing is shared with the engine but its parameters, types and forms of rules.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from tests.engines.dip import reference

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.directory import Layer, Rule

Row = dict[str, Any]


def level_coefficients(cases: list[Row], policy: Any) -> dict[str, int]:
    """Mean cost of each level with enough cases against that of all, in 1/10000."""
    weights = year_weights(cases, policy)
    everyone = reference.weighted(cases, weights, policy)
    found = {}
    for level in {case["hi_setl_lv"] or "" for case in cases}:
        own = [case for case in cases if (case["hi_setl_lv"] or "") == level]
        if len(own) >= policy.coefficient_min_cases:
            found[level] = _ratio(reference.weighted(own, weights, policy), everyone)
    return found


def disease_coefficients(cases: list[Row], rules: Any, policy: Any) -> dict[str, dict[str, int]]:
    """Of groups with a procedure whose levels have cases enough, lie apart, and rise."""
    weights = year_weights(cases, policy)
    found = {}
    for rule in rules:
        own = [case for case in cases if case["code"] == rule.code]
        levels = sorted({case["hi_setl_lv"] or "" for case in own})
        parts = [[case for case in own if (case["hi_setl_lv"] or "") == each] for each in levels]
        if not rule.main or len(levels) < 2:
            continue
        if min(map(len, parts)) < policy.disease_coefficient_min_cases:
            continue
        means = [reference.weighted(each, weights, policy) for each in parts]
        apart = Fraction(max(means), min(means)) - 1
        if means != sorted(means) or apart * 100 < policy.disease_coefficient_min_percent:
            continue
        whole = reference.weighted(own, weights, policy)
        found[rule.code] = {
            level: _ratio(mean, whole) for level, mean in zip(levels, means, strict=True)
        }
    return found


def sub_types(
    cases: list[Row], known: Any, lists: Any, mean_fen: int, policy: Any
) -> tuple[list[tuple[str, int, int, int]], dict[str, str]]:
    """Of one group: (family.name, cases, trigger, adjust) in the order of the types, and of each
    case that took one its name."""
    last = max(case["year"] for case in cases)
    weights = year_weights(cases, policy)
    whole = reference.weighted(cases, weights, policy)
    newest = [case["cost_fen"] for case in cases if case["year"] == last]
    fits = {case["setl_id"]: _fitting(case, known, lists, mean_fen, policy) for case in cases}
    if len(newest) < policy.auxiliary_group_cases:
        return [], {}
    if _cv(newest) <= Fraction(policy.auxiliary_cv_percent, 100) * 10_000:
        return [], {}
    triggers: dict[Any, int] = {}
    for family in dict.fromkeys(each.family for each in known):
        able = [
            each for each in known if each.family == family
            and len([case for case in cases if case["year"] == last
                     and each in fits[case["setl_id"]]]) >= policy.auxiliary_type_cases
        ]  # fmt: skip
        parts: dict[Any, list[int]] = {}
        for case in cases:
            if case["year"] == last:
                taken = [each for each in able if each in fits[case["setl_id"]]]
                parts.setdefault(taken[0] if taken else None, []).append(case["cost_fen"])
        least = policy.auxiliary_icu_fall_percent if family == "icu" else (
            policy.auxiliary_fall_percent
        )  # fmt: skip
        before, after = _cv(newest), _cv(newest, list(parts.values()))
        if able and len(parts) > 1 and (before - after) * 100 >= before * least:
            for each in able:
                own = [case for case in cases if each in fits[case["setl_id"]]]
                triggers[each] = _ratio(reference.weighted(own, weights, policy), whole)
    took: dict[str, Any] = {}
    for case in cases:
        if mine := [each for each in triggers if each in fits[case["setl_id"]]]:
            took[case["setl_id"]] = min(mine, key=lambda one: (-triggers[one], known.index(one)))
    told = []
    for each in known:
        own = [case for case in cases if took.get(case["setl_id"]) == each]
        if each in triggers and own:
            adjust = _ratio(reference.weighted(own, weights, policy), whole)
            told.append((f"{each.family}.{each.name}", len(own), triggers[each], adjust))
    return told, {at: f"{each.family}.{each.name}" for at, each in took.items()}


def directory(cases: list[Row], codes: Any, policy: Any) -> set[tuple[str, str, str]]:
    """A built directory by number of cases: (diagnosis, main, related) of its core groups, and
    (category, "", class) of its mixed ones."""
    least = policy.threshold
    if policy.threshold_basis == "annual_mean":
        least *= len({case["year"] for case in cases})
    paths: dict[tuple[str, str, str], list[int]] = {}
    for case in cases:
        if path := _path(case, codes, policy):
            paths.setdefault(path, []).append(case["cost_fen"])
    kept, left = set(), Counter[tuple[str, str, str]]()
    for (dx4, main, related), costs in paths.items():
        plain = paths.get((dx4, main, ""), [])
        if related and min(len(costs), len(plain)) >= least and plain:
            # means are fen, as the policy says of every step
            added = Fraction(_mean(costs) - _mean(plain), _mean(plain))
            if added * 100 >= policy.related_min_percent:
                kept.add((dx4, main, related))
                continue
        left[dx4, main, ""] += len(costs)
    kept |= {path for path, number in left.items() if number >= least}
    while True:
        ordered = sorted(kept)
        rules = [_rule(path) for path in ordered]
        numbers = [reference.group(case, rules, codes, policy) for case in cases]
        counted = Counter(numbers)
        held = {path for at, path in enumerate(ordered, 1) if counted[at] >= least}
        if held == kept:
            break
        kept = held
    rest: dict[tuple[str, str, str], list[int]] = {}
    for case, number in zip(cases, numbers, strict=True):
        if number == 0:
            key = (case["dx"][:3], "", str(reference.treatment(case, codes)))
            rest.setdefault(key, []).append(case["cost_fen"])
    most = policy.mixed_cv_percent * 100
    return kept | {key for key, costs in rest.items()
                   if len(costs) >= least and (not most or _cv(costs) <= most)}  # fmt: skip


def year_weights(cases: list[Row], policy: Any) -> dict[int, int]:
    """The newest year weighs most."""
    years = sorted({case["year"] for case in cases})
    return dict(zip(years[::-1], policy.year_weights[::-1], strict=False))


def _fitting(case: Row, known: Any, lists: Any, mean_fen: int, policy: Any) -> list[Any]:
    """The first type of each family that a case fits."""
    found: dict[str, Any] = {}
    for each in known:
        if each.family not in found and _fits(case, each, lists, mean_fen, policy):
            found[each.family] = each
    return list(found.values())


def _fits(case: Row, each: Any, lists: Any, mean_fen: int, policy: Any) -> bool:
    malignant = "C00" <= case["dx"][:3] <= "C97"
    if each.scope != "*" and malignant == each.scope.startswith("!"):
        return False
    stayed = case["days"] >= policy.auxiliary_days
    listed = {lists.severity[key] for other in case["secondary"]
              for key in (other, other[:5], other[:3]) if key in lists.severity}  # fmt: skip
    if each.measure == "died":
        return bool(case["died"])
    if each.measure == "listed":
        return stayed and bool(listed & set(each.classes))
    if each.measure == "other_malignancy":
        return stayed and any(
            "C00" <= other[:3] <= "C97" and other[:3] != case["dx"][:3]
            for other in case["secondary"]
        )
    if each.measure == "rest":
        return True
    if each.measure in ("treatment", "drugs"):
        part = case["treatment_fen" if each.measure == "treatment" else "drug_fen"]
        dear = case["cost_fen"] * 100 >= mean_fen * policy.auxiliary_high_percent
        return dear and part is not None and (
            part * 100 >= case["cost_fen"] * policy.auxiliary_share_percent
        )  # fmt: skip
    value = case[each.measure] if each.measure != "cci" else sum(
        max((lists.comorbidity[key] for key in (other, other[:5], other[:3])
             if key in lists.comorbidity), default=0)
        for other in set(case["secondary"])
    )  # fmt: skip
    return value is not None and value >= each.low and (each.high is None or value <= each.high)


def _path(case: Row, codes: Any, policy: Any) -> tuple[str, str, str] | None:
    if case["dx"] in codes.excluded_principal:
        return None
    if reference.treatment(case, codes) in policy.conservative_classes:
        return case["dx"][:5], "", ""
    ops = reference.counting(case, codes)
    main = case["main_op"]
    if main not in ops or not reference.may_be_main(case["dx"], main, codes):
        return None
    return case["dx"][:5], main, "+".join(op for op in ops if op != main)


def _rule(path: tuple[str, str, str]) -> Rule:
    dx4, main, related = path
    return Rule("R", "R", Layer.BASIC, (dx4,), main=((main,),) if main else (),
                related=tuple(filter(None, related.split("+"))))  # fmt: skip


def as_paths(rules: Any) -> set[tuple[str, str, str]]:
    """Rules that were built, as `directory` tells them."""
    return {
        (rule.dx[0], "", str(int(rule.treatment or Treatment.CONSERVATIVE)))
        if rule.layer is Layer.MIXED
        else (rule.dx[0], rule.main[0][0] if rule.main else "", "+".join(rule.related))
        for rule in rules
    }


def _ratio(part: int, whole: int) -> int:
    return max(1, (2 * part * 10_000 + whole) // (2 * whole))


def _mean(costs: list[int]) -> int:
    return (2 * sum(costs) + len(costs)) // (2 * len(costs))


def _cv(costs: list[int], parts: list[list[int]] | None = None) -> int:
    """Root of the mean square from the mean (of each part's own), against the mean of all."""
    total = Fraction(0)
    for part in parts or [costs]:
        mean = Fraction(sum(part), len(part))
        total += sum((cost - mean) ** 2 for cost in part)
    square = total / len(costs) / Fraction(sum(costs), len(costs)) ** 2 * 10_000**2
    root = int(float(square) ** 0.5) + 2
    while root * root > square:
        root -= 1
    return root

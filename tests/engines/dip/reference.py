"""参照 reference: the same rules, plain and slow, one case after the other.

Nothing here is shared with the engine but its parameters: what both say is worth believing.
"""

from __future__ import annotations

import re
from datetime import datetime
from fractions import Fraction
from typing import Any

Row = dict[str, Any]


def clean(lists: list[Row], max_cost_fen: int) -> tuple[list[Row], list[tuple[Row, str]]]:
    """Cases, and the quarantined lists with their reason."""
    cases, quarantine = [], []
    for each in lists:
        if reason := reason_of(each, lists, max_cost_fen):
            quarantine.append((each, reason))
        else:
            cases.append(case_of(each))
    return cases, quarantine


def reason_of(each: Row, lists: list[Row], max_cost_fen: int) -> str | None:
    """The first reason that keeps a list out."""
    if not (each["setl_id"] or "").strip():
        return "Q01"
    same = [other["dcla_time"] or "" for other in lists if other["setl_id"] == each["setl_id"]]
    if (each["dcla_time"] or "") < max(same):
        return "Q02"
    if same.count(max(same)) > 1:
        return "Q03"
    if each["stas_type"] in ("0", "3"):
        return "Q04"
    if any(
        not (each[name] or "").strip() for name in ("fixmedins_code", "insutype", "insu_admdvs")
    ):
        return "Q05"
    admitted, discharged = _day(each["adm_time"]), _day(each["dscg_time"])
    if discharged is None:
        return "Q06"
    if admitted is None or admitted > discharged:
        return "Q07"
    mains = _mains(each)
    if len(mains) != 1:
        return "Q08"
    if not re.search(r"^[A-Z][0-9][0-9](\.|$)", code(mains[0] or "")):
        return "Q09"
    if each["amt_fen"] is None or each["amt_fen"] <= 0:
        return "Q10"
    if each["amt_fen"] > max_cost_fen:
        return "Q11"
    if not 0 <= (each["fund_payamt_fen"] or 0) <= each["amt_fen"]:
        return "Q12"
    if _age_days(each) is None or _age_days(each) < 0:
        return "Q13"
    return None


def case_of(each: Row) -> Row:
    """The case that a good list is."""
    lines = each["oprninfo"] or []
    mains = [code(line["oprn_oprt_code"]) for line in lines
             if line["main_oprn_flag"] == "1" and code(line["oprn_oprt_code"])]  # fmt: skip
    discharged = datetime.fromisoformat(each["dscg_time"])
    return {
        "setl_id": each["setl_id"],
        "fixmedins_code": each["fixmedins_code"],
        "hi_setl_lv": each["hi_setl_lv"],
        "insutype": each["insutype"],
        "pool": each["insu_admdvs"].strip()[:4],
        "year": discharged.year,
        "month": discharged.month,
        "dx": code(_mains(each)[0]),
        "secondary": sorted({code(line["diag_code"]) for line in each["diseinfo"]
                             if line["maindiag_flag"] != "1"} - {""}),
        "ops": "|".join(sorted({code(line["oprn_oprt_code"]) for line in lines} - {""})),
        "main_op": min(mains, default=""),
        "age_days": _age_days(each),
        "weight_g": each["nwb_adm_wt"],
        "sex": each["gend"],
        "days": each["act_ipt_days"]
        if each.get("act_ipt_days") is not None
        else max(1, (_day(each["dscg_time"]) - _day(each["adm_time"])).days),
        "died": each["dscg_way"] == "5",
        "cost_fen": each["amt_fen"],
        "fund_fen": each["fund_payamt_fen"] or 0,
    }  # fmt: skip


def code(text: str | None) -> str:
    """A code as the tables write it."""
    bare = (text or "").strip()
    return bare[:1].upper() + bare[1:].replace("X", "x")


def _mains(each: Row) -> list[str]:
    return [line["diag_code"] for line in each["diseinfo"] or [] if line["maindiag_flag"] == "1"]


def _age_days(each: Row) -> Any:
    return each["age"] * 365 if each["age"] is not None and each["age"] >= 1 else each["nwb_age"]


def _day(text: str | None) -> Any:
    try:
        return datetime.fromisoformat(text or "").date()
    except ValueError:
        return None


def group(case: Row, rules: Any, codes: Any, policy: Any) -> int:
    """The number of the rule that takes a case, 0 for none, −1 for a diagnosis that can't be."""
    if case["dx"] in codes.excluded_principal:
        return -1
    ops, kind, best = counting(case, codes), treatment(case, codes), None
    for number, rule in enumerate(rules, 1):
        fit = _fit(case, rule, ops, kind, codes, policy)
        if fit is not None and (best is None or (*fit, number) < best):
            best = (*fit, number)
    return best[-1] if best else 0


def _fit(case: Row, rule: Any, ops: list[str], kind: int, codes: Any, policy: Any) -> Any:
    """How well a rule fits, the least best; None where it doesn't."""
    dx = case["dx"]
    closeness = max((place for place, key in enumerate(("*", dx[:3], dx[:5], dx))
                     if key in rule.dx), default=None)  # fmt: skip
    if closeness is None or not _conditions(case, rule):
        return None
    needed = 0
    if rule.main:
        mains = [op for op in ops if may_be_main(dx, op, codes)]
        fitting = [
            each for each in rule.main
            if all(any(same(wanted, op) for op in mains) for wanted in each)
            and (policy.main_from == "any" or any(
                same(wanted, op) for wanted in each for op in mains if op == case["main_op"]))
        ]  # fmt: skip
        if not fitting:
            return None
        needed = max(len(each) for each in fitting)
    elif rule.treatment is not None:
        if kind != rule.treatment:
            return None
    elif not rule.any_main and kind not in policy.conservative_classes:
        return None
    matched = sum(any(same(wanted, op) for op in ops) for wanted in rule.related)
    if rule.related and not matched:
        return None
    whole = matched == len(rule.related) and len(ops) == needed + matched
    tie = (-needed, -closeness) if policy.tie == "specificity" else ()
    return (int(rule.layer), not whole, -matched, len(rule.related) - matched, *tie)


def same(wanted: str, op: str) -> bool:
    """Whether a rule's procedure is a case's."""
    if "x" in wanted:
        return op in (wanted, wanted.split("x")[0])
    return op.split("x")[0] == wanted


def counting(case: Row, codes: Any) -> list[str]:
    """The procedures that count at all."""
    return [
        op for op in case["ops"].split("|")
        if op and not (op in codes.limits and codes.limits[op].kind == "removed")
    ]  # fmt: skip


def may_be_main(dx: str, op: str, codes: Any) -> bool:
    """Whether a procedure that counts may be the main one of a diagnosis."""
    return op not in codes.limits or any(
        key in codes.limits[op].scope for key in ("*", dx[:3], dx[:5], dx)
    )


def treatment(case: Row, codes: Any) -> int:
    """The highest class of the procedures that count."""
    return max((_class_of(op, codes) for op in counting(case, codes)), default=1)


def _class_of(op: str, codes: Any) -> int:
    name = codes.properties.get(op) or codes.properties.get(op.split("x")[0])
    return {"手术": 4, "介入治疗": 4, "治疗性操作": 3, "诊断性操作": 2}.get(name, 1)


def _conditions(case: Row, rule: Any) -> bool:
    for value, low, high in (
        (case["age_days"], rule.age_from, rule.age_to),
        (case["weight_g"], rule.weight_from, rule.weight_to),
    ):
        if (low is not None or high is not None) and value is None:
            return False
        if (low is not None and value < low) or (high is not None and value > high):
            return False
    as_written = {"1": ("1", "男", "男性"), "2": ("2", "女", "女性"), "": ()}[rule.sex]
    if rule.sex and (case["sex"] or "").strip() not in as_written:
        return False
    return not rule.secondary or any(
        key in rule.secondary for other in case["secondary"]
        for key in ("*", other[:3], other[:5], other)
    )  # fmt: skip


def points(cases: list[Row], policy: Any) -> dict[int, int]:
    """The points of each rule number, from cases with number, year, cost_fen, setl_id."""
    years = sorted({case["year"] for case in cases if case["number"] > 0})
    weights = dict(zip(years[::-1], policy.year_weights[::-1], strict=False))
    base = weighted([case for case in cases if case["year"] in weights], weights, policy)
    found = {}
    for number in sorted({case["number"] for case in cases} - {0, -1}):
        kept: list[Row] = []
        for year in years:
            mine = sorted(
                (case for case in cases if case["number"] == number and case["year"] == year),
                key=lambda case: (case["cost_fen"], case["setl_id"]),
            )
            cut = len(mine) * policy.trim_permille // 1000
            cut = cut if len(mine) >= policy.trim_min_cases else 0
            kept += mine[cut : len(mine) - cut]
        mean = weighted(kept, weights, policy)
        found[number] = _half_up(Fraction(mean * 1000 * 10**policy.score_places, base))
    return found


def weighted(cases: list[Row], weights: dict[int, int], policy: Any) -> int:
    """The mean cost over the years that are there, in fen."""
    costs = {year: [case["cost_fen"] for case in cases if case["year"] == year] for year in weights}
    costs = {year: each for year, each in costs.items() if each}
    if policy.mean_of_years == "pooled":
        return _half_up(
            Fraction(
                sum(weights[year] * sum(each) for year, each in costs.items()),
                sum(weights[year] * len(each) for year, each in costs.items()),
            )
        )
    means = {year: _half_up(Fraction(sum(each), len(each))) for year, each in costs.items()}
    return _half_up(
        Fraction(
            sum(weights[year] * mean for year, mean in means.items()),
            sum(weights[year] for year in means),
        )
    )


def _half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2) - (exact + Fraction(1, 2)) % 1)


def case_points(case: Row, measured: Any, policy: Any) -> tuple[int, str]:
    """Points of a case at the measurement's places, and where its cost lies."""
    scale = 10**measured.places
    value = Fraction(measured.value, 100)  # fen a point
    if not case["code"]:
        counted = Fraction(case["cost_fen"]) / value * policy.ungrouped_percent / 100 * scale
        return _half_up(counted), "ungrouped"
    coefficient = Fraction(measured.coefficients.get(case["hi_setl_lv"], 10_000), 10_000)
    standard = _half_up(measured.groups[case["code"]].points * coefficient)
    cost = max(1, _half_up(Fraction(standard, scale) * value))
    ratio = Fraction(_half_up(Fraction(case["cost_fen"] * 10_000, cost)), 10_000)
    if ratio < Fraction(policy.low_percent, 100):
        return _half_up(standard * ratio), "low"
    if ratio > Fraction(policy.high_percent, 100):
        return _half_up(standard * (ratio - Fraction(policy.high_percent, 100) + 1)), "high"
    return standard, "normal"

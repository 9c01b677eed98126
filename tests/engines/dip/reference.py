"""参照 reference: the same rules, plain and slow, one case after the other.

Nothing here is shared with the engine but its parameters: what both say is worth believing.
"""

from __future__ import annotations

import re
from datetime import datetime
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

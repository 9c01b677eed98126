"""一码之差: what one code more or less makes of a case."""

from __future__ import annotations

import datetime
from typing import Any

from zhida.engines.dip.bedside import Grouper
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import policy
from zhida.engines.dip.variations import variations

RULES = (
    Rule("JC1", "阑尾炎保守治疗", Layer.BASIC, ("K35.8",)),
    Rule("JC2", "阑尾切除", Layer.BASIC, ("K35.8",), (("47.0100",),)),
    Rule("JC3", "阑尾切除加探查", Layer.BASIC, ("K35.8",), (("47.0100",),), ("54.1100",)),
    Rule("FZ1", "阑尾炎伴糖尿病", Layer.DX_AIDED, ("K35.8",), any_main=True, secondary=("E11",)),
    Rule("JC9", "肺炎", Layer.BASIC, ("J18.9",)),
)
GROUPER = Grouper(
    RULES, Codes({"47.0100": "手术", "54.1100": "手术"}), policy(datetime.date(2025, 1, 1))
)


def told(**more: Any) -> set[tuple[bool, str, str]]:
    """More or less, the code, and the group that it leads to."""
    case = {"dx": "K35.800", "secondary": [], "ops": [], "main_op": "", "age_days": None,
            "weight_g": None, "sex": ""} | more  # fmt: skip
    return {
        (each.more, each.code, each.found.rule.code if each.found.rule else "")
        for each in variations(GROUPER, case)
    }


def test_a_code_that_the_rules_of_the_diagnosis_ask_for_leads_to_their_group() -> None:
    assert told() == {(True, "47.0100", "JC2"), (True, "54.1100", ""), (True, "E11", "FZ1")}


def test_a_code_left_out_leads_back() -> None:
    found = told(ops=["47.0100", "54.1100"])
    assert (False, "54.1100", "JC2") in found
    assert (True, "E11", "FZ1") in found


def test_a_code_that_changes_nothing_is_not_told() -> None:
    assert all(code != "I10" for _more, code, _group in told(secondary=["I10.x00"]))
    assert told(dx="A09.000") == set()

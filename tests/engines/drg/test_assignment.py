"""入组: every case in exactly one group, alike by columns, at the bedside and by hand."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.drg.grouping import PLAIN, SAMPLE, case, codes

from zhida.engines.dip.policy import policy
from zhida.engines.drg.bedside import Grouper
from zhida.engines.drg.reading import read_rules
from zhida.engines.drg.ruleset import RuleSet
from zhida.engines.drg.sample_rules import sample_tables

TABLES = sample_tables()
DX = ["I21.000", "I25.100", "K35.800", "K35.200", "K36.x00", "S06.000", "S22.000", "S72.000",
      "N40.x00", "N83.200", "B20.x00", "P07.100", "Z51.100", "C34.900", "A41.900", "L50.900"]  # fmt: skip
COMPLICATIONS = [code for code, _, _ in TABLES["complications"]]
OPS = ["37.5100", "50.5900", "50.5900x002", "96.7201", "39.6500x001", "36.0700", "36.0700x004",
       "36.1100", "36.1200x003", "88.5500", "47.0100", "54.9100x001", "45.2300", "01.2400",
       "79.3500", "79.3500x006", "60.2900", "65.4900", "99.2500", "99.2800x005", "99.2800"]  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """The invented rule set."""
    return read_rules(SAMPLE)


NEWBORN: dict[str, Any] = {"age_days": 3, "weight_g": 1200}


@pytest.mark.parametrize(
    ("asked", "group"),
    [
        (case("L50.900"), "0000"),
        (case("L50.900", "37.5100"), "AA19"),  # a transplant, whatever the diagnosis
        (case("I25.100", "96.7201|39.6500x001"), "AH15"),
        (case("I25.100", "96.7201"), "FR35"),  # one of two isn't both
        (case("P07.100", **NEWBORN), "PR19"),
        (case("P07.100", **NEWBORN | {"weight_g": 1499}), "PR19"),
        (case("P07.100", **NEWBORN | {"weight_g": 1500}), "PR25"),
        (case("P07.100", **NEWBORN | {"weight_g": None}), "PS19"),
        (case("P07.100", **NEWBORN | {"weight_g": 0}), "PS19"),  # none was written
        (case("K35.800", age_days=6), "PS19"),
        (case("K35.800", age_days=7), "PZ19"),
        (case("K35.800", age_days=28), "PZ19"),
        (case("K35.800", age_days=29), "GR15"),
        (case("K35.800", "47.0100", age_days=28), "PB19"),
        (case("L50.900", secondary=["B20.x00"]), "YR29"),
        (case("L50.900", secondary=["A41.900", "B20.x00"]), "YR11"),
        (case("B20.x00", secondary=["A41.900"]), "YR15"),  # the table of its diagnosis excludes it
        (case("S06.000", secondary=["S72.000"]), "ZZ15"),
        (case("S06.000", secondary=["S01.000"]), "BR15"),  # the same region twice
        (case("S06.000", "79.3500", secondary=["S72.000"]), "ZB15"),
        (case("I25.100", secondary=["S72.000", "S06.000"]), "FR35"),  # injuries, but beside the point
        (case("I25.100", "36.0700"), "FD15"),
        (case("I25.100", "36.0700|36.1100"), "FB15"),
        (case("I25.100", "36.1100"), "FC15"),
        (case("I25.100", "36.1200x003"), "FC15"),
        (case("I25.100", "36.1200x004"), "FR35"),
        (case("I25.100", "88.5500"), "FM19"),
        (case("I25.100", "88.5500|36.0700"), "FD15"),  # surgery first
        (case("I21.000"), "FR15"),
        (case("I25.100", age_days=400), "FR29"),
        (case("K35.800", "47.0100"), "GD15"),
        (case("K35.800", "47.0100|54.9100x001"), "GB15"),
        (case("K35.200", "47.0100"), "GB15"),
        (case("K35.200", "47.0100|45.2300"), "GD15"),
        (case("K35.800", "45.2300"), "GK19"),
        (case("S72.000", "79.3500"), "IB15"),
        (case("S22.000", "79.3500"), "IQY"),
        (case("S22.000", "79.3500|79.3500x006"), "IB15"),  # two, of one list
        (case("Z51.100", "99.2800x006", secondary=["C34.900"]), "RK15"),
        (case("Z51.100", "99.2800x005", secondary=["C34.900"]), "R 0000"),
        (case("Z51.100", "99.2800", secondary=["C34.900"]), "RK15"),
        (case("Z51.100", "99.2500"), "RK25"),
        (case("C34.900", age_days=6204), "RR10"),
        (case("C34.900", age_days=6205), "RR15"),
        (case("K35.800", "36.0700"), "GQY"),
    ],
)  # fmt: skip
def test_a_case_goes_where_the_table_says(
    engine: Backend, rules: RuleSet, asked: dict[str, Any], group: str
) -> None:
    """At the bedside; that the engine says the same is tested below."""
    assert group_of(rules, asked) == group


def group_of(rules: RuleSet, asked: dict[str, Any]) -> str:
    """At the bedside."""
    row = Grouper(rules, PLAIN).group_one(asked).row
    return f"{row['mdc_codg']} 0000".strip() if row["drg_codg"] == "0000" else row["drg_codg"]


@pytest.mark.parametrize("written", ["1", "男", "男性", " 男 "])
def test_sex_is_the_code_or_the_word(rules: RuleSet, written: str) -> None:
    """Open groupers that compare texts put a man written 男 into no group."""
    assert group_of(rules, case("N40.x00", "60.2900", sex=written)) == "MB15"


@pytest.mark.parametrize("written", ["2", "女", "0", "9", "", None])
def test_who_is_no_man_is_not_put_among_men(rules: RuleSet, written: str | None) -> None:
    assert group_of(rules, case("N40.x00", "60.2900", sex=written)) == "0000"


def test_a_sex_that_can_not_be_read_is_told(rules: RuleSet) -> None:
    told = Grouper(rules, PLAIN).group_one(case("N40.x00", sex="先生"))
    assert told.row["err_info"] == "主要诊断和手术操作不属于任何大类；性别“先生”不能识别"


@pytest.mark.parametrize(
    ("secondary", "group"),
    [
        ([], "FR35"),
        (["L50.900"], "FR35"),
        (["D64.900"], "FR33"),
        (["J96.000"], "FR31"),
        (["D64.900", "J96.000"], "FR31"),
        (["I50.900"], "FR35"),  # the principal diagnosis stands in its exclusion table
        (["I50.900", "D64.900"], "FR33"),
    ],
)
def test_complications_make_a_case_severer(
    rules: RuleSet, secondary: list[str], group: str
) -> None:
    assert group_of(rules, case("I25.100", secondary=secondary)) == group


def test_what_is_unrelated_is_a_matter_of_policy(rules: RuleSet) -> None:
    after = policy(datetime.date(2026, 1, 1), {"drg_unrelated": "after_medical"})
    asked = case("K35.800", "36.0700")
    assert Grouper(rules, after).group_one(asked).row["drg_codg"] == "GR15"
    asked = case("Z51.100", "36.0700")  # no medical group either
    assert Grouper(rules, after).group_one(asked).row["drg_codg"] == "RQY"


CASE = st.builds(
    lambda dx, ops, main, **more: case(dx, "|".join(ops)) | more
    | {"main_op": sorted(ops)[main % len(ops)] if ops and main < 6 else ""},
    dx=st.sampled_from(DX),
    ops=st.frozensets(st.sampled_from(OPS), max_size=3),
    main=st.integers(0, 7),
    secondary=st.frozensets(st.sampled_from(DX + COMPLICATIONS), max_size=3).map(sorted),
    age_days=st.sampled_from([0, 6, 7, 28, 29, 364, 365, 6204, 6205, 6569, 6570, 20000]),
    weight_g=st.sampled_from([None, 0, 1499, 1500, 2499, 2500]),
    sex=st.sampled_from(["1", "2", "男", "女", "0", None]),
)  # fmt: skip


@settings(max_examples=4, deadline=None)
@given(
    cases=st.lists(CASE, min_size=1, max_size=60),
    main_from=st.sampled_from(["any", "flagged"]),
    unrelated=st.sampled_from(["before_medical", "after_medical"]),
)
def test_columns_bedside_and_hand_agree(
    engine: Backend, rules: RuleSet, cases: list[dict[str, Any]], main_from: str, unrelated: str
) -> None:
    """Each case once, and the same three times."""
    day = datetime.date(2026, 1, 1)
    chosen = policy(day, {"main_from": main_from, "drg_unrelated": unrelated})
    codes(engine, cases, rules, TABLES, chosen)


def drawn(number: int, seed: int) -> list[dict[str, Any]]:
    """Many cases of every kind, from a seed."""
    dice = random.Random(seed)
    found = []
    for _ in range(number):
        ops = dice.sample(OPS, dice.choice([0, 0, 1, 1, 2, 3]))
        asked = case(dice.choice(DX), "|".join(ops))
        found.append(
            asked
            | {
                "main_op": dice.choice(["", *ops]),
                "secondary": sorted(dice.sample(DX + COMPLICATIONS, dice.choice([0, 1, 2, 4]))),
                "age_days": dice.choice([0, 6, 7, 28, 29, 400, 6204, 6205, 9000, 20000]),
                "weight_g": dice.choice([None, 0, 1499, 1500, 2600]),
                "sex": dice.choice(["1", "2", "男", "女", "9", None]),
            }
        )
    return found


def test_many_cases_reach_every_kind_of_group(engine: Backend, rules: RuleSet) -> None:
    """All three ways alike; and the sample asks for all that the grammar can ask for."""
    rare = [case("Z51.100", "99.2800x006", secondary=["C34.900"]),
            case("I25.100", "36.0700|36.1100")]  # fmt: skip
    found = codes(engine, [*drawn(1800, 7), *rare], rules, TABLES)
    adjacent = {code[:3] for code, _ in found}
    assert {each.code for each in rules.adjacent} <= adjacent
    assert {"GQY", "R 0000", "0000"} <= {code for code, _ in found}
    assert {severity for _, severity in found} == {0, 1, 2}


def test_no_order_and_no_repetition_matters(engine: Backend, rules: RuleSet) -> None:
    cases = drawn(60, 3)
    dice = random.Random(4)
    shuffled = [
        each
        | {
            "secondary": dice.sample(each["secondary"] * 2, 2 * len(each["secondary"])),
            "ops": dice.sample(each["ops"], len(each["ops"])),
        }
        for each in cases
    ]
    before = codes(engine, cases, rules, TABLES)
    assert codes(engine, shuffled, rules, TABLES) == before
    assert codes(engine, cases[::-1], rules, TABLES) == before[::-1]


def test_one_more_diagnosis_never_makes_a_case_lighter(rules: RuleSet) -> None:
    """Whatever is added: the severity stays or rises."""
    grouper = Grouper(rules, PLAIN)
    for each in drawn(80, 5):
        before = grouper.group_one(each).severity
        for more in [*COMPLICATIONS, "L50.900"]:
            added = each | {"secondary": [*each["secondary"], more]}
            assert grouper.group_one(added).severity >= before
        unrelated = grouper.group_one(each | {"secondary": [*each["secondary"], "L50.900"]})
        assert unrelated.row["drg_codg"] == grouper.group_one(each).row["drg_codg"]


def test_the_way_to_a_group_is_told(rules: RuleSet) -> None:
    """Each step, and the rows of the tables that decided."""
    asked = case("I25.100", "36.1100", secondary=["I50.900", "D64.900"])
    found = Grouper(rules, PLAIN).group_one(asked)
    assert [(step.stage, step.outcome, step.rule) for step in found.trace[3:]] == [
        ("并发症", "CC；计入D64.900（CC）；排除I50.900（MCC，主要诊断在排除表2）", ""),
        ("主要诊断大类", "进入大类", "F 循环（示例）"),
        ("外科部分", "符合", "FC1 搭桥"),
        ("结果", "入组", "FC13 搭桥，伴并发症"),
    ]
    assert found.trace[4].place == "“mdc.csv”第9行"
    assert found.row["grp_ver"].startswith("示例1.0#")
    assert (found.row["ccmcc"], found.row["grp_rslt"], found.row["err_info"]) == ("CC", "1", "")

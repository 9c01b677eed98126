"""入组: every case in exactly one group, by the normative order, as by hand and at the bedside."""

from __future__ import annotations

import datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip import reference

from zhida.engines.dip.assignment import assign
from zhida.engines.dip.bedside import Grouper
from zhida.engines.dip.codes import Codes, ProcedureLimit, Treatment
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import Policy, policy

DAY = datetime.date(2026, 1, 1)
PLAIN = policy(DAY)
SCHEMA = pa.schema(
    {"setl_id": pa.string(), "dx": pa.string(), "secondary": pa.list_(pa.string()),
     "ops": pa.string(), "main_op": pa.string(), "age_days": pa.int64(),
     "weight_g": pa.int64(), "sex": pa.string()}
)  # fmt: skip
CODES = Codes(
    properties={
        "47.0100": "手术",
        "54.2100": "诊断性操作",
        "99.2800": "治疗性操作",
        "39.9500": "未知",
    },
    limits={
        "99.0400": ProcedureLimit("removed"),
        "54.2100": ProcedureLimit("not_main"),
        "99.2800x006": ProcedureLimit("not_main", ("Z51",)),
    },
    excluded_principal=frozenset({"I10.x00"}),
)


def case(dx: str = "K35.800", ops: str = "", **more: Any) -> dict[str, Any]:
    """A case of a grown man, unless said otherwise."""
    return {"setl_id": "1", "dx": dx, "secondary": [], "ops": ops, "main_op": ops.split("|")[0],
            "age_days": 40 * 365, "weight_g": None, "sex": "1"} | more  # fmt: skip


def numbers(
    engine: Backend, cases: list[dict[str, Any]], rules: list[Rule], policy: Policy = PLAIN
) -> list[int]:
    """By the engine, by hand and at the bedside: the same."""
    rows = [each | {"setl_id": f"{at:03d}"} for at, each in enumerate(cases)]
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))
    found = assign(engine, table, rules, CODES, policy).select("setl_id", "number")
    answers = sorted(engine.to_pyarrow(found).to_pylist(), key=lambda row: str(row["setl_id"]))
    assert [row["setl_id"] for row in answers] == [row["setl_id"] for row in rows]
    by_engine = [row["number"] for row in answers]
    assert by_engine == [reference.group(each, rules, CODES, policy) for each in rows]
    grouper = Grouper(rules, CODES, policy)
    singly = [grouper.group_one(each | {"ops": each["ops"].split("|")}).number for each in rows]
    assert by_engine == singly
    return by_engine


def basic(code: str, dx: str = "K35.8", **more: Any) -> Rule:
    """A basic group."""
    return Rule(code, code, Layer.BASIC, (dx,), **more)


APPENDIX = [
    basic("JC1"),
    basic("JC2", main=(("47.0100",),)),
    basic("JC3", main=(("47.0100",),), related=("54.5100",)),
    basic("JC4", main=(("47.0100",),), related=("54.5100", "99.2800")),
    Rule("ZH1", "阑尾 手术", Layer.MIXED, ("K35",), treatment=Treatment.SURGICAL),
    Rule("ZH2", "阑尾 内科", Layer.MIXED, ("K35",), treatment=Treatment.CONSERVATIVE),
]


@pytest.mark.parametrize(
    ("ops", "number"),
    [
        ("", 1),
        ("99.0400", 1),  # what doesn't count is as if it weren't there
        ("39.9500", 1),  # a procedure of no class is conservative treatment
        ("47.0100", 2),
        ("47.0100x001", 2),  # an extension of the base
        ("39.9500|47.0100", 2),
        ("47.0100|54.5100", 3),
        ("47.0100|54.5100|99.2800", 4),
        ("47.0100|99.2800", 4),  # one of two related, rather than none
        ("54.2100", 0),  # diagnostic: no group of it
    ],
)
def test_an_appendix_goes_where_its_treatment_says(engine: Backend, ops: str, number: int) -> None:
    assert numbers(engine, [case(ops=ops)], APPENDIX) == [number]


def test_what_fits_no_core_group_goes_to_a_mixed_one(engine: Backend) -> None:
    assert numbers(engine, [case("K35.200", "47.0100"), case("K35.200")], APPENDIX) == [5, 6]
    assert numbers(engine, [case("L01.000"), case("I10.x00")], APPENDIX) == [0, -1]


def test_layers_come_in_their_order(engine: Backend) -> None:
    """A newborn of little weight is a pre-group, whatever was done."""
    rules = [
        *APPENDIX,
        basic("JC9", "P07.1"),
        Rule("XQ1", "低体重", Layer.PRE, ("P07",), any_main=True, age_to=28, weight_from=750,
             weight_to=999),
        Rule("FZ1", "肿瘤化疗", Layer.DX_AIDED, ("Z51",), secondary=("C00", "C01"), any_main=True),
    ]  # fmt: skip
    cases = [
        case("P07.100", age_days=3, weight_g=800),
        case("P07.100", age_days=29, weight_g=800),
        case("P07.100", age_days=3, weight_g=None),
        case("Z51.100", secondary=["C01.900"]),
        case("Z51.100", secondary=["D01.900"]),
    ]
    assert numbers(engine, cases, rules) == [8, 7, 7, 9, 0]


@pytest.mark.parametrize(("sex", "number"), [("2", 2), ("女", 2), ("女性 ", 2), ("1", 1), ("9", 1)])
def test_sex_is_the_code_or_the_word(engine: Backend, sex: str, number: int) -> None:
    """Open groupers that compare texts keep a woman written 女 out of the groups for women."""
    rules = [basic("A"), Rule("XQ1", "女性", Layer.PRE, ("K35.8",), any_main=True, sex="2")]
    assert numbers(engine, [case(sex=sex)], rules) == [number]


def test_an_extension_is_not_its_neighbour(engine: Backend) -> None:
    """99.2800x005 and x006 differ; who reported only the base may be either."""
    rules = [basic("A", main=(("99.2800x005",),)), basic("B", main=(("99.2800",),))]
    given_ops = ["99.2800x005", "99.2800x007", "99.2800"]
    assert numbers(engine, [case(ops=ops) for ops in given_ops], rules) == [1, 2, 1]


def test_what_may_not_be_main_is_only_related(engine: Backend) -> None:
    rules = [basic("A", "K35", main=(("54.2100",),)), basic("B", "*", main=(("99.2800x006",),))]
    cases = [case(ops="54.2100"), case(ops="99.2800x006"), case("Z51.100", "99.2800x006")]
    assert numbers(engine, cases, rules) == [0, 0, 2]


def test_ties_are_broken_as_the_policy_says(engine: Backend) -> None:
    rules = [basic("A", "K35", main=(("47.0100",),)), basic("B", "K35.8", main=(("47.0100",),))]
    assert numbers(engine, [case(ops="47.0100")], rules) == [2]
    assert numbers(engine, [case(ops="47.0100")], rules, policy(DAY, {"tie": "sequence"})) == [1]


DX = st.sampled_from(["K35.800", "K35.801", "K35.200", "K36.000", "P07.100", "I10.x00", "Z51.100"])
OP = st.sampled_from(
    [
        "47.0100",
        "47.0100x001",
        "99.2800",
        "99.2800x005",
        "99.2800x006",
        "54.2100",
        "99.0400",
        "39.9500",
    ]
)


@st.composite
def any_case(draw: st.DrawFn) -> dict[str, Any]:
    """A case of any kind, its main procedure one of its own, or none."""
    ops = sorted(draw(st.frozensets(OP, max_size=4)))
    return {
        "setl_id": "",
        "dx": draw(DX),
        "secondary": sorted(draw(st.lists(DX, max_size=2))),
        "ops": "|".join(ops),
        "main_op": draw(st.sampled_from(["", *ops])),
        "age_days": draw(st.sampled_from([1, 28, 365, 9999])),
        "weight_g": draw(st.sampled_from([None, 700, 1000])),
        "sex": draw(st.sampled_from(["1", "2", None])),
    }


EDGE = st.none() | st.sampled_from([1, 28, 700, 1000])
CORE = st.builds(
    Rule,
    code=st.just("R"), name=st.just("R"),
    layer=st.sampled_from([Layer.PRE, Layer.MERGED, Layer.DX_AIDED, Layer.BASIC]),
    dx=st.lists(st.sampled_from(["*", "K35", "K35.8", "K35.800", "P07", "Z51.1"]), min_size=1,
                max_size=2, unique=True).map(tuple),
    main=st.lists(st.frozensets(OP, min_size=1, max_size=2).map(lambda codes: tuple(sorted(codes))),
                  max_size=2, unique=True).map(tuple),
    related=st.frozensets(OP, max_size=2).map(lambda codes: tuple(sorted(codes))),
    secondary=st.sampled_from([(), (), ("K36", "P07.1")]),
    age_from=st.none(), age_to=EDGE, weight_from=EDGE, weight_to=st.none(),
    sex=st.sampled_from(["", "", "2"]),
)  # fmt: skip
OPEN = CORE.map(lambda rule: rule if rule.main else Rule(**_fields(rule) | {"any_main": True}))
MIXED = st.builds(
    Rule, code=st.just("Z"), name=st.just("Z"), layer=st.just(Layer.MIXED),
    dx=st.sampled_from([("K35",), ("K36",)]), treatment=st.sampled_from(list(Treatment)),
)  # fmt: skip


def _fields(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in rule.__slots__}


@settings(max_examples=7, deadline=None)
@given(
    cases=st.lists(any_case(), min_size=1, max_size=80),
    rules=st.lists(CORE | OPEN | MIXED, min_size=1, max_size=12),
    tie=st.sampled_from(["specificity", "sequence"]),
    main_from=st.sampled_from(["any", "flagged"]),
)
def test_engine_bedside_and_hand_agree(
    engine: Backend, cases: list[dict[str, Any]], rules: list[Rule], tie: str, main_from: str
) -> None:
    """Whatever the rules and cases: one answer, however it is asked."""
    chosen = policy(DAY, {"tie": tie, "main_from": main_from, "conservative_classes": "1|2"})
    numbers(engine, cases, rules, chosen)


def test_the_way_to_a_group_is_told(engine: Backend) -> None:
    """Each step, and the row of the directory that decided."""
    rule = Rule(
        "JC2", "阑尾切除", Layer.BASIC, ("K35.8",), main=(("47.0100",),), place="目录 第3行"
    )
    asked = case(ops="47.0100") | {"ops": ["47.0100", "99.0400"]}
    found = Grouper([rule], CODES, PLAIN).group_one(asked)
    assert found.rule == rule
    assert [step.stage for step in found.trace] == [
        "主要诊断",
        "手术操作",
        "治疗方式",
        "基本病种",
        "结果",
    ]
    assert found.trace[1].outcome == "计入47.0100；不计99.0400"
    assert found.trace[-1].place == "目录 第3行"

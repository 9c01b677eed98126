"""办理权限: one question for every act, answered from the table, with a reason to every no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.data import load
from zhida.platform.access.policy import Actor, Forbidden, Role, Subject, may, require

VERBS = [row["verb"] for row in load("permissions")]
REGIONS = ["100000", "650000", "650100", "650200", "440000"]
ABOVE = {
    "100000": {"100000"},
    "650000": {"100000", "650000"},
    "650100": {"100000", "650000", "650100"},
    "650200": {"100000", "650000", "650200"},
    "440000": {"100000", "440000"},
}

actors = st.builds(
    lambda name, region, role: Actor(name, f"{region}-finance", region, role),
    st.sampled_from(["王芳", "李强"]),
    st.sampled_from(REGIONS),
    st.sampled_from(Role),
)
subjects = st.sampled_from(REGIONS).flatmap(
    lambda region: st.builds(
        Subject,
        st.just(region),
        st.just(frozenset(ABOVE[region])),
        st.frozensets(st.sampled_from(["王芳", "李强"])),
    )
)
verbs = st.sampled_from(VERBS)


def person(role: Role, region: str = "650100", name: str = "王芳") -> Actor:
    return Actor(name, f"{region}-finance", region, role)


def test_who_drafted_can_not_approve_and_is_told_what_to_do() -> None:
    plan = Subject("650100", drafters=frozenset({"王芳"}))
    assert may(person(Role.REVIEWER), "approve", plan).reason == (
        "起草人不能“审批方案”自己起草的内容，请换一名审核人员"
    )
    assert may(person(Role.REVIEWER, name="李强"), "approve", plan).allowed


@pytest.mark.parametrize("verb", ["approve", "send_back", "sign", "adjust", "pay", "reverse"])
def test_what_needs_a_second_person_is_shut_to_the_first(verb: str) -> None:
    drafted = Subject("650100", drafters=frozenset({"王芳"}))
    assert not may(person(Role.REVIEWER), verb, drafted).allowed
    assert not may(person(Role.DRAFTER, name="李强"), verb, drafted).allowed


def test_a_prefecture_books_for_itself_and_not_for_its_counties() -> None:
    county = Subject("650102", frozenset({"650102", "650100", "650000", "100000"}))
    refused = may(person(Role.DRAFTER), "receive", county)
    assert refused.reason == (
        "“接收”限于本区划，王芳属于新疆维吾尔自治区乌鲁木齐市，所办内容属于新疆维吾尔自治区乌鲁木齐市天山区"
    )
    assert may(person(Role.DRAFTER), "see", county).allowed


def test_nobody_looks_up_or_sideways() -> None:
    for region, above in (("650000", {"650000", "100000"}), ("650200", {"650200", "650000"})):
        assert not may(person(Role.AUDITOR), "see", Subject(region, frozenset(above))).allowed


@given(actors, subjects, st.text())
def test_what_no_row_names_nobody_may_do(actor: Actor, subject: Subject, verb: str) -> None:
    assert verb in VERBS or not may(actor, verb, subject).allowed


@given(actors, verbs, subjects)
def test_every_no_has_a_reason_and_no_yes_has_one(
    actor: Actor, verb: str, subject: Subject
) -> None:
    decision = may(actor, verb, subject)
    assert decision.allowed is not bool(decision.reason)
    if decision.allowed:
        require(actor, verb, subject)
    else:
        with pytest.raises(Forbidden, match="“"):
            require(actor, verb, subject)


@given(actors, verbs, subjects)
def test_nobody_acts_outside_the_reach_of_their_region(
    actor: Actor, verb: str, subject: Subject
) -> None:
    if may(actor, verb, subject).allowed and verb not in ("seal", "verify"):
        assert actor.region in ABOVE[subject.region]


@given(actors, subjects)
def test_an_auditor_changes_nothing(actor: Actor, subject: Subject) -> None:
    if actor.role is Role.AUDITOR:
        allowed = {verb for verb in VERBS if may(actor, verb, subject).allowed}
        assert allowed <= {"see", "export", "seal", "verify", "audit", "see_users", "unmask"}


def test_every_verb_of_the_ledger_has_its_row() -> None:
    assert {row["verb"] for row in load("ledger_verbs")} <= set(VERBS)


def test_every_row_names_roles_and_a_reach_that_exist() -> None:
    for row in load("permissions"):
        assert set(row["roles"].split("|")) <= set(Role.values)
        assert row["whose"] in ("region", "reach", "any")
        assert row["not_by_drafter"] in ("", "yes")

"""Names of indicators are compared without the dress of print."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.rules.performance.names import bare_name, unit_in_brackets


def test_one_name_in_several_dresses() -> None:
    dresses = ("“一站式”即时结算覆盖率", "一站式 即时结算覆盖率。", '"一站式"即时结算覆盖率（%）')
    assert {bare_name(name) for name in dresses} == {"一站式即时结算覆盖率"}


def test_only_brackets_at_the_end_are_a_note() -> None:
    assert bare_name("推进（DIP）改革") == "推进(DIP)改革"
    assert unit_in_brackets("推进（DIP）改革") == ""


@given(st.text("甲乙率次（）()“” 、。ABC12%", max_size=12))
def test_undressing_twice_changes_no_more_than_brackets(name: str) -> None:
    """Each step takes off at most one more note; it never adds a character."""
    once = bare_name(name)
    assert len(bare_name(once)) <= len(once) <= len(name)

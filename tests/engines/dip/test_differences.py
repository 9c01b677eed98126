"""目录差异: what became of each group, told once; a version against itself tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.differences import Change, Difference, differences
from zhida.engines.dip.directory import Layer, Rule

APPENDIX = Rule("JC1", "阑尾炎切除", Layer.BASIC, ("K35.8",), main=(("47.0100",),))
WITH_DRAIN = replace(APPENDIX, code="JC2", name="阑尾炎切除加引流", related=("54.1900",))
MIXED = Rule("ZH1", "综合", Layer.MIXED, ("K35",), treatment=Treatment.SURGICAL)
OLD = [APPENDIX, WITH_DRAIN, MIXED]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        (OLD[::-1], []),
        (OLD[:2], [("取消", "ZH1", "")]),
        ([*OLD, replace(MIXED, code="ZH2", dx=("K36",))], [("新增", "ZH2", "ZH2")]),
        ([APPENDIX, WITH_DRAIN, replace(MIXED, code="ZH9")], [("更名", "ZH1", "ZH9")]),
        ([replace(APPENDIX, name="阑尾切除"), *OLD[1:]], [("更名", "JC1", "阑尾切除")]),
        (
            [replace(APPENDIX, dx=("K35",)), MIXED],
            [("并入", "JC2", "JC1"), ("条件变更", "JC1", "K35 47.0100")],
        ),
        ([APPENDIX, MIXED], [("取消", "JC2", "")]),
        (
            [replace(APPENDIX, dx=("K36",)), WITH_DRAIN, MIXED],
            [("条件变更", "JC1", "K36 47.0100")],
        ),
    ],
)
def test_what_became_of_each_group(new: list[Rule], expected: list[tuple[str, str, str]]) -> None:
    found = differences(OLD, new)
    assert [(each.change.value, each.code, each.after) for each in found] == expected


def test_moved_points_are_told_of_groups_in_both() -> None:
    """Also of one that only changed its code."""
    new = [APPENDIX, WITH_DRAIN, replace(MIXED, code="ZH9")]
    found = differences(
        OLD, new, {"JC1": 5, "JC2": 7, "ZH1": 3}, {"JC1": 6, "JC2": 7, "ZH9": 4, "XX": 1}
    )
    assert [each for each in found if each.change is Change.SCORE] == [
        Difference(Change.SCORE, "JC1", "阑尾炎切除", "5", "6"),
        Difference(Change.SCORE, "ZH9", "综合", "3", "4"),
    ]


def test_a_directory_numbered_anew_is_compared_by_what_its_groups_ask_for() -> None:
    """One group comes in front, and every code moves: points are held against the same group's."""
    first = Rule("JC1", "霍乱", Layer.BASIC, ("A00.0",))
    new = [first, replace(APPENDIX, code="JC2"), replace(WITH_DRAIN, code="JC3"), MIXED]
    found = differences(
        OLD, new, {"JC1": 5, "JC2": 7, "ZH1": 3}, {"JC1": 1, "JC2": 5, "JC3": 8, "ZH1": 3}
    )
    assert [(each.change.value, each.code, each.before, each.after) for each in found] == [
        ("新增", "JC1", "", "JC1"),
        ("更名", "JC1", "JC1", "JC2"),
        ("更名", "JC2", "JC2", "JC3"),
        ("分值变动", "JC3", "7", "8"),
    ]


@settings(max_examples=30, deadline=None)
@given(old=st.sets(st.integers(0, 9)), new=st.sets(st.integers(0, 9)))
def test_every_group_of_either_is_accounted_for(old: set[int], new: set[int]) -> None:
    """Groups in both, and those told as gone, are all the old; and so for the new."""

    def version(numbers: set[int]) -> list[Rule]:
        return [Rule(f"JC{at}", "x", Layer.BASIC, (f"K3{at}.1",)) for at in sorted(numbers)]

    found = differences(version(old), version(new))
    gone = {each.code for each in found if each.change in (Change.DROPPED, Change.MERGED)}
    added = {each.code for each in found if each.change is Change.ADDED}
    assert gone == {f"JC{at}" for at in old - new}
    assert added == {f"JC{at}" for at in new - old}

"""目标分解: what must hold between the goals of a whole and those of its parts."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.performance.reading import goals

from zhida import read as read_notice
from zhida.core.findings import Severity
from zhida.core.performance.bonds import Goals, goals_of, told
from zhida.core.performance.decomposition import Gaps, gaps
from zhida.core.performance.quantities import Factor
from zhida.core.performance.splitting import split
from zhida.core.rules.performance.tables import family

CASES = Path(__file__).parents[2] / "cases" / "performance" / "decomposition.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def part(text: str, name: str) -> Goals:
    """甲县 ≥2次: the place and its value; a name between is its own, - means not listed."""
    scope, _, rest = text.partition(" ")
    if rest == "-":
        return goals(scope)
    own, _, printed = rest.rpartition(" ")
    return goals(scope, (own or name, printed))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_counts_add_rates_hold_dates_do_not_pass(case: dict[str, str]) -> None:
    name = case["name"]
    whole = goals("全市", (name, case["parent"]))
    found = gaps(whole, [part(each, name) for each in case["children"].split("|")])
    row = found.rollups[0]
    assert [each.code for each in row.findings] == case["finds"].split()
    assert row.whole is not None
    unit = row.whole.unit
    assert ("" if row.reached is None else told(row.reached, unit)) == case["reached"]
    assert ("" if row.difference is None else told(row.difference, unit)) == case["difference"]


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 40


def test_a_gap_tells_both_figures_and_who_gives_how_much() -> None:
    found = gaps(
        goals("全市", ("培训次数", "≥4次")),
        [goals("甲县", ("培训次数", "≥2次")), goals("乙县", ("培训次数", "≥1次"))],
    )
    (finding,) = found.findings
    assert finding.sentence == (
        "全市的指标“培训次数”为“≥4次”，下级合计3次（甲县≥2次 + 乙县≥1次），少1次。"
    )
    assert (finding.expected, finding.found, finding.difference) == ("≥4次", "3次", "-1次")
    assert finding.mend and finding.sources


def test_what_only_a_part_has_is_told_too() -> None:
    found = gaps(
        goals("全市", ("培训次数", "≥2次")),
        [goals("甲县", ("培训次数", "≥2次"), ("信访次数", "≤5次"))],
    )
    alone = found.rollups[-1]
    assert (alone.name, alone.whole, [each.code for each in alone.findings]) == (
        "信访次数",
        None,
        ["T210"],
    )


def test_the_money_of_the_parts_is_that_of_the_whole_to_the_fen() -> None:
    parts = [goals("甲县", fen=60), goals("乙县", fen=40)]
    assert not gaps(goals("全市", fen=100), parts).money
    (finding,) = gaps(goals("全市", fen=101), parts).money
    assert (finding.code, finding.difference) == ("T206", "-0.01元")


def test_without_parts_nothing_can_be_compared() -> None:
    with pytest.raises(ValueError, match="没有下级的绩效目标表"):
        gaps(goals("全市", ("培训次数", "≥2次")), [])


def real(paths: Sequence[Path], start: str) -> Gaps:
    notice = read_notice(next(path for path in paths if path.name.startswith(start)))
    found = family(notice)
    assert found is not None
    return gaps(goals_of(found[0]), [goals_of(each) for each in found[1]])


def test_the_gaps_of_a_published_notice(real_notices: Sequence[Path]) -> None:
    found = real(real_notices, "000")
    assert not found.money
    heavy = [each for each in found.findings if each.severity.rank <= Severity.WARNING.rank]
    assert [(each.code, each.severity.value) for each in heavy] == [
        ("T212", "error"),
        ("T219", "warning"),
    ]
    assert "哈密市" in heavy[0].sentence
    assert heavy[1].mend == "按各自的资金补列：阿克苏地区120万元、哈密市60万元"


@given(
    st.integers(0, 10_000),
    st.lists(st.integers(0, 500), min_size=1, max_size=8).filter(any),
)
def test_what_is_split_has_no_gap(total: int, people: list[int]) -> None:
    """Divided goals, held against the whole again, always add up."""
    whole = goals("全市", ("培训次数", f"≥{total}次"))
    names = [f"{n}县" for n in range(len(people))]
    share = split(whole.indicators[0], names, Factor("人数", tuple(map(Fraction, people))))
    parts = [goals(name, ("培训次数", text)) for name, text in zip(names, share.texts, strict=True)]
    row = gaps(whole, parts).rollups[0]
    assert row.difference == 0
    assert not row.findings
    assert sum(share.values) == Decimal(total)

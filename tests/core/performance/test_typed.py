"""指标定型: what an indicator asks for, from its value and the wording of its name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.performance.reading import PLACE, read, typing

from zhida import read as read_notice
from zhida.core.performance.indicators import Direction, IndicatorKind
from zhida.core.performance.typed import Typing, typed_indicators

CASES = Path(__file__).parents[2] / "cases" / "performance"
COLUMNS = ("kind", "comparator", "value", "unit", "due", "grade", "direction", "base")


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def told(typed: Typing) -> dict[str, str]:
    """A typed indicator in the words of the case tables."""
    each = typed.indicator
    return {
        "kind": each.kind.value,
        "comparator": each.comparator,
        "value": "" if each.value is None else f"{each.value.normalize():f}",
        "unit": each.unit,
        "due": "" if each.due is None else each.due.isoformat(),
        "grade": each.grade,
        "direction": each.direction.value,
        "base": each.base,
    }


@pytest.mark.parametrize("case", rows("values.csv"), ids=lambda c: f"{c['name']} {c['printed']}")
def test_a_printed_value_is_typed_as_a_finance_officer_reads_it(case: dict[str, str]) -> None:
    typed = typing(case["name"], case["printed"])
    assert told(typed) == {column: case[column] for column in COLUMNS}
    assert [each.code for each in typed.findings] == case["finds"].split()


def test_every_indicator_of_the_five_notices_is_typed_as_the_table_says(
    real_notices: Sequence[Path],
) -> None:
    found = [
        {"notice": path.name[:3], "scope": each.indicator.scope, "level1": each.indicator.level1}
        | {"name": each.indicator.name}
        | told(each)
        | {"findings": " ".join(finding.code for finding in each.findings)}
        for path in real_notices
        for each in typed_indicators(read_notice(path))
    ]
    assert found == rows("typed.csv")


def test_an_approximate_value_names_its_cell_and_how_to_mend_it() -> None:
    (finding,) = typing("医保政策知晓率", "约95%左右").findings
    assert finding.severity.value == "error"
    assert finding.sources == (PLACE,)
    assert finding.found == "约95%左右"
    assert "写明界限，如“≥95%”" in finding.mend


def test_persons_and_person_times_are_different_units() -> None:
    assert read("住院救助人数", "≥100").unit == "人"
    assert read("住院救助人次", "≥100").unit == "人次"
    assert read("资助参保人次数", "≥100").unit == "人次"


def test_points_in_brackets_are_the_weight() -> None:
    assert read("即时结算覆盖率（10分）", "≥95%").weight == Fraction(10)
    assert read("即时结算覆盖率（%）", "≥95%").weight is None


def test_a_fall_is_the_better_the_greater_it_is() -> None:
    fall, level = read("违规率下降", "≥10%"), read("违规率", "≤10%")
    assert (fall.kind, fall.direction) == (IndicatorKind.CHANGE, Direction.HIGHER)
    assert (level.kind, level.direction) == (IndicatorKind.RATE, Direction.LOWER)


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_printed_is_typed_without_an_error(name: str, printed: str) -> None:
    typed = typing(name, printed)
    each = typed.indicator
    assert (each.value is None) == (
        each.kind in (IndicatorKind.DATE, IndicatorKind.GRADE, IndicatorKind.UNSET)
    )
    if each.kind is IndicatorKind.UNSET:
        assert typed.findings
    assert all(finding.mend and finding.sources for finding in typed.findings)

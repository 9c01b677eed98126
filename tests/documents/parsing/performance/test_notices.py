"""绩效目标表 of five published notices: every table and every row, against hand-made tables."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from zhida.core.notice import Indicator, PerformanceTable, Repair
from zhida.documents.parsing.performance import (
    is_performance_table,
    read_performance,
    spending_in,
)
from zhida.documents.parsing.segments import split
from zhida.documents.reading.reader import read_document

NOTICES = ("000", "001", "002", "003", "004")
OTHER_YEAR = 1999  # no notice is of it: years come from the tables themselves

Reading = tuple[PerformanceTable, tuple[Repair, ...]]


@pytest.fixture(scope="module")
def cases(root: Path) -> Path:
    return root / "tests" / "cases" / "performance"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def readings(path: Path) -> tuple[Reading, ...]:
    return tuple(_readings(path))


def _readings(path: Path) -> Iterator[Reading]:
    parts = split(read_document(path))
    for segment in (*parts.inner, *parts.annexes):
        for table in segment.tables:
            if is_performance_table(table):
                yield read_performance(segment, table, OTHER_YEAR)


def notice(paths: tuple[Path, ...], number: str) -> Path:
    return next(path for path in paths if path.name.startswith(number))


@pytest.mark.parametrize("number", NOTICES)
def test_every_table_is_found_with_its_scope_money_and_goals(
    real_notices: tuple[Path, ...], cases: Path, number: str
) -> None:
    expected = [row for row in rows_of(cases / "tables.csv") if row["notice"] == number]
    found = [table for table, _ in readings(notice(real_notices, number))]
    assert [described(number, place, one) for place, one in enumerate(found, 1)] == expected


def described(number: str, place: int, table: PerformanceTable) -> dict[str, str]:
    amounts = (
        f"{one.kind}={one.amount.state.value if one.amount.fen is None else one.amount.fen}"
        for one in table.amounts
    )
    return {
        "notice": number,
        "table": str(place),
        "label": table.label,
        "scope": table.scope.value if table.scope else "",
        "region": table.region.full_name if table.region else "",
        "year": str(table.year.value) if table.year else "",
        "template": "是" if table.template else "否",
        "amounts": " ".join(amounts),
        "goals": str(len(table.goals)),
        "indicators": str(len(table.indicators)),
    }


@pytest.mark.parametrize("number", NOTICES)
def test_every_indicator_is_read_as_an_auditor_reads_it(
    real_notices: tuple[Path, ...], cases: Path, number: str
) -> None:
    found = [
        row_of(place, indicator)
        for place, (table, _) in enumerate(readings(notice(real_notices, number)), 1)
        for indicator in table.indicators
    ]
    assert found == rows_of(cases / f"{number}.csv")


def row_of(place: int, one: Indicator) -> dict[str, str]:
    target = one.target
    return {
        "table": str(place),
        "level1": one.level1,
        "level2": one.level2,
        "name": one.name,
        "printed": target.text,
        "kind": target.kind.value,
        "comparator": target.comparator or "",
        "value": "" if target.value is None else str(target.value),
        "unit": target.unit or "",
        "due": "" if target.due is None else target.due.isoformat(),
        "repaired": "是" if one.repaired else "",
    }


@pytest.mark.parametrize("number", NOTICES)
def test_every_repair_is_reported_with_its_row(real_notices: tuple[Path, ...], number: str) -> None:
    for table, repairs in readings(notice(real_notices, number)):
        told = {indicator.repaired for indicator in table.indicators if indicator.repaired}
        assert told <= {repair.sentence for repair in repairs}
        assert all(repair.sources and repair.sources[0].row for repair in repairs)


def test_a_value_that_was_cut_off_stays_blank_and_is_doubtful(
    real_notices: tuple[Path, ...],
) -> None:
    table, repairs = readings(notice(real_notices, "003"))[0]
    cut = next(one for one in table.indicators if "一站式" in one.name)
    assert cut.target.value is None
    assert cut.target.text == ""
    assert cut.level2 == "时效指标"
    assert any(repair.doubtful and "一站式" in repair.sentence for repair in repairs)


def test_projects_named_in_the_goals_come_with_their_amounts(
    real_notices: tuple[Path, ...],
) -> None:
    table, _ = readings(notice(real_notices, "002"))[0]
    spending = spending_in(table)
    assert [one.amount.fen for one in spending] == [35_810_000, 60_000_000, 4_130_000]
    assert all(one.name.endswith("项目") and one.purpose for one in spending)

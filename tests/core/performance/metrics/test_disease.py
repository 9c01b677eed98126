"""病种付费取数: shares of what was recorded; nothing is told of what wasn't."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from zhida.core.performance.indicators import Standing
from zhida.core.performance.metrics import metric
from zhida.core.performance.metrics.disease import (
    FROM_RECORD,
    DiseaseRecord,
    catalogue_published,
    grouping_done,
)

DAY = datetime.date(2025, 12, 31)
WHOLE = DiseaseRecord(DAY, 30, 27, 3000, 2999, 18, 20, ("a" * 64,))


def test_each_share_is_of_its_own_whole() -> None:
    values = {code: answer(WHOLE).value for code, answer in FROM_RECORD.items()}
    assert values == {
        "dip_interfaces": Decimal(90),
        "dip_grouping_ready": Decimal("99.9666"),  # never rounded up to all of them
        "dip_institution_coverage": Decimal(90),
    }
    for code, answer in FROM_RECORD.items():
        assert metric(code).unit == "%"
        assert answer(WHOLE).evidence == WHOLE.evidence


@pytest.mark.parametrize(
    "record", [DiseaseRecord(DAY), DiseaseRecord(DAY, 0, 0, 0, 0, 0, 0, ("a",))]
)
def test_what_was_not_recorded_has_no_value_and_says_how(record: DiseaseRecord) -> None:
    for answer in FROM_RECORD.values():
        actual = answer(record)
        assert (actual.standing, actual.value) == (Standing.NO_DATA, None)
        assert "zhida dip record" in actual.note


def test_every_case_grouped_is_the_whole() -> None:
    assert grouping_done(DiseaseRecord(DAY, cases=7, grouped=7, evidence=("a",))).value == 100


@pytest.mark.parametrize(("core", "mixed", "value"), [(70, 30, 100), (70, 0, 50), (0, 0, 0)])
def test_the_catalogue_is_two_libraries(core: int, mixed: int, value: int) -> None:
    assert catalogue_published(DAY, core, mixed, ("a",)).value == value

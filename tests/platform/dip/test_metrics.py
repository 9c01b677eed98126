"""病种付费取数: what was taken in, booked and installed answers the indicators, with its files."""

from __future__ import annotations

import csv
import datetime
import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from tests.platform.dip.results import (
    TODAY,
    flow_file,
    monitoring_file,
    quality_file,
    simulation_file,
)

from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import REGISTRY, Question
from zhida.engines.dip.flow import flow_of
from zhida.engines.errors import EngineError
from zhida.platform.access.policy import Actor, Role
from zhida.platform.dip import installed
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.models import Result
from zhida.platform.dip.recording import record
from zhida.platform.ledger.fund_booking import book_flow
from zhida.platform.scope import scope

NOW = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
DRAFTER = Actor("医保经办", "650100-medical", "650100", Role.DRAFTER, "medical_security")
BOOKER = Actor("审核甲", "650100-finance", "650100", Role.REVIEWER)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    (tmp_path / "目录.csv").write_text(
        "code,name,layer,dx,treatment\nJC1,甲,BASIC,K35.8,\nZH1,乙,MIXED,K35,相关手术\n", "utf-8"
    )
    return tmp_path


def asked(code: str, as_of: datetime.date = TODAY) -> Actual:
    year = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    with scope("650100"):
        return REGISTRY.measure(code, Question("650100", *year, as_of))


def grouped(folder: Path, directory: str) -> Path:
    """Four cases of 2025, three of them in a group, and one of another year."""
    path = folder / "分组.parquet"
    columns = {"year": [2025, 2025, 2025, 2025, 2024], "number": [1, 2, 1, 0, 0]}
    parquet.write_table(pa.table(columns | {"directory": [directory] * 5}), path)
    return path


def test_what_was_recorded_answers_the_indicators(database: str, home: Path) -> None:
    made = installed.install(home / "目录.csv", None, None, {}, NOW)
    with (home / "清算.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["机构", "险种"], ["H1", "310"], ["H1", "390"], ["H2", "310"]])
    quality = quality_file()
    (home / "质控.json").write_bytes(quality.content)
    files = (grouped(home, made.directory), home / "清算.csv", 4)
    record(DRAFTER, "650100", 2025, TODAY, [home / "质控.json"], *files)
    codes = ("dip_interfaces", "dip_grouping_ready", "dip_institution_coverage")
    timely, in_group, covered = (asked(code) for code in codes)
    assert str(timely.value) == "66.6666"
    assert in_group.value == 75
    assert covered.value == 50
    assert hashlib.sha256(quality.content).hexdigest() in timely.evidence
    catalogue = asked("dip_catalogue_published")
    assert catalogue.value == 100
    assert catalogue.evidence == (made.files["directory.csv"],)


def test_of_coverage_what_is_not_told_again_stays(database: str, home: Path) -> None:
    """Settlements told first, institutions with inpatients after: both stand; neither is lost."""
    with (home / "清算.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["机构", "险种"], ["H1", "310"], ["H2", "310"]])
    record(DRAFTER, "650100", 2025, TODAY, [], settled=home / "清算.csv")
    record(DRAFTER, "650100", 2025, TODAY, [], inpatient=8)
    assert asked("dip_institution_coverage").value == 25
    record(DRAFTER, "650100", 2025, TODAY, [], settled=home / "清算.csv")
    assert asked("dip_institution_coverage").value == 25
    with pytest.raises(EngineError, match="有清算的机构2家，多于住院机构1家"):
        record(DRAFTER, "650100", 2025, TODAY, [], inpatient=1)


def test_a_grouping_without_a_case_of_the_year_is_not_recorded(database: str, home: Path) -> None:
    made = installed.install(home / "目录.csv", None, None, {}, NOW)
    with pytest.raises(EngineError, match="里没有2030年的病例"):
        record(DRAFTER, "650100", 2030, TODAY, [], grouped(home, made.directory))


def test_results_alone_answer_for_groups_and_settlements(database: str) -> None:
    take_in(DRAFTER, (monitoring_file(grouped=117), flow_file()), 2025, TODAY)
    assert asked("dip_grouping_ready").value == 90
    assert asked("dip_institution_coverage").standing is Standing.NO_DATA
    record(DRAFTER, "650100", 2025, TODAY, (), None, None, 4)
    assert asked("dip_institution_coverage").value == 50


def test_a_simulation_dates_itself_and_the_first_of_the_year_counts(database: str) -> None:
    assert asked("dip_simulation_date").standing is Standing.NO_DATA
    days = ("2025-09-01", "2025-06-30", "2024-12-31")
    for number, day in enumerate(days):
        take_in(DRAFTER, (simulation_file(on=day, year=2024, gain=number),), 2025, TODAY)
    assert asked("dip_simulation_date").day == datetime.date(2025, 6, 30)
    before = asked("dip_simulation_date", datetime.date(2025, 6, 29))
    assert before.standing is Standing.NO_DATA


def test_money_is_paid_when_it_stands_in_the_funds_book(database: str) -> None:
    file = flow_file()
    take_in(DRAFTER, (file,), 2025, TODAY)
    assert asked("dip_first_settlement_date").standing is Standing.NO_DATA
    book_flow(BOOKER, flow_of(file.content.decode(), file.name), datetime.date(2026, 2, 1))
    assert asked("dip_first_settlement_date").day == datetime.date(2026, 2, 1)


def test_nothing_counts_before_its_day(database: str, home: Path) -> None:
    installed.install(home / "目录.csv", None, None, {}, NOW)
    take_in(DRAFTER, (quality_file(),), 2025, TODAY)
    for code in ("dip_interfaces", "dip_catalogue_published", "dip_grouping_ready"):
        assert asked(code, datetime.date(2025, 5, 31)).standing is Standing.NO_DATA
    assert asked("dip_interfaces").standing is Standing.MEASURED


def test_files_that_do_not_say_it_are_refused_and_nothing_is_recorded(
    database: str, home: Path
) -> None:
    quality = home / "质控.json"
    quality.write_bytes(quality_file().content)
    with pytest.raises(EngineError, match="所用的目录没有启用过"):
        record(DRAFTER, "650100", 2025, TODAY, [quality], grouped(home, "x"))
    with pytest.raises(EngineError, match=r"“目录[.]csv”不是病种付费的结果文件"):
        record(DRAFTER, "650100", 2025, TODAY, [home / "目录.csv"])
    with pytest.raises(EngineError, match=r"“质控[.]json”不是分组结果"):
        record(DRAFTER, "650100", 2025, TODAY, [quality], quality)
    with pytest.raises(EngineError, match=r"“目录[.]csv”不是清算结果"):
        record(DRAFTER, "650100", 2025, TODAY, [quality], None, home / "目录.csv")
    with scope("650100"):
        assert not Result.objects.exists()

"""一年的样例: what `make demo` plays is what the files beside it say, fault for fault."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from specimens.attained import GOALS, YEAR, whole
from specimens.treasury import YEAR as PAID
from zhida.core.execution.payments import PaymentKind
from zhida.core.notice import TargetKind
from zhida.documents.execution.payment_files import PaymentFile, read_payment_file
from zhida.documents.execution.payment_mapping import mapping_of
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_documents

FOLDER = Path(__file__).parents[1] / "fiscal-year"
TOLD: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (FOLDER / "年度.faults.toml").read_text("utf-8")
)
FILES = sorted(
    path for path in (FOLDER / "国库支付").iterdir() if path.suffix in (".xlsx", ".csv", ".json")
)
REGION = "652900"


def treasury(path: Path) -> PaymentFile:
    """A file of the treasury, with its mapping where there is one."""
    beside = path.with_suffix(".toml")
    said = beside.read_text("utf-8") if beside.exists() else ""
    return read_payment_file(path, REGION, mapping_of(said, beside.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_only_wrong_cells_are_those_that_are_told(path: Path) -> None:
    told = [
        (each["code"], each["cell"])
        for each in TOLD["payment"]
        if "cell" in each and FOLDER / each["file"] == path
    ]
    blocked = [
        (each.code, each.sources[0].describe().split()[-1])
        for each in treasury(path).reading.findings
        if each.severity.value in ("error", "fatal")
    ]
    assert blocked == told


@pytest.mark.parametrize("place", sorted(PAID))
def test_every_treasury_says_what_was_paid_whatever_its_format(place: str) -> None:
    (path,) = (each for each in FILES if each.stem == place)
    read = {each.number: each for each in treasury(path).reading.payments}
    for row in PAID[place]:
        payment = read.pop(row.number)
        assert payment.fen == abs(int(row.yuan)) * 100
        assert payment.date.isoformat() == row.date
        assert (payment.kind is PaymentKind.REFUND) == bool(row.refunds)
        assert (payment.function, payment.refunds) == (row.function, row.refunds)
    assert not read


def test_goals_of_the_counties_add_up_to_the_prefectures_and_two_are_missed() -> None:
    tables = parse(read_documents([FOLDER / "绩效目标表.docx"])).targets
    goals = {
        table.scope.value: {each.name: each.target for each in table.indicators}
        for table in tables
        if table.scope
    }
    visits = {place: each[GOALS[0]].value for place, each in goals.items()}
    counties = {place: value for place, value in visits.items() if place != "阿克苏地区"}
    assert set(counties) == set(YEAR)
    assert sum(value for value in counties.values() if value) == visits["阿克苏地区"]
    assert all(each[GOALS[3]].kind is TargetKind.GRADE for each in goals.values())
    missed = {
        (place, name)
        for place, values in YEAR.items()
        for name, value in zip(GOALS[:3], values[:3], strict=True)
        if float(str(value)) < float(goals[place][name].value or 0)
    }
    assert missed == {(each["place"], each["name"]) for each in TOLD["goal"]}
    assert whole()[0] < (visits["阿克苏地区"] or 0)


def test_the_registers_say_what_is_declared() -> None:
    path = FOLDER / "证明材料" / "2025年住院救助台账汇总.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert {row["县（市）"]: int(row["住院救助人次"]) for row in rows} == {
        place: values[0] for place, values in YEAR.items()
    }

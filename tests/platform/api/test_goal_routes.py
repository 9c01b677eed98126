"""目标表: scores as arithmetic, gaps to those below, a division that loses nothing, months of monitoring."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.api.calling import system
from tests.platform.ledger.desk import CITY
from tests.platform.performance.test_actions import DRAFTER, PROVINCE, SHEET, TABLE, origin

from zhida.platform.access.policy import Role
from zhida.platform.performance import actions
from zhida.platform.performance.models import Value
from zhida.platform.scope import scope

SETS = {"year": 2025}


@pytest.fixture
def goals(database: str, tmp_path: Path) -> int:
    """The province's goals and the city's below them, with one declared value; its number."""
    actions.set_targets(PROVINCE, origin(tmp_path, "新疆维吾尔自治区", 900))
    (made,) = actions.set_targets(PROVINCE, origin(tmp_path))
    with scope("650100"):
        visits = made.targets.get(name="住院救助人次").pk
    day = datetime.date(2025, 6, 28)
    actions.declare_value(DRAFTER, visits, "260人次", SHEET, day)
    return int(visits)


def test_a_set_of_goals_with_its_score_gaps_and_months(goals: int) -> None:
    city, above = system(), system("省系统", "650000-finance")
    (own,) = city.get("/target-sets", **SETS)[1]["items"]
    both = above.get("/target-sets", **SETS, below="true")[1]["items"]
    assert own in both and len(both) == 2
    score = city.get(f"/target-sets/{own['number']}/score", on="2025-09-30")[1]
    row = next(each for each in score["rows"] if each["target"] == goals)
    assert row["arithmetic"] and Fraction(row["points"]) <= Fraction(row["weight"])
    weights = [Fraction(each["weight"]) for each in score["rows"] if each["counts"]]
    assert sum(weights) > 0
    province = next(each for each in both if each["region"] == "650000")
    gaps = above.get(f"/target-sets/{province['number']}/gaps")[1]
    assert [each["number"] for each in gaps["parts"]] == [own["number"]]
    asked = next(each for each in gaps["rows"] if each["name"] == "住院救助人次")
    assert asked["bond"] == "adds" and not asked["holds"] and asked["findings"]
    months = city.get("/monitoring/goals", **SETS, month=7)[1]["items"]
    watched = next(each for each in months if each["target"] == goals)
    assert watched["months"][4:] == [None, "260", "260"]
    money = city.get("/monitoring/money", **SETS, month=7)[1]
    assert [each["day"][5:7] for each in money] == [f"{each:02}" for each in range(1, 8)]


def test_a_division_by_pasted_factors_sums_to_the_whole(goals: int) -> None:
    caller = system()
    (own,) = caller.get("/target-sets", **SETS)[1]["items"]
    path = f"/target-sets/{own['number']}/split"
    assert caller.get(path)[1]["shares"] == []
    factors = "名称\t人数\n天山区\t300\n沙依巴克区\t100\n"
    told = caller.get(path, factors=factors)[1]
    assert told["parts"] == ["天山区", "沙依巴克区"]
    visits = next(each for each in told["shares"] if each["name"] == "住院救助人次")
    whole = next(e for e in caller.get("/targets", **SETS)[1]["items"] if e["number"] == goals)
    assert sum(map(Fraction, visits["values"])) == Fraction(whole["value"])
    status, refused = caller.get(path, factors="名称\n天山区\n")
    assert status == 409 and refused["message"]
    status, refused = caller.get(path, source="没有的表")
    assert (status, refused["field"]) == (422, "source")


def test_the_proof_of_a_declared_value_leaves_as_an_export(goals: int) -> None:
    caller = system()
    (value,) = caller.get(f"/targets/{goals}/values")[1]
    assert value["evidence"]
    with scope("650100"):
        number = Value.objects.get(target_id=goals).pk
    answer = caller.ask("GET", f"/targets/{goals}/values/{number}/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert caller.ask("GET", f"/targets/{goals + 1}/values/{number}/file").status_code == 404


def test_targets_of_a_file_are_previewed_and_then_set(database: str) -> None:
    caller = system(agency=CITY, role=Role.DRAFTER)

    def sent(**asked: str) -> Any:
        text = TABLE.format(scope="乌鲁木齐市", amount=100, visits=500)
        return caller.post(
            "/targets/files", file=SimpleUploadedFile("目标.txt", text.encode()), **asked
        )

    status, (told,) = sent(preview="true")
    assert (status, told["agency"], told["edition"], told["fault"]) == (200, CITY, 1, "")
    assert {"住院救助人次": "≥500人次"}.items() <= {
        each["name"]: each["after"] for each in told["changes"]
    }.items()
    assert caller.get("/targets", year=2025)[1]["items"] == []
    assert sent()[0] == 200
    assert len(caller.get("/targets", year=2025)[1]["items"]) == 7
    status, told = caller.post(
        "/targets/files", file=SimpleUploadedFile("会议.txt", "请参加。".encode())
    )
    assert (status >= 400, "没有已填的绩效目标表" in told["message"]) == (True, True)

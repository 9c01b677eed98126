"""到期日案例: what falls due when, over holidays and make-up working days, as worked out by hand."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from zhida.core.notice import DeadlineKind, Notice, Obligation
from zhida.core.obligations import Duty, Part, born, obligor, office_name
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.letter.deadlines import deadline_of

TABLE = Path(__file__).resolve().parents[2] / "cases" / "obligations" / "deadlines.csv"
CASES = list(csv.DictReader(TABLE.open(encoding="utf-8")))
PLACE = Source("案例.txt", line=1)
FUND = "医疗服务与保障能力提升补助资金"


def day(cell: str) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None


def duties(case: Mapping[str, str]) -> tuple[Duty, ...]:
    """What the words of the case, or the standing rules, bring to the agency."""
    issued, year = day(case["发文日期"]), int(case["预算年度"])
    assert issued is not None
    asked = []
    if case["来文时限"]:
        due = deadline_of(f"于{case['来文时限']}{case['事项']}", year, issued)
        assert due is not None, case["来文时限"]
        rolling = "，逢节假日顺延" if "顺延" in case["来文时限"] else ""
        asked = [Obligation(None, case["事项"] + rolling, None, due, None, PLACE)]
    notice = Notice(
        (),
        issuers=(Stated(case["发文单位"], PLACE),),
        date=Stated(issued, PLACE),
        fund=Stated(FUND, PLACE),
        budget_year=Stated(year, PLACE),
        obligations=tuple(asked),
    )
    region, _, kind = case["单位"].partition("-")
    who = obligor(case["单位"], office_name(case["单位"]), kind.replace("-", "_"), region)
    assert who is not None
    part = Part.ISSUER if case["规定"] == "publish" else Part.RECEIVER
    return born(notice, who, received=day(case["收文日期"]), part=part)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["案例"])
def test_the_day_is_the_one_worked_out_by_hand(case: Mapping[str, str]) -> None:
    rule = case["规定"] or "notice"
    found = [each for each in duties(case) if (each.rule, each.period) == (rule, case["期"])]
    assert [(each.due, each.unknown) for each in found] == [
        (day(case["到期日"]), case["不能定的原因"])
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["案例"])
def test_the_table_names_the_day_of_the_week_rightly(case: Mapping[str, str]) -> None:
    """The remarks of the table that end in a day of the week speak of the due day."""
    due, said = day(case["到期日"]), case["手工核算"].rpartition("；")[2]
    if due is not None and said.startswith("星期") and len(said) == 3:
        assert said[2] == "一二三四五六日"[due.weekday()]


def test_there_are_enough_cases_and_no_two_of_one_name() -> None:
    assert len(CASES) >= 40
    assert len({case["案例"] for case in CASES}) == len(CASES)


def test_every_kind_of_deadline_is_there() -> None:
    kinds = {
        due.kind
        for case in CASES
        if case["来文时限"]
        and (due := deadline_of(f"于{case['来文时限']}{case['事项']}", 2022, day(case["发文日期"])))
    }
    assert kinds == set(DeadlineKind)

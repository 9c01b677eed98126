"""确定指标值: a person says what a printed value means that can't be measured; print and source stay."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from tests.platform.ledger.desk import CITY

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.performance import actions
from zhida.platform.performance.actions import Proof
from zhida.platform.performance.models import Target
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.performance.settling import open_questions, settle_target
from zhida.platform.scope import scope

DRAFTER = Actor("经办人甲", CITY, "650100", Role.DRAFTER)
PROVINCE = Actor("厅审核", "650000-finance", "650000", Role.REVIEWER)
AUDITOR = Actor("审计", CITY, "650100", Role.AUDITOR)
WHY = "与下达单位电话核实"
TABLE = """医疗救助补助资金绩效目标表

(2025年度)

项目名称\t\t医疗救助补助资金\t\t
预算单位\t\t乌鲁木齐市\t\t
项目资金(万元)\t\t资金总额: 100万元\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t召开工作会议\t≥1
\t\t数量指标\t住院救助人次\t≥500人次
\t\t质量指标\t住院医疗费用救助比例\t约95%左右
\t\t时效指标\t系统上线时间\t2024年12月底前
\t\t时效指标\t模拟运行时间\t2025年6月30日前
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥**%
"""


@pytest.fixture
def goals(database: str, tmp_path: Path) -> dict[str, int]:
    """The city's goals; the number of each by its name."""
    path = tmp_path / "目标表.txt"
    path.write_text(TABLE, encoding="utf-8")
    (made,) = actions.set_targets(DRAFTER, origin_of_file(path))
    with scope("650100"):
        return {each.name: each.pk for each in made.targets.all()}


def target(number: int) -> Target:
    with scope("650100"):
        return Target.objects.select_related("set", "set__agency").get(pk=number)


def test_what_is_open_is_told_with_its_reason(goals: dict[str, int]) -> None:
    open_ones = {name for name, number in goals.items() if open_questions(target(number))}
    assert open_ones == {"召开工作会议", "住院医疗费用救助比例", "系统上线时间", "救助对象满意度"}
    (told,) = open_questions(target(goals["系统上线时间"]))
    assert "2024-12-31，不在2025年度内" in told


@pytest.mark.parametrize(
    ("name", "text", "settled"),
    [
        ("召开工作会议", "≥1次", ("number", "≥", "1", "次", None)),
        ("住院医疗费用救助比例", "≥95%", ("rate", "≥", "95", "%", None)),
        ("救助对象满意度", "≥85%", ("rate", "≥", "85", "%", None)),
        ("系统上线时间", "2025年12月底前", ("date", "≤", None, "", datetime.date(2025, 12, 31))),
    ],
)
def test_a_person_settles_it_and_what_was_printed_stays(
    goals: dict[str, int], name: str, text: str, settled: tuple[object, ...]
) -> None:
    before = target(goals[name])
    settle_target(DRAFTER, goals[name], text, WHY)
    after = target(goals[name])
    value = None if after.value is None else f"{after.value:f}".rstrip("0").rstrip(".")
    assert (after.kind, after.comparator, value, after.unit, after.due) == settled
    assert (after.printed, after.place) == (before.printed, before.place)
    assert after.stated == after.settled == text
    with scope("650100"):
        deed = Deed.objects.order_by("-pk")[0]
    assert deed.before is not None and deed.after is not None
    assert (deed.verb, deed.actor, deed.reason) == ("settle_target", "经办人甲", WHY)
    assert deed.before["printed"] == deed.after["printed"] == before.printed
    assert (deed.before["settled"], deed.after["settled"]) == ("", text)


def test_a_settled_day_is_reached_or_not(goals: dict[str, int]) -> None:
    """Before, a value could be declared of nothing; then the day counts."""
    number = goals["救助对象满意度"]
    proof = Proof("调查.pdf", b"%PDF-1.7 survey")
    day = datetime.date(2025, 9, 30)
    with pytest.raises(LedgerError, match="没有指标值"):
        actions.declare_value(DRAFTER, number, "90%", proof, day)
    settle_target(DRAFTER, number, "≥85%", WHY)
    assert actions.declare_value(DRAFTER, number, "90%", proof, day).value == 90


def test_it_may_be_settled_anew_and_every_time_is_kept(goals: dict[str, int]) -> None:
    number = goals["召开工作会议"]
    settle_target(DRAFTER, number, "≥1次", WHY)
    settle_target(DRAFTER, number, "≥2次", "补充通知写明两次")
    assert target(number).settled == "≥2次"
    with scope("650100"):
        deeds = Deed.objects.filter(verb="settle_target").order_by("pk")
        assert [each.after and each.after["settled"] for each in deeds] == ["≥1次", "≥2次"]


@pytest.mark.parametrize(
    ("name", "text", "reason", "said"),
    [
        ("住院救助人次", "≥300人次", WHY, "是明确的"),
        ("召开工作会议", "≥1次", "  ", "必须写明理由"),
        ("住院医疗费用救助比例", "约96%", WHY, "不能确定"),
        ("救助对象满意度", "", WHY, "不能确定"),
        ("系统上线时间", "≥95%", WHY, "不是同一种"),
    ],
)
def test_what_settles_nothing_is_refused_and_nothing_changes(
    goals: dict[str, int], name: str, text: str, reason: str, said: str
) -> None:
    with pytest.raises(LedgerError, match=said):
        settle_target(DRAFTER, goals[name], text, reason)
    assert target(goals[name]).settled == ""


def test_others_do_not_settle_it(goals: dict[str, int]) -> None:
    for other in (PROVINCE, AUDITOR):
        with pytest.raises(Forbidden):
            settle_target(other, goals["召开工作会议"], "≥1次", WHY)


def test_the_database_keeps_what_was_printed(goals: dict[str, int]) -> None:
    with scope("650100"), pytest.raises(DatabaseError), transaction.atomic():
        Target.objects.filter(pk=goals["召开工作会议"]).update(printed="≥1次")

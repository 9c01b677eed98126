"""绩效评价的办理: self-evaluation → review → confirmation, four eyes, nothing overwritten."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.platform.ledger.desk import CITY

from zhida.core.ledger import LedgerError
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.points import Attainment
from zhida.core.performance.review import EvaluationState, Stage
from zhida.core.performance.scoring import Score, score
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.performance import evaluating
from zhida.platform.performance.evaluation_models import Evaluation, StagedJudgement
from zhida.platform.performance.evaluations import evaluations, history
from zhida.platform.scope import scope

DRAFTER = Actor("经办人甲", CITY, "650100", Role.DRAFTER)
REVIEWER = Actor("审核人乙", CITY, "650100", Role.REVIEWER)
PROVINCE = Actor("厅审核", "650000-finance", "650000", Role.REVIEWER)
OTHER_CITY = Actor("邻市审核", "650200-finance", "650200", Role.REVIEWER)
SAME_PERSON = Actor("经办人甲", CITY, "650100", Role.REVIEWER)
FUND = "医疗救助补助资金"
ROWS = ("5次", "1200人次")


def scored(trainings: int = 5, visits: int = 1200) -> Score:
    """Four trainings and 1500 visits were promised; 90 of 100 万元 were spent."""
    found = []
    for name, target, value in (("培训次数", 4, trainings), ("住院救助人次", 1500, visits)):
        indicator = TypedIndicator(
            "产出指标", "数量指标", name, IndicatorKind.NUMBER, "≥", Decimal(target), "次", None, "",
            Direction.HIGHER, Fraction(45), "", "650100", 2025, "",
        )  # fmt: skip
        actual = Actual(Standing.DECLARED, datetime.date(2025, 12, 31), value=Decimal(value))
        found.append(Attainment(indicator, actual, reason="申请减少；明年加强主动发现"))
    return score(found, 2025, 100, 90)


@pytest.fixture
def filed(database: str) -> int:
    """The city's self-evaluation: 9 + 45 + 36 = 90."""
    form = ("自评表.docx", b"PK the form as it was filed")
    found = evaluating.evaluate(DRAFTER, FUND, scored(), ROWS, form=form)
    return int(found.pk)


def totals(actor: Actor = DRAFTER) -> list[tuple[str, str, str]]:
    """Stage, points and grade of the evaluations that an actor may see."""
    with scope(actor.region):
        return [
            (each.stage.label, str(float(each.total)), each.grade)
            for row in evaluations(2025)
            for each in row.stages
        ]


def test_the_three_stages_stay_side_by_side(filed: int) -> None:
    evaluating.review(PROVINCE, filed, {2: (Fraction(30), "名册只有1000人次")}, "核减")
    evaluating.finish(PROVINCE, filed)
    assert totals() == [("自评", "90.0", "优"), ("复核", "84.0", "良"), ("确认", "84.0", "良")]
    with scope("650100"):
        (row,) = evaluations(2025, fund=FUND, finished=True)
        assert list(evaluations(2025, most=1)) == [row]
        assert list(evaluations(2025, after=row.number, most=1)) == []
    assert row.state is EvaluationState.FINISHED
    (found,) = row.differences
    assert found.name == "住院救助人次"
    assert [found.before, found.after, found.points] == [36, 30, -6]
    assert found.words == "名册只有1000人次"


def test_who_evaluated_cant_review_it(filed: int) -> None:
    with pytest.raises(Forbidden, match="起草人不能“复核自评”"):
        evaluating.review(SAME_PERSON, filed, {})
    assert totals() == [("自评", "90.0", "优")]


def test_the_database_itself_keeps_four_eyes(filed: int) -> None:
    with pytest.raises(IntegrityError, match="evaluation_four_eyes"), scope("650100"):
        Evaluation.objects.filter(pk=filed).update(reviewed_by="经办人甲")


def test_a_drafter_cant_review(filed: int) -> None:
    with pytest.raises(Forbidden, match="须由审核人员办理"):
        evaluating.review(Actor("经办人丙", CITY, "650100", Role.DRAFTER), filed, {})


def test_another_city_neither_sees_nor_reviews(filed: int) -> None:
    assert totals(OTHER_CITY) == []
    with pytest.raises(LedgerError, match="不在本区划范围内"):
        evaluating.review(OTHER_CITY, filed, {})


def test_nothing_is_confirmed_before_it_was_reviewed(filed: int) -> None:
    with pytest.raises(LedgerError, match="评价在“已自评”，不能确认。先要到“已复核”"):
        evaluating.finish(REVIEWER, filed)


def test_what_was_sent_back_is_done_anew_and_the_first_stays_as_history(filed: int) -> None:
    with pytest.raises(LedgerError, match="必须写明理由"):
        evaluating.send_back(REVIEWER, filed, " ")
    evaluating.send_back(REVIEWER, filed, "救助人次与名册不符")
    evaluating.evaluate(DRAFTER, FUND, scored(visits=1000), ROWS)
    assert totals() == [("自评", "84.0", "良")]
    with scope("650100"):
        told = [(each.stage, float(each.total)) for each in history(filed)]
    assert told == [(Stage.SELF, 90.0), (Stage.SELF, 84.0)]


def test_an_evaluation_that_stands_isnt_filed_twice(filed: int) -> None:
    with pytest.raises(LedgerError, match="评价在“已自评”，不能重新自评"):
        evaluating.evaluate(DRAFTER, FUND, scored(), ROWS)


def test_after_confirmation_nothing_changes(filed: int) -> None:
    evaluating.review(REVIEWER, filed, {})
    evaluating.finish(REVIEWER, filed)
    with pytest.raises(LedgerError, match="评价在“已确认”，不能退回"):
        evaluating.send_back(REVIEWER, filed, "再看看")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({2: (Fraction(46), "多给")}, "不在0到45分之间"),
        ({2: (Fraction(-1), "少给")}, "不在0到45分之间"),
        ({2: (Fraction(30), "  ")}, "没有写理由"),
        ({7: (Fraction(30), "没有这一行")}, "没有第7行"),
    ],
)
def test_a_review_that_cant_be_is_refused(
    filed: int, changes: evaluating.Changes, refusal: str
) -> None:
    with pytest.raises(LedgerError, match=refusal):
        evaluating.review(REVIEWER, filed, changes)
    assert totals() == [("自评", "90.0", "优")]


def test_a_score_of_nothing_isnt_filed(database: str) -> None:
    with pytest.raises(LedgerError, match="没有可以计分的指标"):
        evaluating.evaluate(DRAFTER, FUND, score([], 2025, 0, 0), ())
    with scope("650100"):
        assert not Evaluation.objects.exists()


def test_every_step_is_in_the_journal(filed: int) -> None:
    evaluating.review(REVIEWER, filed, {1: (Fraction(40), "两次没有签到表")}, "核减")
    with scope("650100"):
        deeds = Deed.objects.filter(concept="evaluation", subject=str(filed)).order_by("pk")
        told = [(each.actor, each.verb, (each.after or {})["total"]) for each in deeds]
    assert told == [
        ("经办人甲", "evaluate", "90.0000"),
        ("审核人乙", "review_evaluation", "85.0000"),
    ]


def test_what_a_stage_said_cant_be_changed_in_the_database(filed: int) -> None:
    for sql in (
        "UPDATE performance_stagedjudgement SET total = 100",
        "DELETE FROM performance_stagedjudgement",
        "UPDATE performance_evaluation SET year = 2024",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('zhida.scope', '650100', true)")
            cursor.execute(sql)
    with scope("650100"):
        (stored,) = StagedJudgement.objects.all()
        assert stored.file is not None
        assert (stored.total, stored.file.name) == (Decimal("90.0000"), "自评表.docx")

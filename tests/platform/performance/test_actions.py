"""目标的办理: goals set from a notice, values declared with their file, measured from the ledger."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.platform.ledger.desk import CITY, CITY_LINE, DAY, accepted, book, issued, receipt

from zhida.core.ledger import LedgerError, verbs
from zhida.core.ledger.verbs import Act
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import MetricError, Question, Registry
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.performance import actions
from zhida.platform.performance.actions import Proof
from zhida.platform.performance.models import StoredFile, Target, TargetSet, Value
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.performance.queries import history, sets_in_force, target_tree
from zhida.platform.performance.storing import Origin
from zhida.platform.scope import scope

DRAFTER = Actor("经办人甲", CITY, "650100", Role.DRAFTER)
DISTRICT = Actor("区经办", "650102-finance", "650102", Role.DRAFTER)
PROVINCE = Actor("厅审核", "650000-finance", "650000", Role.REVIEWER)
SHEET = Proof("签到表.pdf", b"%PDF-1.7 signed by all who came")
TODAY = datetime.date(2025, 9, 30)

TABLE = """医疗救助补助资金绩效目标表

(2025年度)

项目名称\t\t医疗救助补助资金
预算单位\t\t{scope}
项目资金(万元)\t资金总额:\t{amount}万元
\t其中:财政拨款\t{amount}万元
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥{visits}人次
\t\t质量指标\t住院医疗费用救助比例\t≥70%
\t\t时效指标\t预算执行率\t≥95%
\t\t时效指标\t病种分值付费试点进行模拟运行时间\t2025年6月30日前
\t效益指标\t社会效益指标\t定点医药机构违规率下降\t≥10%
\t\t社会效益指标\t医保宣传能力\t显著提升
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""


def origin(folder: Path, scope: str = "乌鲁木齐市", visits: int = 500) -> Origin:
    """A performance table of one place, as it comes in a file."""
    path = folder / f"{scope}{visits}.txt"
    path.write_text(TABLE.format(scope=scope, amount=100, visits=visits), encoding="utf-8")
    return origin_of_file(path)


@pytest.fixture
def goals(database: str, tmp_path: Path) -> dict[str, int]:
    """The city's goals, set; the number of each by the beginning of its name."""
    (made,) = actions.set_targets(DRAFTER, origin(tmp_path))
    with scope("650100"):
        return {each.name: each.pk for each in made.targets.all()}


def declare(target: int, text: str, **more: object) -> Value:
    return actions.declare_value(DRAFTER, target, text, SHEET, TODAY, **more)  # type: ignore[arg-type]


def test_a_table_becomes_typed_goals_of_its_agency(goals: dict[str, int]) -> None:
    with scope("650100"):
        (held,) = sets_in_force(2025)
        rows = target_tree(2025)
    assert (held.agency.code, held.year, held.amount_fen, held.edition) == (
        CITY,
        2025,
        100_000_000,
        1,
    )
    assert [(row.indicator.name, row.indicator.kind.value, row.metric) for row in rows] == [
        ("住院救助人次", "number", "inpatient_aid_visits"),
        ("住院医疗费用救助比例", "rate", "inpatient_aid_ratio"),
        ("预算执行率", "rate", "execution_rate"),
        ("病种分值付费试点进行模拟运行时间", "date", "dip_simulation_date"),
        ("定点医药机构违规率下降", "change", "violation_rate_fall"),
        ("医保宣传能力", "grade", "publicity_capacity"),
        ("救助对象满意度", "rate", "satisfaction_aided"),
    ]
    assert all(row.actual.standing is Standing.NO_DATA for row in rows)
    assert rows[0].indicator.value == 500

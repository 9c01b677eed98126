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
from zhida.platform.performance.queries import history, sets_in_force, target_rows, target_tree
from zhida.platform.performance.storing import Origin
from zhida.platform.scope import scope

DRAFTER = Actor("经办人甲", CITY, "650100", Role.DRAFTER)
DISTRICT = Actor("区经办", "650102-finance", "650102", Role.DRAFTER)
PROVINCE = Actor("厅审核", "650000-finance", "650000", Role.REVIEWER)
SHEET = Proof("签到表.pdf", b"%PDF-1.7 signed by all who came")
TODAY = datetime.date(2025, 9, 30)

TABLE = """医疗救助补助资金绩效目标表

(2025年度)

项目名称\t\t医疗救助补助资金\t\t
预算单位\t\t{scope}\t\t
项目资金(万元)\t\t资金总额: {amount}万元\t\t
\t\t其中: 财政拨款{amount}万元\t\t
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


def test_goals_set_again_are_a_new_edition_and_the_old_ones_stay(
    goals: dict[str, int], tmp_path: Path
) -> None:
    declare(goals["住院救助人次"], "480人次")
    actions.set_targets(DRAFTER, origin(tmp_path, visits=600))
    with scope("650100"):
        (held,) = sets_in_force(2025)
        assert held.edition == 2
        assert next(row.indicator.value for row in target_tree(2025)) == 600
        assert TargetSet.objects.count() == 2
        assert history(goals["住院救助人次"])[0].value == 480


def test_the_goals_of_the_whole_stand_above_those_of_its_parts(
    database: str, tmp_path: Path
) -> None:
    actions.set_targets(PROVINCE, origin(tmp_path, "新疆维吾尔自治区", 900))
    actions.set_targets(PROVINCE, origin(tmp_path, "乌鲁木齐市", 500))
    with scope("650000"):
        rows = target_tree(2025)
        first = target_rows(2025, most=9)
        beyond = target_rows(2025, after=first[-1].number, most=50)
        assert [*first, *beyond] == sorted(rows, key=lambda row: row.number)
        assert {row.depth for row in target_rows(2025, region="650100", most=50)} == {0}
    assert [(row.depth, row.region, row.indicator.value) for row in rows[:2]] == [
        (0, "650000", Decimal(900)),
        (1, "650100", Decimal(500)),
    ]
    with scope("650100"):
        assert {row.depth for row in target_tree(2025)} == {0}
        assert {row.depth for row in target_rows(2025, most=50)} == {0}


def test_goals_are_set_for_ones_own_region_and_below_only(database: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="不在本区划"):
        actions.set_targets(DISTRICT, origin(tmp_path))
    auditor = Actor("审计丙", CITY, "650100", Role.AUDITOR)
    with pytest.raises(Forbidden, match="下达绩效目标"):
        actions.set_targets(auditor, origin(tmp_path))
    with scope("650000"):
        assert not TargetSet.objects.exists()


def test_a_district_registers_its_own_table_of_a_notice_to_many(
    database: str, real_notices: tuple[Path, ...]
) -> None:
    path = next(path for path in real_notices if path.name.startswith("003"))
    made = actions.set_targets(DISTRICT, origin_of_file(path))
    assert [each.region_id for each in made] == ["650102"]


def test_an_unfilled_form_is_no_goal(database: str, real_notices: tuple[Path, ...]) -> None:
    form = origin_of_file(next(path for path in real_notices if path.name.startswith("001")))
    with pytest.raises(LedgerError, match="没有已填的绩效目标表"):
        actions.set_targets(PROVINCE, form)


def test_the_tables_of_a_published_notice_go_to_their_places(
    database: str, real_notices: tuple[Path, ...]
) -> None:
    path = next(path for path in real_notices if path.name.startswith("003"))
    city = Actor("市经办", CITY, "650100", Role.DRAFTER)
    made = actions.set_targets(city, origin_of_file(path))
    assert [each.region_id for each in made] == [
        "650102", "650103", "650104", "650105", "650106", "650109", "650107", "650121",
    ]  # fmt: skip
    with scope("650100"):
        assert Target.objects.count() == 80
    with scope("650102"):
        assert Target.objects.count() == 10


@pytest.mark.parametrize("proof", [None, Proof("空.pdf", b"")])
def test_a_value_without_its_file_is_refused(goals: dict[str, int], proof: Proof | None) -> None:
    with pytest.raises(LedgerError, match="必须附证明材料"):
        actions.declare_value(DRAFTER, goals["住院救助人次"], "480", proof, TODAY)
    with scope("650100"):
        assert not Value.objects.exists()


def test_the_database_itself_refuses_a_declared_value_without_a_file(
    goals: dict[str, int],
) -> None:
    with (
        pytest.raises(IntegrityError, match="declared_value_with_a_file"),
        scope("650100"),
        transaction.atomic(),
    ):
        Value.objects.create(
            target_id=goals["住院救助人次"],
            standing="declared",
            as_of=TODAY,
            value=480,
            recorded_by="经办人甲",
        )


def test_a_declared_value_is_marked_so_and_keeps_its_file(goals: dict[str, int]) -> None:
    made = declare(goals["住院救助人次"], "480人次", note="结算系统导出")
    with scope("650100"):
        row = next(row for row in target_tree(2025) if row.number == goals["住院救助人次"])
        assert (row.actual.standing, row.actual.value) == (Standing.DECLARED, Decimal(480))
        file = StoredFile.objects.get(sha256=row.actual.evidence[0])
        assert bytes(file.content) == SHEET.content
        deed = Deed.objects.filter(verb="declare_value").get()
    assert (deed.actor, deed.subject, deed.source) == (
        "经办人甲",
        f"target {made.target_id}",
        "签到表.pdf",
    )


def test_the_newest_value_of_the_latest_day_counts_and_the_history_stays(
    goals: dict[str, int],
) -> None:
    number = goals["住院救助人次"]
    for text, day in (("100", 30), ("480", 90), ("470", 90), ("200", 60)):
        actions.declare_value(
            DRAFTER, number, text, SHEET, datetime.date(2025, 1, 1) + datetime.timedelta(day)
        )
    with scope("650100"):
        (now,) = (row.actual.value for row in target_tree(2025) if row.number == number)
        march = target_tree(2025, as_of=datetime.date(2025, 3, 10))
        assert now == 470
        assert [row.actual.value for row in march if row.number == number] == [200]
        assert [each.value for each in history(number)] == [470, 480, 200, 100]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("住院救助人次", "约480", "是约数（“约”）。请填写实际数"),
        ("住院救助人次", "480人", "单位是“人”，该指标按“人次”计"),
        ("住院救助人次", "很多", "不是一个数"),
        ("住院救助人次", "≥480", "是界限，不是实际数"),
        ("住院医疗费用救助比例", "-5%", "比率不能小于零"),
        ("病种分值付费试点进行模拟运行时间", "按时完成", "不是日期"),
        ("医保宣传能力", "显著提升", "不是一个数"),
        ("医保宣传能力", "120%", "不是0%至100%的得分比例"),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused_with_its_mend(
    goals: dict[str, int], name: str, text: str, why: str
) -> None:
    with pytest.raises(LedgerError, match=why) as refused:
        declare(goals[name], text)
    assert name in str(refused.value)
    assert "请" in str(refused.value) or "按三档填写" in str(refused.value)


def test_dates_and_grades_are_values_too(goals: dict[str, int]) -> None:
    declare(goals["病种分值付费试点进行模拟运行时间"], "2025-06-28")
    declare(goals["医保宣传能力"], "85%")
    with scope("650100"):
        actual = {row.indicator.name: row.actual for row in target_tree(2025)}
    assert actual["病种分值付费试点进行模拟运行时间"].day == datetime.date(2025, 6, 28)
    share = actual["医保宣传能力"].share
    assert share is not None
    assert share * 100 == 85


def test_a_survey_declared_with_its_sample_carries_the_interval(goals: dict[str, int]) -> None:
    made = declare(goals["救助对象满意度"], "85.5%", n=400)
    assert (made.n, made.low, made.high) == (400, Decimal("81.71"), Decimal("88.62"))
    with pytest.raises(LedgerError, match="样本量0不相符"):
        declare(goals["救助对象满意度"], "85.5%", n=0)


def test_the_ledger_measures_what_it_knows(goals: dict[str, int]) -> None:
    with scope("650000"):
        book(receipt(1000))
        book(issued(600))
        book(accepted(600))
    with scope("650100"):
        paper = Act("乌鲁木齐市财政局", "乌财社〔2025〕8号", DAY, "经办人甲")
        line = CITY_LINE
        book(verbs.register(paper, line, 600_00))
        book(
            verbs.enable(
                Act("乌鲁木齐市财政局", "乌财社〔2025〕8号", DAY, "经办人甲", ordinal=2),
                line,
                600_00,
            )
        )
        book(
            verbs.apply(Act("乌鲁木齐市财政局", "乌财社〔2025〕9号", DAY, "经办人甲"), line, 150_00)
        )
        book(verbs.pay(Act("国库", "支付1", DAY, "经办人甲"), line, 150_00))
    (answer,) = actions.measure(DRAFTER, [goals["预算执行率"]], TODAY)
    assert answer.actual is not None
    assert (answer.actual.value, answer.actual.standing) == (Decimal("25"), Standing.MEASURED)
    assert answer.actual.evidence == (CITY_LINE.digest.hex(),)
    actions.measure(DRAFTER, [goals["预算执行率"]], TODAY)
    with scope("650100"):
        assert Value.objects.filter(target_id=goals["预算执行率"]).count() == 1


def asked(registry: Registry, target: int) -> actions.Measured:
    (found,) = actions.measure(DRAFTER, [target], TODAY, registry)
    return found


def test_a_later_module_plugs_in_by_registering(goals: dict[str, int]) -> None:
    registry = Registry()
    visits = Actual(Standing.MEASURED, TODAY, Decimal(511), evidence=("aid-2025",))
    number = goals["住院救助人次"]
    assert "assistance模块" in asked(registry, number).reason
    registry.register("inpatient_aid_visits", lambda _: visits)
    assert asked(registry, number).actual == visits
    with scope("650100"):
        row = next(row for row in target_tree(2025) if row.number == number)
    assert (row.actual.standing, row.actual.value) == (Standing.MEASURED, Decimal(511))


def test_a_change_is_measured_against_its_declared_base_or_not_at_all(
    goals: dict[str, int],
) -> None:
    seen: list[Question] = []

    def fall(question: Question) -> Actual:
        seen.append(question)
        return Actual(Standing.MEASURED, TODAY, Decimal(12), evidence=("runs",))

    registry = Registry()
    registry.register("violation_rate_fall", fall)
    number = goals["定点医药机构违规率下降"]
    assert "没有基期数，不能计算" in asked(registry, number).reason
    assert not seen
    declare(number, "5%", base=True)
    assert asked(registry, number).actual is not None
    assert seen[0].base == 5
    with pytest.raises(LedgerError, match="不是变动指标"):
        declare(goals["住院救助人次"], "100", base=True)


def test_others_neither_see_nor_declare_nor_change_what_stands(goals: dict[str, int]) -> None:
    declare(goals["住院救助人次"], "480")
    with pytest.raises(LedgerError, match="不在本区划范围内"):
        actions.declare_value(DISTRICT, goals["住院救助人次"], "480", SHEET, TODAY)
    with scope("650102"):
        assert not TargetSet.objects.exists()
        assert not Target.objects.exists()
        assert not Value.objects.exists()
        assert not StoredFile.objects.exists()
    with pytest.raises(Forbidden):
        actions.declare_value(PROVINCE, goals["住院救助人次"], "480", SHEET, TODAY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE performance_value SET value = 1",
        "DELETE FROM performance_value",
        "UPDATE performance_target SET printed = '1'",
        "DELETE FROM performance_target",
        "UPDATE performance_storedfile SET name = 'x'",
        "DELETE FROM performance_targetset",
    ],
)
def test_goals_values_and_files_are_only_added(goals: dict[str, int], statement: str) -> None:
    with pytest.raises(DatabaseError), scope("650100"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_metric_error_is_a_reason_and_not_a_failure(goals: dict[str, int]) -> None:
    def broken(_: Question) -> Actual:
        raise MetricError("支付数据还没有导入。请先导入")

    registry = Registry()
    registry.register("inpatient_aid_visits", broken)
    found = asked(registry, goals["住院救助人次"])
    assert (found.actual, found.reason) == (None, "支付数据还没有导入。请先导入")

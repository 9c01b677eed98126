"""绩效页: goals with what was reached and earned, divided, watched by month, evaluated by four eyes."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.desk import CITY, CITY_LINE, DAY, accepted, book, issued, receipt
from tests.platform.pages.crawling import crawl
from tests.platform.performance.test_actions import DRAFTER, PROVINCE, SHEET, TABLE, origin
from tests.platform.performance.test_evaluating import FUND, ROWS, scored

from zhida.core.ledger import verbs
from zhida.core.ledger.verbs import Act
from zhida.platform.access.policy import Role
from zhida.platform.performance import actions, evaluating
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.scope import scope

FINANCE = "650000-finance"
QUERIES = 30


def money() -> None:
    """The city has 600 元 and has paid 150 of it on a day of January."""
    bureau = "乌鲁木齐市财政局"
    with scope("650000"):
        book(receipt(1000))
        book(issued(600))
        book(accepted(600))
    with scope("650100"):
        line = CITY_LINE
        book(verbs.register(Act(bureau, "挂接1", DAY, "经办人甲"), line, 600_00))
        book(verbs.enable(Act(bureau, "挂接1", DAY, "经办人甲", ordinal=2), line, 600_00))
        book(verbs.apply(Act(bureau, "申请1", DAY, "经办人甲"), line, 150_00))
        book(verbs.pay(Act("国库", "支付1", DAY, "经办人甲"), line, 150_00))


@pytest.fixture
def goals(database: str, tmp_path: Path) -> dict[str, int]:
    """The province's goals and the city's below them; the number of each of the city's by name."""
    money()
    actions.set_targets(PROVINCE, origin(tmp_path, "新疆维吾尔自治区", 900))
    (made,) = actions.set_targets(PROVINCE, origin(tmp_path))
    with scope("650100"):
        found = {each.name: each.pk for each in made.targets.all()}
    for month, visits in ((3, "120人次"), (6, "260人次"), (9, "480人次")):
        day = datetime.date(2025, month, 28)
        actions.declare_value(DRAFTER, found["住院救助人次"], visits, SHEET, day)
    day = datetime.date(2025, 6, 30)
    actions.declare_value(DRAFTER, found["救助对象满意度"], "91.2%", SHEET, day, n=1200)
    when = found["病种分值付费试点进行模拟运行时间"]
    actions.declare_value(DRAFTER, when, "2025-06-28", SHEET, day)
    actions.declare_value(DRAFTER, found["医保宣传能力"], "85%", SHEET, day)
    actions.measure(DRAFTER, [found["预算执行率"]], day)
    return found


@pytest.fixture
def filed(goals: dict[str, int]) -> int:
    """The city's self-evaluation, filed by its drafter: 90 points."""
    form = ("自评表.docx", b"PK the form as it was filed")
    return int(evaluating.evaluate(DRAFTER, FUND, scored(), ROWS, form=form).pk)


def person(name: str, agency: str = CITY, role: Role = Role.DRAFTER) -> Client:
    enter(name, agency, role)
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    return client


def text(answer: Any) -> str:
    return unescape(re.sub(r"<small>|</small>", "", answer.content.decode()))


def row_of(page: str, name: str) -> str:
    """The row of a table that begins with a name, its tags left out."""
    found = next(each for each in re.split(r"<tr[ >]", page) if re.search(rf">{name}<", each))
    return " ".join(re.sub(r"<[^>]+>", " ", found.split("</tr>")[0]).split())


def held(region: str = "650100") -> int:
    with scope(region):
        return TargetSet.objects.get(region_id=region).pk


def proof(name: str = "名册.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "姓名,次数\n甲,1\n".encode())


def test_every_figure_of_performance_opens_what_it_is_made_of(filed: int) -> None:
    evaluating.review(PROVINCE, filed, {2: (Fraction(30), "名册只有1000人次")}, "核减")
    client = person("市经办")
    found = crawl(client, "/performance/?on=2025-09-30")
    own = [each for each in found.pages if each.startswith("/performance/")]
    assert not found.faults, "\n".join(found.faults)
    assert len(own) > 60 and found.figures > 60, found
    for part in ("score/origin", "values/", "evaluations/1/origin", "monitoring", "gaps", "watch"):
        assert any(part in each for each in own), part


def opened(folder: Path) -> int:
    """The city's goals anew, of which one says only about how much; its number."""
    path = folder / "约数.txt"
    table = TABLE.format(scope="乌鲁木齐市", amount=100, visits=500)
    path.write_text(table.replace("\t≥70%", "\t约70%左右"), encoding="utf-8")
    (made,) = actions.set_targets(DRAFTER, origin_of_file(path))
    with scope("650100"):
        return made.targets.get(name="住院医疗费用救助比例").pk


def test_what_has_no_value_to_reach_doesnt_apply(goals: dict[str, int], tmp_path: Path) -> None:
    opened(tmp_path)
    row = row_of(text(person("市经办").get("/performance/")), "住院医疗费用救助比例")
    assert "／" in row and "不适用" in row and "未报" not in row


def test_not_reported_and_zero_are_told_apart(goals: dict[str, int]) -> None:
    actions.declare_value(DRAFTER, goals["定点医药机构违规率下降"], "0%", SHEET, DAY)
    page = text(person("市经办").get("/performance/?on=2025-09-30"))
    assert "— % 未报 — — 灰·无数据" in row_of(page, "住院医疗费用救助比例")
    assert "≥10% 0 % 填报 2025-01-06 签到表.pdf" in row_of(page, "定点医药机构违规率下降")
    assert "≥500人次 480 人次 填报 2025-09-28" in row_of(page, "住院救助人次")


def test_as_of_an_earlier_day_the_value_of_then_counts(goals: dict[str, int]) -> None:
    page = text(person("市经办").get("/performance/?on=2025-05-01"))
    assert " 120 人次 " in row_of(page, "住院救助人次")


def test_a_region_sees_those_below_it_and_not_those_beside_it(goals: dict[str, int]) -> None:
    province = person("厅经办", FINANCE)
    assert "乌鲁木齐市财政局" not in text(province.get("/performance/")).split("<table")[1]
    assert "乌鲁木齐市财政局" in text(province.get("/performance/?below=1")).split("<table")[1]
    other = person("邻市经办", "650200-finance")
    number = goals["住院救助人次"]
    with scope("650100"):
        value = Target.objects.get(pk=number).values.first()
        assert value is not None
    for address in (
        f"/performance/targets/{number}/",
        f"/performance/targets/{number}/origin/",
        f"/performance/targets/{number}/declare/",
        f"/performance/values/{value.pk}/origin/",
        f"/performance/values/{value.pk}/file/",
        f"/performance/sets/{held()}/score/",
        f"/performance/sets/{held()}/gaps/",
        f"/performance/sets/{held()}/split/",
        f"/performance/sets/{held()}/amount/",
    ):
        assert other.get(address).status_code == 404, address
    page = text(other.get("/performance/?below=1&region=650100"))
    assert "480" not in re.sub(r'value="\w{64}"', "", page)  # a form's token is of chance


def test_a_value_is_declared_with_its_file_and_its_history_stays(goals: dict[str, int]) -> None:
    client, address = person("市经办"), f"/performance/targets/{goals['住院救助人次']}/"
    sent = {"value": "500人次", "as_of": "2025-10-31", "evidence": proof(), "note": "全年"}
    page = text(client.post(f"{address}declare/", sent, follow=True))
    assert "已填报，截至2025-10-31，证明材料名册.csv" in page
    assert "500人次" in page and "480人次" in page
    file = re.search(r'href="(/performance/values/\d+/file/)"', page)
    assert file is not None
    answer = client.get(file[1])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.decode().startswith("姓名")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"value": "500", "as_of": "2025-10-31"}, "必须附证明材料"),
        ({"value": "约500", "as_of": "2025-10-31", "evidence": 1}, "是约数"),
        ({"value": "500", "as_of": "", "evidence": 1}, "请写明数据截至哪一天"),
        ({"value": "500", "as_of": "2999-10-31", "evidence": 1}, "还没有到"),
        ({"value": "500", "as_of": "2025-10-31", "n": "许多", "evidence": 1}, "不是整数"),
    ],
)
def test_what_is_no_value_is_refused_with_its_mend(
    goals: dict[str, int], sent: dict[str, Any], told: str
) -> None:
    if "evidence" in sent:
        sent = sent | {"evidence": proof()}
    address = f"/performance/targets/{goals['住院救助人次']}/declare/"
    page = text(person("市经办").post(address, sent, follow=True))
    assert told in page and "500人次</a>" not in page.split('id="history"')[1]


def test_an_open_value_is_settled_with_a_reason_and_the_printed_one_stays(
    goals: dict[str, int], tmp_path: Path
) -> None:
    number = opened(tmp_path)
    client, address = person("市经办"), f"/performance/targets/{number}/"
    page = text(client.get(address))
    assert "是约数" in page and "没有指标值，不能填报" in page
    sent = {"value": "≥70%", "reason": "与省局核实"}
    page = text(client.post(f"{address}settle/", sent, follow=True))
    assert "指标值已定为“≥70%”" in page and "约70%左右" in page
    told = text(client.get(f"{address}origin/"))
    assert "与省局核实" in told and "市经办" in told and "约70%左右" in told


def test_who_may_not_declare_is_told_why(goals: dict[str, int]) -> None:
    page = text(
        person("审计", role=Role.AUDITOR).get(f"/performance/targets/{goals['住院救助人次']}/")
    )
    assert "“填报指标值”须由经办、审核人员办理" in page and 'name="evidence"' not in page


def test_a_target_names_its_parent_and_a_parent_its_parts(goals: dict[str, int]) -> None:
    own = f"/performance/targets/{goals['住院救助人次']}/"
    assert "有上级目标，在您能看的范围之外" in text(person("市经办").get(own))
    province = person("厅经办", FINANCE)
    parent = re.search(r'href="(/performance/targets/\d+/)\?[^"]*">新疆', text(province.get(own)))
    assert parent is not None
    page = text(province.get(parent[1]))
    assert "下级的同一指标" in page and "乌鲁木齐市财政局" in page
    assert 'href="/system/catalogues/metrics/?q=inpatient_aid_visits"' in page


def test_the_score_is_arithmetic_line_by_line(goals: dict[str, int]) -> None:
    page = text(person("市经办").get(f"/performance/sets/{held()}/score/?on=2025-09-30"))
    assert "2.50（执行数0.015万元 ÷ 预算数0.06万元" in row_of(page, "预算执行")
    assert "480/500" in row_of(page, "住院救助人次")
    assert "总分" in page


def test_the_gaps_of_both_sides_are_told_with_both_figures(goals: dict[str, int]) -> None:
    page = text(person("厅经办", FINANCE).get(f"/performance/sets/{held('650000')}/gaps/"))
    assert "100万元 100万元" in row_of(page, "资金")
    assert "-400" in row_of(page, "住院救助人次") and "不符" in row_of(page, "住院救助人次")
    assert "相符" in row_of(page, "救助对象满意度")


def test_a_split_by_pasted_factors_adds_up_exactly(goals: dict[str, int]) -> None:
    client, address = person("厅经办", FINANCE), f"/performance/sets/{held('650000')}/split/"
    pasted = "名称\t救助人数\n甲市\t2866\n乙市\t2557\n丙市\t2887\n"
    page = text(client.get(address, {"factors": pasted}))
    assert "按“救助人数”取整相加" in page
    shares = re.findall(r"≥(\d+)人次", row_of(page, "住院救助人次"))
    assert shares[0] == "900" and sum(map(int, shares[1:])) == 900
    assert row_of(page, "救助对象满意度").count("≥85%") == 4
    wrong = text(client.get(address, {"factors": "名称,人数\n甲市,许多\n"}))
    assert "甲市的人数“许多”不是不小于零的数" in wrong and "/tmp" not in wrong


def test_monitoring_goes_from_january_to_july_unless_asked_otherwise(
    goals: dict[str, int],
) -> None:
    client = person("市经办")
    page = text(client.get("/performance/monitoring/"))
    assert "7月" in page and "8月</th>" not in page
    row = row_of(page, "住院救助人次")
    assert "— — 120 120 120 260 260 530 106.03% 绿·正常" in row and "预计全年约530人次" in row
    assert "8月</th>" in text(client.get("/performance/monitoring/?month=9"))


def test_self_evaluation_and_review_stand_side_by_side_and_differences_are_marked(
    filed: int,
) -> None:
    reviewer = person("厅审核", FINANCE, Role.REVIEWER)
    address = f"/performance/evaluations/{filed}/"
    sent = {"points-0": "9.00", "points-1": "45", "points-2": "30", "why-2": "名册只有1000人次"}
    page = text(reviewer.post(f"{address}review/", sent | {"opinion": "核减"}, follow=True))
    assert "已复核，改分1项" in page and "自评90.00分（优），复核84.00分（良），1项不同" in page
    row = row_of(page, "住院救助人次")
    assert "36.00 30.00 -6.00" in row and "名册只有1000人次" in row
    assert page.count("clash") >= 3
    page = text(reviewer.post(f"{address}finish/", {"opinion": "同意"}, follow=True))
    assert "已确认，此后不再改动" in page
    assert "评价在“已确认”，不能退回" in page


def test_points_without_a_reason_or_beyond_the_weight_are_refused(filed: int) -> None:
    reviewer = person("厅审核", FINANCE, Role.REVIEWER)
    address = f"/performance/evaluations/{filed}/review/"
    for sent, told in (
        ({"points-2": "30"}, "没有写理由"),
        ({"points-2": "99", "why-2": "多"}, "不在0到45分之间"),
        ({"points-2": "三十", "why-2": "多"}, "不是数"),
    ):
        assert told in text(reviewer.post(address, sent, follow=True))


def test_who_evaluated_is_told_why_he_cant_review(filed: int) -> None:
    same = person("经办人甲", CITY, Role.REVIEWER)
    page = text(same.get(f"/performance/evaluations/{filed}/"))
    assert "起草人不能“复核自评”自己起草的内容" in page and 'name="points-1"' not in page
    refused = text(same.post(f"/performance/evaluations/{filed}/review/", {}, follow=True))
    assert "起草人不能" in refused and "已复核" not in refused


def test_a_returned_evaluation_says_why_and_is_done_anew(filed: int) -> None:
    reviewer = person("厅审核", FINANCE, Role.REVIEWER)
    address = f"/performance/evaluations/{filed}/"
    page = text(reviewer.post(f"{address}send-back/", {"reason": "缺名册"}, follow=True))
    assert "退回理由：缺名册" in page and "重新自评" in page
    drafter = person("市经办")
    page = text(drafter.post("/performance/evaluations/file/", {"agency": CITY}, follow=True))
    assert "自评" in page and "分（" in page


def test_the_form_that_was_filed_comes_back_as_it_was(filed: int) -> None:
    answer = person("市经办").get(f"/performance/evaluations/{filed}/form/")
    assert answer.content == b"PK the form as it was filed"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_another_city_sees_no_evaluation(filed: int) -> None:
    other = person("邻市审核", "650200-finance", Role.REVIEWER)
    for part in ("", "origin/", "form/", "review/"):
        assert other.get(f"/performance/evaluations/{filed}/{part}").status_code == 404
    assert "乌鲁木齐市财政局" not in text(other.get("/performance/evaluations/"))


def test_the_system_makes_the_form_and_files_it(goals: dict[str, int]) -> None:
    client = person("市经办")
    page = text(client.post("/performance/evaluations/file/", {"agency": CITY}, follow=True))
    assert "“医疗救助补助资金”自评" in page and "已自评" in page
    assert "自评表原件" in page
    listed = text(client.get("/reports/"))
    assert re.search(r"/performance/evaluations/\d+/form/", listed), (
        "listed and downloaded there too"
    )


def test_a_file_that_is_no_form_is_refused_and_nothing_is_filed(goals: dict[str, int]) -> None:
    client = person("市经办")
    wrong = SimpleUploadedFile("自评表.csv", "甲,乙\n1,2\n".encode())
    page = text(
        client.post("/performance/evaluations/file/", {"agency": CITY, "form": wrong}, follow=True)
    )
    assert "还没有绩效评价" in text(client.get("/performance/evaluations/"))
    assert 'role="alert"' in page or "error" in page


def test_no_page_asks_the_database_more_than_it_may(filed: int) -> None:
    client, number = person("市经办"), goals_first()
    value = first_value()
    for address in (
        "/performance/",
        "/performance/?below=1",
        f"/performance/sets/{held()}/score/",
        f"/performance/sets/{held()}/score/origin/?what=total",
        f"/performance/sets/{held()}/gaps/",
        f"/performance/sets/{held()}/split/",
        f"/performance/targets/{number}/",
        f"/performance/targets/{number}/origin/",
        f"/performance/values/{value}/origin/",
        "/performance/monitoring/",
        "/performance/evaluations/",
        "/performance/evaluations/file/",
        f"/performance/evaluations/{filed}/",
        f"/performance/evaluations/{filed}/origin/",
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200, address
        assert len(asked) <= QUERIES, (address, len(asked))


def goals_first() -> int:
    with scope("650100"):
        return Target.objects.get(set__region_id="650100", name="住院救助人次").pk


def first_value() -> int:
    with scope("650100"):
        found = Target.objects.get(set__region_id="650100", name="预算执行率").values.first()
        assert found is not None
        return found.pk

"""待办 waiting: what the people of the demonstration find to do on their desks."""

from __future__ import annotations

import tempfile
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from demo.bulk import FUND
from demo.days import TODAY, YEAR, day
from demo.issuing import WAN, Office, draft
from demo.people import COUNTY
from demo.places import PROVINCE, Place
from demo.stories import OVERDUE, OWN_ACCOUNT
from demo.treasury import file_of, payment
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.points import Attainment
from zhida.core.performance.scoring import score
from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation import actions as plans
from zhida.platform.execution import actions, alert_actions
from zhida.platform.execution.models import RaisedAlert
from zhida.platform.execution.raising import raise_alerts
from zhida.platform.obligations import actions as duties
from zhida.platform.obligations.models import Duty
from zhida.platform.performance import evaluating
from zhida.platform.performance.actions import Proof, declare_value, set_targets
from zhida.platform.performance.models import TargetSet
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.scope import scope

_TARGETS = """{fund}绩效目标表

({year}年度)

项目名称\t\t{fund}\t\t
预算单位\t\t{place}\t\t
项目资金(万元)\t\t资金总额: {wan}万元\t\t
\t\t其中: 财政拨款{wan}万元\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥{visits}人次
\t\t质量指标\t住院医疗费用救助比例\t≥70%
\t\t时效指标\t预算执行率\t≥95%
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""


def submitted(office: Office, weights: dict[str, int]) -> None:
    """A plan over what the prefecture has left, drafted and submitted."""
    plan = draft(office, f"{YEAR}年{FUND}第二批分配方案（地区）", weights)
    plans.submit(office.drafter, int(plan.pk))


def filed(tree: tuple[Place, ...]) -> Counter[str]:
    """What was due was filed in time, but for the newest of the county that signs in, and for one county's."""
    told: Counter[str] = Counter()
    left = {COUNTY: 1, OVERDUE: 2}
    for place in tree:
        for each in (place, *place.below):
            office = Office(each.code, each.name)
            with scope(each.code):
                owed = list(
                    Duty.objects.filter(owner__code=each.finance, due__lt=TODAY).order_by("due")
                )
            for duty in owed[: len(owed) - left.get(each.code, 0)]:
                assert duty.due is not None
                duties.file(office.drafter, int(duty.pk), words="已按要求办理", day=duty.due)
                told["filed"] += 1
    return told


def payments(office: Office, unit: str, document: str) -> None:
    """One payment went to the unit itself, one fits no line; a second file waits for a second person."""
    line = (document, "2101301")
    with tempfile.TemporaryDirectory() as folder:
        booked = [
            payment(office, unit, line, "A1", 2 * WAN, 96, payee=unit),
            payment(office, unit, ("查无此文", "2101301"), "A2", 3 * WAN, 90),
        ]
        file = file_of(office, Path(folder) / "国库支付补录.xlsx", booked)
        actions.confirm(office.drafter, [file])
        kept = [payment(office, unit, line, f"B{n}", n * WAN, 98) for n in range(1, 4)]
        actions.keep(office.drafter, [file_of(office, Path(folder) / "国库支付本月.xlsx", kept)])


def alerts() -> tuple[int, int]:
    """Raised for today; the province has asked one county. How many are open, and were asked."""
    actor = Actor("新疆审核", f"{PROVINCE}-finance", PROVINCE, Role.REVIEWER)
    raised = raise_alerts(actor, TODAY, years=(YEAR,))
    with scope(PROVINCE):
        found = list(RaisedAlert.objects.filter(rule="E301", region_id=OWN_ACCOUNT).order_by("pk"))
    for each in found:
        alert_actions.inquire(actor, int(each.pk), "请说明为什么付给本单位，何时改正。")
    return raised.new, len(found)


def goals(offices: list[Office]) -> None:
    """The targets of the year for some prefectures, and a self-evaluation of the year before."""
    for at, office in enumerate(offices):
        words = _TARGETS.format(
            fund=FUND, year=YEAR, place=office.name, wan=1000 + 100 * at, visits=5000 + 500 * at
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"绩效目标表-{office.name}.txt"
            file.write_text(words, encoding="utf-8")
            (made,) = set_targets(office.drafter, origin_of_file(file))
        _declared(office, made, "2100" if at == 0 else str(5200 + 500 * at))
    first = offices[0]
    found = []
    for name, target, value in (("住院救助人次", 5000, 4600), ("门诊救助人次", 9000, 9400)):
        indicator = TypedIndicator(
            "产出指标", "数量指标", name, IndicatorKind.NUMBER, "≥", Decimal(target), "人次", None,
            "", Direction.HIGHER, Fraction(45), "", first.region, YEAR - 1, "",
        )  # fmt: skip
        ended = day(0).replace(year=YEAR - 1, month=12, day=31)
        actual = Actual(Standing.DECLARED, ended, value=Decimal(value))
        found.append(Attainment(indicator, actual, reason="申请减少；今年加强主动发现"))
    judged = score(found, YEAR - 1, 100, 90)
    evaluating.evaluate(first.drafter, FUND, judged, ("4600人次", "9400人次"))


def _declared(office: Office, made: TargetSet, visits: str) -> None:
    """What was reached by today, with the proof: of visits, the first office's fall far short."""
    reached = {"住院救助人次": visits, "住院医疗费用救助比例": "72.5", "预算执行率": "81"}
    with scope(office.region):
        targets = {each.name: int(each.pk) for each in made.targets.all()}
    for name, value in reached.items():
        proof = Proof(f"{name}台账汇总.csv", f"指标,完成值\n{name},{value}\n".encode())
        declare_value(office.drafter, targets[name], value, proof, TODAY)

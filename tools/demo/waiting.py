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
from demo.places import PROVINCE, Place
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.points import Attainment
from zhida.core.performance.scoring import score
from zhida.documents.execution.payment_files import PaymentFile, read_payment_file
from zhida.documents.execution.payment_writing import write_payments
from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation import actions as plans
from zhida.platform.execution import actions, alert_actions
from zhida.platform.execution.models import RaisedAlert
from zhida.platform.execution.raising import raise_alerts
from zhida.platform.notices import actions as notices
from zhida.platform.notices.taken import take
from zhida.platform.obligations import actions as duties
from zhida.platform.obligations.models import Duty
from zhida.platform.performance import evaluating
from zhida.platform.performance.actions import set_targets
from zhida.platform.performance.origins import origin_of_file
from zhida.platform.regions.models import Agency
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
    plan = draft(office, f"{YEAR}年{FUND}第二批分配方案", weights)
    plans.submit(office.drafter, int(plan.pk))


def notice(office: Office, file: Path) -> None:
    """A notice that was read and waits to be booked."""
    (taken,), _ = take([file])
    notices.register(office.drafter, taken, Agency.objects.get(code=office.drafter.agency))


def filed(tree: tuple[Place, ...]) -> Counter[str]:
    """Of the duties that were due, most are filed, some late; the newest and those of one county wait."""
    told: Counter[str] = Counter()
    for place in tree:
        for at, each in enumerate((place, *place.below)):
            office = Office(each.code, each.name)
            with scope(each.code):
                owed = list(
                    Duty.objects.filter(owner__code=each.finance, due__lt=TODAY).order_by("due")
                )
            for duty in owed[: -1 - at % 2]:
                assert duty.due is not None
                when = min(TODAY, duty.due) if at % 4 else TODAY
                duties.file(office.drafter, int(duty.pk), words="已按要求办理", day=when)
                told["filed"] += 1
    return told


def payments(office: Office, unit: str, document: str) -> None:
    """A file in which one payment fits no line is booked, another file waits for a second person."""
    with tempfile.TemporaryDirectory() as folder:
        good = [
            _payment(office, unit, document, "A1", 2),
            _payment(office, unit, "查无此文", "A2", 3),
        ]
        actions.confirm(office.drafter, [_file(office, Path(folder) / "国库支付一.xlsx", good)])
        kept = [_payment(office, unit, document, f"B{n}", n) for n in range(1, 4)]
        actions.keep(office.drafter, [_file(office, Path(folder) / "国库支付二.xlsx", kept)])


def _payment(office: Office, unit: str, document: str, number: str, wan: int) -> Payment:
    return Payment(
        office.region, YEAR, f"{YEAR}{number}", PaymentKind.PAYMENT, day(97), wan * WAN, unit,
        document, function="2101301", flag="01", payee="阿克苏市某药房",
        payee_account="0000000000", purpose="门诊救助",
    )  # fmt: skip


def _file(office: Office, path: Path, rows: list[Payment]) -> PaymentFile:
    write_payments(path, rows)
    return read_payment_file(path, office.region)


def alerts(asked_of: str) -> tuple[int, int]:
    """Raised for today; one county is asked. Answers how many are open, and how many were asked."""
    actor = Actor("新疆审核", f"{PROVINCE}-finance", PROVINCE, Role.REVIEWER)
    raised = raise_alerts(actor, TODAY, years=(YEAR,))
    with scope(PROVINCE):
        found = RaisedAlert.objects.filter(agency__code=asked_of).order_by("pk").first()
    if found is not None:
        alert_actions.inquire(actor, int(found.pk), "请说明原因和解决的日期。")
    return raised.new, int(found is not None)


def goals(offices: list[Office]) -> None:
    """The targets of the year for some prefectures, and a self-evaluation of the year before."""
    for at, office in enumerate(offices):
        words = _TARGETS.format(
            fund=FUND, year=YEAR, place=office.name, wan=1000 + 100 * at, visits=5000 + 500 * at
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"绩效目标表-{office.name}.txt"
            file.write_text(words, encoding="utf-8")
            set_targets(office.drafter, origin_of_file(file))
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

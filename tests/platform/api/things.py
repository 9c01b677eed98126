"""One thing of every kind in a region, so that every route has something to be asked about.

with scope("100000"):
    things = Things.of("650102")
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.engines.dip.flow import begin, flow_text
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation.models import Paper, Plan
from zhida.platform.dip.models import Result
from zhida.platform.execution.models import Import, PaymentRecord, PlanFile, RaisedAlert
from zhida.platform.jobs.models import Job, JobItem
from zhida.platform.journal.actions import record
from zhida.platform.notices.models import Document, DocumentFile
from zhida.platform.obligations.models import Duty, Filing, FilingFile
from zhida.platform.performance.models import (
    Evaluation,
    StagedJudgement,
    StoredFile,
    Target,
    TargetSet,
    Value,
)
from zhida.platform.regions.models import Agency
from zhida.platform.reports.models import Report, ReportFile

DAY = datetime.date(2025, 3, 3)
SHA = "0" * 64
_FILE = (
    '{"payments": [{"number": "ZF1", "date": "2025-03-03", "amount": "1.00", "unit": "某院"}]}'
).encode()


@dataclass(frozen=True)
class Things:
    """Numbers of one thing of each kind in a region; `names` as the routes' paths call them."""

    region: str
    notice: int
    plan: int
    duty: int
    alert: int
    imported: int
    payment: int
    spending_plan: int
    report: int
    target: int
    evaluation: int
    voucher: int
    line: str
    set: int
    value: int
    filed: int
    job: int
    user: int
    deed: int
    dip_result: int
    dip_settlement: int

    @classmethod
    def of(cls, region: str) -> Things:
        """Made in the running scope, which must reach the region."""
        agency = Agency.objects.get(code=f"{region}-finance")
        line, voucher = _booked(region)
        file = StoredFile.objects.create(
            region_id=region, name="证明.txt", sha256=SHA, content=b"x", stored_by="某人"
        )
        target = _target(agency)
        return cls(
            region,
            _notice(agency),
            _plan(agency),
            _duty(agency).pk,
            _alert(agency),
            *_payment(agency),
            _spending_plan(agency),
            _report(agency),
            target.pk,
            _evaluation(agency, file),
            voucher,
            line,
            target.set_id,
            _value(target, file),
            _filed(agency),
            _job(agency),
            _user(agency),
            _deed(agency),
            _dip_result(agency),
            _dip_settlement(agency),
        )


def _dip_result(agency: Agency) -> int:
    made = Result.objects.create(
        region_id=agency.region_id,
        year=2025,
        kind="quality",
        edition=1,
        day=DAY,
        name="质控.json",
        sha256=SHA,
        text="{}",
        taken_by="某人",
    )
    return int(made.pk)


def _dip_settlement(agency: Agency) -> int:
    flow = begin(agency.region_id[:4], "310", 2025, 100, {})
    made = Result.objects.create(
        region_id=agency.region_id,
        year=2025,
        kind="flow",
        pool=flow.pool,
        insutype=flow.insutype,
        edition=1,
        day=DAY,
        name="流程.json",
        sha256=SHA,
        text=flow_text(flow),
        taken_by="某人",
    )
    return int(made.pk)


def _notice(agency: Agency) -> int:
    made = Document.objects.create(
        agency=agency,
        region_id=agency.region_id,
        issuer="某厅",
        title="某通知",
        content="0",
        notice={},
        findings=[],
        registered_by="某人",
    )
    DocumentFile.objects.create(
        document=made, copy=0, ordinal=0, name="某通知.txt", sha256=SHA, content="某通知".encode()
    )
    return int(made.pk)


def _plan(agency: Agency) -> int:
    made = Plan.objects.create(
        title="某方案",
        year=2025,
        agency=agency,
        region_id=agency.region_id,
        upstream_document="",
        unit_fen=1,
        drafted_by="起草人",
    )
    Paper.objects.create(plan=made, stage="signing", name="某文.docx", content=b"x", sha256=SHA)
    return int(made.pk)


def _duty(agency: Agency, what: str = "报送季报", key: str = "duty") -> Duty:
    return Duty.objects.create(
        key=f"{key} {agency.code}",
        owner=agency,
        region_id=agency.region_id,
        receiver=agency,
        receiver_code=agency.code,
        receiver_region_id=agency.region_id,
        rule="notice",
        what=what,
        due=DAY,
    )


def _alert(agency: Agency) -> int:
    made = RaisedAlert.objects.create(
        rule="E101",
        subject_kind="line",
        subject_key=f"line {agency.code}",
        period="2025",
        agency=agency,
        region_id=agency.region_id,
        colour="yellow",
        sentence="某事",
        fen=100,
        expected="",
        found="",
        basis="某条",
        mend="某法",
        status="local",
        evidence=[],
        raised_on=DAY,
        seen_on=DAY,
    )
    return int(made.pk)


def _payment(agency: Agency) -> tuple[int, int]:
    kept = Import.objects.create(
        region_id=agency.region_id,
        file="支付.json",
        sha256=SHA,
        content=_FILE,
        imported_by="某人",
        payments=1,
        fen=100,
    )
    value = Payment(agency.region_id, 2025, "ZF9", PaymentKind.PAYMENT, DAY, 100, "某院", "")
    waiting = PaymentRecord.objects.create(
        origin=kept,
        region_id=agency.region_id,
        year=2025,
        number="ZF9",
        kind="payment",
        date=DAY,
        fen=100,
        unit="某院",
        content=value.content,
        source=[{"file": "支付.json"}],
        reason="没有这条指标",
    )
    return int(kept.pk), int(waiting.pk)


def _spending_plan(agency: Agency) -> int:
    made = PlanFile.objects.create(
        region_id=agency.region_id,
        year=2025,
        file="计划.csv",
        sha256=SHA,
        content=(
            "名称,单位," + ",".join(f"{n}月" for n in range(1, 13)) + "\n全部,元" + ",1" * 12
        ).encode(),
        imported_by="某人",
    )
    return int(made.pk)


def _report(agency: Agency) -> int:
    made = Report.objects.create(
        kind="quarterly",
        agency=agency,
        region_id=agency.region_id,
        year=2025,
        period="2025Q1",
        as_of=DAY,
        edition=1,
        content="0",
        made_by="某人",
    )
    ReportFile.objects.create(
        report=made, name="季报.docx", format="docx", content=b"x", sha256=SHA
    )
    return int(made.pk)


def _target(agency: Agency) -> Target:
    made = TargetSet.objects.create(
        agency=agency, region_id=agency.region_id, year=2025, set_by="某人"
    )
    return Target.objects.create(
        set=made, ordinal=1, name="救助人次", kind="number", direction="higher"
    )


def _value(target: Target, file: StoredFile) -> int:
    made = Value.objects.create(
        target=target, standing="declared", as_of=DAY, value=12, file=file, recorded_by="某人"
    )
    return int(made.pk)


def _filed(agency: Agency) -> int:
    duty = _duty(agency, "报送年报", "filed")
    filing = Filing.objects.create(duty=duty, ordinal=1, filed_on=DAY, filed_by="某人")
    FilingFile.objects.create(filing=filing, name="年报.txt", sha256=SHA, content=b"x")
    return int(duty.pk)


def _job(agency: Agency) -> int:
    made = Job.objects.create(
        region_id=agency.region_id, agency=agency, actor="某人", kind="x", name="收文：某通知.txt"
    )
    JobItem.objects.create(job=made, ordinal=1, name="某通知.txt")
    return int(made.pk)


def _user(agency: Agency) -> int:
    made = User.objects.create(username=f"用户{agency.code}", agency=agency, role=Role.DRAFTER)
    return int(made.pk)


def _deed(agency: Agency) -> int:
    """Of somebody called as the systems of these tests are: everybody reads their own."""
    region = agency.region_id
    return int(record(Actor("国库系统", agency.code, region, Role.DRAFTER), "see", "thing", "x").pk)


def _evaluation(agency: Agency, file: StoredFile) -> int:
    made = Evaluation.objects.create(
        agency=agency,
        region_id=agency.region_id,
        year=2025,
        fund="医疗救助补助资金",
        evaluated_by="自评人",
    )
    StagedJudgement.objects.create(
        evaluation=made,
        stage="self",
        edition=1,
        rows=[],
        scale="1",
        total=Decimal(90),
        grade="优",
        judged_by="自评人",
        file=file,
    )
    return int(made.pk)


def _booked(region: str) -> tuple[str, int]:
    """A quota line of the region's, and a voucher that its agency booked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(l.digest, 'hex'), v.id FROM ledger_voucher v"
            " JOIN ledger_line l ON l.holder_id = v.holder_id AND l.year = v.year"
            " JOIN regions_agency g ON g.id = v.holder_id"
            " WHERE v.year = 2025 AND g.region_id = %s ORDER BY v.id, l.id LIMIT 1",
            [region],
        )
        line, number = cursor.fetchone()
        return line, number

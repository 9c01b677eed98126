"""A small nation with something on every page: people of every role, a year of the ledger, a plan, a notice."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.nation import CITY, COUNTY, DISTRICT, PROVINCE, SECOND, Nation
from tests.platform.obligations.desk import owed
from tests.platform.performance.test_actions import origin
from tests.platform.performance.test_evaluating import FUND, ROWS, scored

from demo import disease
from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation.pool import held_lines
from zhida.platform.execution.raising import raise_alerts
from zhida.platform.jobs.worker import work_off
from zhida.platform.performance import actions as goals
from zhida.platform.performance import evaluating
from zhida.platform.scope import scope

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = {
    "省经办": (PROVINCE, Role.DRAFTER),
    "省审核": (PROVINCE, Role.REVIEWER),
    "市经办": (CITY, Role.DRAFTER),
    "市审核": (CITY, Role.REVIEWER),
    "州经办": (SECOND, Role.DRAFTER),
    "州审核": (SECOND, Role.REVIEWER),
    "县经办": (DISTRICT, Role.DRAFTER),
    "县审核": (DISTRICT, Role.REVIEWER),
    "医保经办": ("650100-medical-security", Role.DRAFTER),
    "医保审核": ("650100-medical-security", Role.REVIEWER),
    "粤审核": ("440900-finance", Role.REVIEWER),
    "审计员": (CITY, Role.AUDITOR),
    "系统员": (CITY, Role.SYSTEM_ADMINISTRATOR),
    "安全员": (CITY, Role.SECURITY_ADMINISTRATOR),
    "审计管理": (CITY, Role.AUDIT_ADMINISTRATOR),
}
"""Who can sign in, with the agency and the role."""

BUREAU = disease.Bureau("650100", "")
ALERTED = datetime.date(2025, 6, 30)
PLAN = "2025年医疗救助补助资金分配方案"
FACTORS = "名称\t人数\t财力困难系数\n阿克苏市\t3\t1\n温宿县\t2\t1.2\n库车市\t1\t1\n"


def seed() -> None:
    """Fills an empty database; the same each time."""
    with scope("100000"):
        Nation().play()
    for name, (agency, role) in PEOPLE.items():
        enter(name, agency, role)
    for owner, receiver, what in (
        (DISTRICT, CITY, "报送季报"),
        (CITY, PROVINCE, "报送绩效自评"),
        (COUNTY, SECOND, "报送季报"),
        (DISTRICT, CITY, "报送年报"),
    ):
        owed(owner, what, receiver=receiver)
    raise_alerts(Actor("省经办", PROVINCE, "650000", Role.DRAFTER), ALERTED, years=(2025,))
    with TemporaryDirectory() as folder:
        goals.set_targets(Actor("市经办", CITY, "650100", Role.DRAFTER), origin(Path(folder)))
    evaluated()
    disease.taken_in(BUREAU, (2023, 2024, 2025), datetime.date(2026, 1, 5))
    take("市经办", "04*.pdf")
    drafted("州经办", SECOND)


def evaluated() -> None:
    """The city's self-evaluation with its form, and the province's review, which waits to be confirmed."""
    form = ("自评表.docx", b"PK the form as it was filed")
    own = Actor("市经办", CITY, "650100", Role.DRAFTER)
    found = evaluating.evaluate(own, FUND, scored(), ROWS, form=form)
    above = Actor("省审核", PROVINCE, "650000", Role.REVIEWER)
    evaluating.review(above, found.pk, {2: (Fraction(30), "名册只有1000人次")}, "核减")


def take(name: str, pattern: str) -> None:
    """Somebody uploads a sample, and it is read."""
    (file,) = (ROOT / "samples").glob(pattern)
    files = [SimpleUploadedFile(file.name, file.read_bytes())]
    signed_in(name).post("/notices/take/", {"files": files})
    work_off()


def drafted(name: str, agency: str) -> None:
    """A plan over all central money that an agency has in hand in 2025."""
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    with scope(agency[:6]):
        lines = [str(each.number) for each in held_lines(agency, 2025)]
    sent = {
        "title": PLAN,
        "basis": "新财社〔2025〕40号",
        "unit": "0.01万元",
        "version": "0",
        "line": lines,
        "paste": FACTORS,
        "do": "save",
    }
    answer = client.post("/allocation/new/", sent)
    assert answer.status_code == 302, answer.content.decode()

"""A county's treasury: lines that can be paid from, and payments as its files say them.

    county = County()          # in no scope: it opens its own
    county.pay("A1", 3)        # 3 万元

Amounts are in 万元 unless a name says otherwise.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.ledger.verbs import Act, enable, receive, register
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.documents.execution.payment_files import PaymentFile, read_payment_file
from zhida.documents.execution.payment_writing import write_payments
from zhida.platform.access.policy import Actor, Role
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

REGION, FINANCE = "650102", "650102-finance"
HOSPITAL, BUREAU = "650102-hospital", "650102-bureau"
DRAFTER = Actor("经办人甲", FINANCE, REGION, Role.DRAFTER)
WAN = 1_000_000
DAY = datetime.date(2025, 3, 3)
EARMARK = Earmark(
    Book.QUOTA,
    2025,
    "医疗救助补助资金",
    FundingSource.CENTRAL,
    regime=Regime.TRACKED,
    flag="01",
    project="10000015Z155080000004",
)
LINE = QuotaLine(EARMARK, HOSPITAL, "天财社〔2025〕4号", function="2101301")
OTHER = QuotaLine(EARMARK, BUREAU, "天财社〔2025〕5号", function="2101301")


def act(number: str = "天财社〔2025〕4号", day: datetime.date = DAY) -> Act:
    """An act of the county's finance department."""
    return Act("天山区财政局", number, day, "经办人甲")


def open_county(executable: int = 100, *lines: QuotaLine) -> None:
    """Units are there, and so much is executable on each line: on LINE and OTHER if none is said."""
    units = ((HOSPITAL, "天山区人民医院"), (BUREAU, "天山区医疗保障局"))
    with scope("100000"):
        for code, name in units:
            Agency.objects.create(
                code=code,
                name=name,
                kind=Agency.Kind.UNIT,
                region_id=REGION,
                status="local",
                source="测试",
            )
    with scope(REGION):
        for line in lines or (LINE, OTHER):
            fund(line, executable)


def fund(line: QuotaLine, executable: int) -> None:
    """So much comes in from outside and is made executable; in a scope that is set."""
    paper = act(line.document)
    steps = (receive, register, enable)
    post([step(paper, line, executable * WAN) for step in steps], open_lines([line]))


def payment(number: str, wan: int | float = 1, **elements: object) -> Payment:
    """A payment of the hospital's line; `elements` say what is otherwise."""
    base = Payment(
        REGION,
        2025,
        number,
        PaymentKind.PAYMENT,
        DAY,
        int(wan * WAN),
        "天山区人民医院",
        "天财社〔2025〕4号",
        function="2101301",
        flag="01",
        payee="乌鲁木齐市第一药房",
        payee_account="6217000012345678901",
        purpose="门诊救助",
    )
    return replace(base, **elements)  # type: ignore[arg-type]


def refund(number: str, of: str, wan: int | float = 1, **elements: object) -> Payment:
    """What came back of a payment."""
    return payment(number, wan, kind=PaymentKind.REFUND, refunds=of, **elements)


def file_of(folder: Path, *payments: Payment, name: str = "支付.xlsx") -> PaymentFile:
    """A file with these payments, read as the treasury's."""
    write_payments(folder / name, payments)
    return read_payment_file(folder / name, REGION)


def stood(line: QuotaLine = LINE) -> dict[str, int]:
    """万元 on the accounts of a line, those at zero left out."""
    with scope(REGION):
        numbers = find_lines(line.digest.hex())
        accounts = balances_of(numbers)[numbers[0]]
        return {kind: fen // WAN for (kind, _), fen in accounts.items() if fen}

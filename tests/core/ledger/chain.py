"""一条资金链 chain: a province, a city and a district, and acts upon their money in short words."""

from __future__ import annotations

import datetime
from dataclasses import replace

from zhida.core.ledger import AccountKey, Act, Book, Earmark, Ledger, QuotaLine, Voucher, verbs
from zhida.core.notice.appropriations import FundingSource, Regime

EARMARK = Earmark(
    Book.QUOTA,
    2025,
    "医疗救助补助资金",
    FundingSource.CENTRAL,
    regime=Regime.TRACKED,
    flag="01",
    project="10000015Z155080000004",
)
PROVINCE = QuotaLine(EARMARK, "650000-finance", "新财社〔2025〕1号", transfer_function="2300249")
CITY = QuotaLine(
    EARMARK,
    "650100-finance",
    "乌财社〔2025〕3号",
    "新财社〔2025〕1号",
    transfer_function="2300249",
    parent=PROVINCE.digest,
)
DISTRICT = QuotaLine(
    EARMARK,
    "650102-finance",
    "天财社〔2025〕7号",
    "乌财社〔2025〕3号",
    function="2101301",
    parent=CITY.digest,
)


def act(
    number: str,
    day: datetime.date = datetime.date(2025, 3, 1),
    issuer: str = "财政部",
    reason: str = "按通知办理",
    ordinal: int = 1,
) -> Act:
    """An act upon the paper of that number."""
    return Act(issuer, number, day, "经办人甲", reason, ordinal=ordinal)


def started(fen: int = 1000) -> Ledger:
    """The province has received, and nothing more."""
    ledger = Ledger().open([PROVINCE, CITY, DISTRICT])
    return ledger.post([verbs.receive(act("财社〔2025〕8号"), PROVINCE, fen)])


def passed_down(fen: int = 1000) -> Ledger:
    """The district has it, and nobody else."""
    return started(fen).post(
        [
            verbs.issue(act("新财社〔2025〕1号"), PROVINCE, CITY.holder, fen),
            verbs.accept(act("新财社〔2025〕1号"), PROVINCE, CITY, fen),
            verbs.issue(act("乌财社〔2025〕3号"), CITY, DISTRICT.holder, fen),
            verbs.accept(act("乌财社〔2025〕3号"), CITY, DISTRICT, fen),
        ]
    )


def spent(fen: int = 1000) -> Ledger:
    """The district has paid it out."""
    return passed_down(fen).post(
        [
            verbs.register(act("挂接1"), DISTRICT, fen),
            verbs.enable(act("执行1"), DISTRICT, fen),
            verbs.apply(act("申请1"), DISTRICT, fen),
            verbs.pay(act("支付1"), DISTRICT, fen),
        ]
    )


def balance(ledger: Ledger, line: QuotaLine, kind: str, to: str | None = None) -> int:
    """Fen on an account of a line."""
    return ledger.balance(AccountKey(line.digest, kind, to))


def first(ledger: Ledger, verb: str) -> Voucher:
    """The first voucher of a verb."""
    return next(each for each in ledger.vouchers.values() if each.verb == verb)


def advance(line: QuotaLine) -> QuotaLine:
    """The same line, of advance issue."""
    return replace(line, advance=True)

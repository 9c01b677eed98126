"""受监控指标: a line for the rules, from the few things that a case says of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zhida.core.execution.idle import Arrival
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.progress import Progress
from zhida.core.execution.watched import Passing, UnprovenVoucher, WatchedLine
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime

WAN = 1_000_000


def fen(wan: object) -> int:
    """万元, as a case writes it, in fen."""
    return int(Decimal(str(wan)) * WAN)


def watched(case: Mapping[str, Any]) -> WatchedLine:
    """A county's medical-aid line of 2025 under standing supervision, but for what is said."""
    year = case.get("year", 2025)
    earmark = Earmark(
        Book.QUOTA,
        year,
        case.get("fund", "医疗救助补助资金"),
        FundingSource(case.get("source", "central")),
        BudgetKind(case.get("budget", "general")),
        case.get("part", ""),
        Regime(case.get("regime", "tracked")),
        case.get("flag", "01"),
    )
    line = QuotaLine(
        earmark,
        "650102-finance",
        "天财社〔2025〕3号",
        "甲财社〔2025〕1号",
        function=case.get("function", "2101301"),
    )
    return WatchedLine(
        line.digest.hex() if earmark.fund else "",
        line,
        Progress(**{step: fen(wan) for step, wan in case.get("progress", {}).items()}),
        case.get("holder_name", "天山区财政局"),
        case.get("holder_kind", "finance"),
        "650102",
        case.get("level", 3),
        arrivals(case.get("received", case.get("available", case.get("province_received")))),
        arrivals(case.get("available", case.get("received", case.get("province_received")))),
        several(case.get("province_received")),
        case.get("registered"),
        case.get("moved"),
        case.get("upstream_flag"),
        tuple(Passing(each["date"], fen(each["wan"])) for each in case.get("passed", ())),
        tuple(payment(each, year) for each in case.get("payments", ())),
        tuple(
            UnprovenVoucher(year, 17, each["date"], each["number"], fen(each["wan"]))
            for each in case.get("unproven", ())
        ),
        case.get("waiting", ""),
    )


def arrivals(said: Any) -> tuple[Arrival, ...]:
    """A day on which all came, or days with what came on each."""
    if said is None:
        return ()
    if isinstance(said, datetime.date):
        return (Arrival(said, 10**15),)
    return tuple(Arrival(each["date"], fen(each["wan"])) for each in said)


def several(said: Any) -> tuple[datetime.date, ...]:
    """A day, or days."""
    if said is None:
        return ()
    return (said,) if isinstance(said, datetime.date) else tuple(said)


def payment(row: Mapping[str, Any], year: int = 2025) -> Payment:
    """A payment, or the refund of the first one."""
    kind = PaymentKind(row.get("kind", "payment"))
    day: datetime.date = row["date"]
    return Payment(
        "650102",
        year,
        "退1" if kind is PaymentKind.REFUND else row.get("number", f"{day:%m%d}"),
        kind,
        day,
        fen(row["wan"]),
        row.get("unit", ""),
        "",
        function=row.get("function", ""),
        flag=row.get("flag", "01"),
        payee=row.get("payee", ""),
        purpose=row.get("purpose", ""),
        pay_type=row.get("pay_type", ""),
        refunds=row.get("refunds", "0305") if kind is PaymentKind.REFUND else "",
        beneficiaries=row.get("beneficiaries", ""),
    )

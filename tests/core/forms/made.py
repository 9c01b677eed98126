"""Lines with known figures, in 元, for tests of forms."""

from __future__ import annotations

import datetime

from zhida.core.figures import Evidence, EvidenceKind
from zhida.core.forms import FormHead, FormTable, LineFacts, Money, line_form
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.money import Unit, fen_of
from zhida.core.notice import FundingSource

DAY = datetime.date(2025, 6, 30)
FUND = "医疗救助补助资金"


def money(fen: int, *parts: int) -> Money:
    """Fen, resting on vouchers of these parts."""
    shares = parts or ((fen,) if fen else ())
    return Money(
        fen,
        tuple(
            Evidence(EvidenceKind.VOUCHER, f"2025-{at}", "", part)
            for at, part in enumerate(shares, 1)
        ),
    )


def line(received: int, paid: int, reason: str = "", at: int = 1, passed: int = 0) -> LineFacts:
    """A line by what was received and paid, in fen."""
    quota = QuotaLine(
        Earmark(Book.QUOTA, 2025, FUND, FundingSource.CENTRAL),
        "650102-finance",
        f"天财社〔2025〕{at}号",
        f"乌财社〔2025〕{at}号",
    )
    return LineFacts(
        quota,
        money(received),
        money(passed),
        money(paid),
        money(paid),
        money(paid),
        quota.upstream_document,
        reason=reason,
    )


def form_of(
    *lines: LineFacts, kind: str = "feedback_monthly", name: str = "天山区财政局"
) -> FormTable:
    """A form of some lines."""
    return line_form(kind, FormHead("650102-finance", name, DAY), lines)


def yuan(text: str) -> int:
    """Fen of a plain figure in 元."""
    return fen_of(text, Unit.YUAN)

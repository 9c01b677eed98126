"""所要的表 asking: which form a page was asked for, and that form as the ledger has it now."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from zhida.core.forms.periods import UnknownPeriod, period_of, until
from zhida.core.forms.shapes import shape
from zhida.core.ledger import LedgerError
from zhida.core.obligations.periods import Period
from zhida.platform.regions.models import Agency
from zhida.platform.reports.building import Built, build
from zhida.platform.reports.filed import build_filed
from zhida.platform.reports.heads import children_of

KINDS = ("feedback", "feedback_monthly", "quarterly")
"""可编的表: those that are tables of rows and made of the ledger."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """所要: `period` as it was typed: a day for feedback, a month or a quarter else.

    `children` asks for the sum of what those below have filed.
    """

    kind: str
    agency: Agency
    period: Period
    typed: str
    children: bool = False

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        asked = {"kind": self.kind, "agency": self.agency.code, "period": self.typed}
        return urlencode(asked | ({"children": "1"} if self.children else {}))

    @property
    def title(self) -> str:
        """The form's title, and what it is a sum of."""
        return shape(self.kind).title.format(place="")


def wanted(asked: Mapping[str, str], home: Agency) -> Wanted:
    """所要: of an address or a form that was sent. Raises `LedgerError` for what can't be made."""
    kind = asked.get("kind", "")
    if kind not in KINDS:
        raise LedgerError("请选一种报表")
    code = asked.get("agency") or home.code
    agency = home if code == home.code else Agency.objects.filter(code=code).first()
    if agency is None:
        raise LedgerError(f"没有代码为“{code}”的单位")
    typed = asked.get("period", "").strip()
    return Wanted(kind, agency, _period(kind, typed), typed, bool(asked.get("children")))


def made(asked: Wanted, filed_on: datetime.date | None = None) -> Built:
    """编成: the form of the ledger's figures of now. Raises `LedgerError` without any below."""
    year = asked.period.last.year
    if asked.children:
        below = children_of(asked.agency, asked.period.last)
        if not below:
            raise LedgerError(f"{asked.agency.name}没有同类的下级单位，无从汇总")
        return build_filed(asked.kind, asked.agency, below, year, asked.period, filed_on)
    (one,) = build(asked.kind, [asked.agency], year, asked.period, filed_on)
    return one


def _period(kind: str, typed: str) -> Period:
    if shape(kind).period == "receipt":
        try:
            return until(datetime.date.fromisoformat(typed))
        except ValueError:
            raise LedgerError(f"“{typed}”不是日期，请写截至哪一天，如 2025-04-08") from None
    try:
        found = period_of(typed)
    except UnknownPeriod as wrong:
        raise LedgerError(str(wrong)) from None
    if ("Q" in found.name) != (shape(kind).period == "quarter"):
        asks = "季度，如 2025Q1" if shape(kind).period == "quarter" else "月份，如 2025-03"
        raise LedgerError(f"“{typed}”不是这种报表的报告期，请写{asks}")
    return found

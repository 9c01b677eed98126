"""指标行 line: what a sum of quota is for, from the elements of a quota record.

The elements are those of the integrated budget system (预算管理一体化). Those
of the earmark stay as they are from the centre to the payment; those of the
line belong to the level that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.ledger.chart import Book
from zhida.core.ledger.encoding import Digested, Value
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime


@dataclass(frozen=True, slots=True)
class Earmark(Digested):
    """专项: what must not change on the way down (财预〔2020〕56号).

    `flag` is the code of the direct-fund mark ("01") or "", `project` that of
    the transfer's project. `purpose` is the part of the fund (医疗保障服务能力
    建设部分) or "". `three_guarantees` is the independent mark 三保.

    >>> medical_aid = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
    >>> medical_aid.kind.value
    'general'
    """

    book: Book
    year: int
    fund: str
    source: FundingSource
    kind: BudgetKind = BudgetKind.GENERAL
    purpose: str = ""
    regime: Regime = Regime.NONE
    flag: str = ""
    project: str = ""
    three_guarantees: bool = False

    def _said(self) -> tuple[Value, ...]:
        return (
            self.book,
            self.year,
            self.fund,
            self.source,
            self.kind,
            self.purpose,
            self.regime,
            self.flag,
            self.project,
            int(self.three_guarantees),
        )


@dataclass(frozen=True, slots=True)
class QuotaLine(Digested):
    """指标行: an earmark in the hands of a holder, with that level's own elements.

    `holder` is an agency's code. `document` is the number under which this
    holder has the money, `upstream_document` that of the level above.
    `function` refines the parent's code (款 → 项), or replaces the code 230… with
    which the level above passed it on. `parent` is the digest of the line that
    the money came from, None where it came from outside this ledger;
    `carried_from` that of last year's line. `condition` is what the notice says
    must hold before advance money may be used.
    """

    earmark: Earmark
    holder: str
    document: str
    upstream_document: str = ""
    advance: bool = False
    condition: str = ""
    transfer_function: str = ""
    function: str = ""
    gov_econ: str = ""
    dept_econ: str = ""
    implementing_project: str = ""
    parent: bytes | None = None
    carried_from: bytes | None = None

    def _said(self) -> tuple[Value, ...]:
        return (
            self.earmark.digest,
            self.holder,
            self.document,
            self.upstream_document,
            int(self.advance),
            self.condition,
            self.transfer_function,
            self.function,
            self.gov_econ,
            self.dept_econ,
            self.implementing_project,
            self.parent,
            self.carried_from,
        )


def next_year_of(earmark: Earmark) -> Earmark:
    """次年专项: the same item in the next year, which carried money is used for (预算法第四十二条)."""
    return replace(earmark, year=earmark.year + 1)

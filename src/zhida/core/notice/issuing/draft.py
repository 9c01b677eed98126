"""拟稿 draft: all that a bureau decides about a notice before it is worded."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.money import Unit
from zhida.core.notice.appropriations import (
    BudgetKind,
    Codes,
    Flag,
    FundingSource,
    Project,
)
from zhida.core.notice.forms import Form
from zhida.core.notice.identity import Basis, DocumentNumber, Status
from zhida.core.notice.obligations import Obligation
from zhida.core.notice.targets import PerformanceTable
from zhida.core.regions import Region


class DraftError(ValueError):
    """拟稿有误: the figures or codes of a draft can't be issued; a Chinese sentence says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """指标行: money of one source, budget and purpose, with what stays with it down the chain.

    `label` is what the notice calls it ("中央彩票公益金"), "" where there is one line.
    """

    source: FundingSource | None
    kind: BudgetKind | None
    codes: Codes
    flag: Flag | None = None
    project: Project | None = None
    label: str = ""
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """份额: what one recipient is issued now, in fen, of each line of the draft.

    `advanced` is what was issued of each line before; None where nothing was.
    `group` is the place whose subtotal holds the recipient.
    """

    recipient: str
    fens: tuple[int, ...]
    region: Region | None = None
    group: Region | None = None
    advanced: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """拟稿: all that a bureau decides about a notice before it is worded.

    `unit` is that of the allocation table. `targets` and `forms` are annexes as
    they shall stand; their labels are set anew. `basis` names the notice from
    above (upstream) and the methods.
    """

    number: DocumentNumber
    date: datetime.date
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    fund: str
    year: int
    status: Status
    lines: tuple[Line, ...]
    shares: tuple[Share, ...]
    basis: tuple[Basis, ...] = ()
    sub_fund: str | None = None
    unit: Unit = Unit.WAN_YUAN
    copy_to: tuple[str, ...] = ()
    availability: str | None = None
    disclosure: str | None = None
    obligations: tuple[Obligation, ...] = ()
    targets: tuple[PerformanceTable, ...] = ()
    forms: tuple[Form, ...] = ()

    def titled(self, end: str) -> str:
        """The year and the fund with its part, and what it is a title of.

        2024年医疗救助补助资金分配表
        """
        part = f"（{self.sub_fund}）" if self.sub_fund else ""
        return f"{self.year}年{self.fund}{part}{end}"

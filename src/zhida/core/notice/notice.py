"""通知 Notice: everything that a notice states, typed, each value with its place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.money import ABSENT, Amount
from zhida.core.notice.allocation import AllocationTable
from zhida.core.notice.appropriations import Appropriation, CodeStatement, Flag, Project, Spending
from zhida.core.notice.forms import Form
from zhida.core.notice.identity import (
    Attachments,
    Basis,
    DocumentNumber,
    FundMention,
    Status,
    YearMention,
)
from zhida.core.notice.obligations import Obligation
from zhida.core.notice.targets import PerformanceTable
from zhida.core.provenance import Source, Stated


@dataclass(frozen=True, slots=True)
class File:
    """文件: one file of the notice, with the hash of its bytes."""

    name: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Repair:
    """修复: something that the reader put right on the way, for a person to see.

    `doubtful` is true where more than one mend was possible, or where an
    optically read figure could not be proved.
    """

    sentence: str
    sources: tuple[Source, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class AmountMention:
    """金额提法: an amount of the running text that is part of a sum it belongs to.

    `total` is the sum's amount and `parts` its items, in the order printed
    ("共3347万元，其中：…3064万元，…243万元").
    """

    total: Amount
    parts: tuple[tuple[str, Amount], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Notice:
    """通知: a notice that issues a subsidy, as stated, faults included.

    Nothing is corrected here but the order of cells (see `repairs`); absent
    things are None or empty. `date` is the day of signing, or else of
    printing. `flags`, `codes`, `years`, `funds` hold every statement of their
    kind, wherever it stands; the appropriations hold those that apply to them.
    """

    files: tuple[File, ...]
    doc_number: Stated[DocumentNumber] | None = None
    issuers: tuple[Stated[str], ...] = ()
    addressees: tuple[Stated[str], ...] = ()
    copy_to: tuple[Stated[str], ...] = ()
    title: Stated[str] | None = None
    date: Stated[datetime.date] | None = None
    signed: Stated[datetime.date] | None = None
    printed: Stated[datetime.date] | None = None
    fund: Stated[str] | None = None
    sub_fund: Stated[str] | None = None
    budget_year: Stated[int] | None = None
    status: Stated[Status] | None = None
    basis: tuple[Basis, ...] = ()
    total: Amount = ABSENT
    appropriations: tuple[Appropriation, ...] = ()
    availability: Stated[str] | None = None
    disclosure: Stated[str] | None = None
    attachments: Attachments = Attachments()
    allocation: tuple[AllocationTable, ...] = ()
    spending: tuple[Spending, ...] = ()
    forms: tuple[Form, ...] = ()
    targets: tuple[PerformanceTable, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    flags: tuple[Flag, ...] = ()
    projects: tuple[Project, ...] = ()
    codes: tuple[CodeStatement, ...] = ()
    years: tuple[YearMention, ...] = ()
    funds: tuple[FundMention, ...] = ()
    sums: tuple[AmountMention, ...] = ()
    paragraphs: tuple[Stated[str], ...] = ()
    repairs: tuple[Repair, ...] = ()

"""待发方案 draft: what the questions before issuing are asked of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.units import RoundingUnit
from zhida.core.findings import Finding, Severity
from zhida.core.notice.appropriations import BudgetKind, FundingSource
from zhida.core.provenance import Source
from zhida.core.regions import Region


@dataclass(frozen=True, slots=True)
class LineFacts:
    """资金事实: what is stated of a pool line; None where nothing is.

    `total` is in units, `flag` the code of direct funds ("01") or "追踪",
    `basis` the document that the money came by.
    """

    name: str
    total: int
    place: Source
    fund: str | None = None
    source: FundingSource | None = None
    kind: BudgetKind | None = None
    flag: str | None = None
    function: str | None = None
    transfer_function: str | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """分配对象: a recipient with the region that its name means, None where it means none.

    `flags` and `functions` are those of its own row, by the index of the pool line;
    `group` is the region of the subtotal that it stands under, None at the top.
    """

    name: str
    place: Source
    region: Region | None = None
    flags: dict[int, str] = field(default_factory=dict)
    functions: dict[int, str] = field(default_factory=dict)
    group: Region | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """待发方案: what is to be issued: recipients × pool lines in whole units, no subtotals.

    `entitled` is the year's money and sums to the pool; `issued` that less what
    was issued in advance. `received` is the day on which the province received
    the central transfer, `today` the day of the asking: each None where unknown.
    """

    year: int
    unit: RoundingUnit
    lines: tuple[LineFacts, ...]
    recipients: tuple[RecipientFacts, ...]
    entitled: Cells
    issued: Cells
    place: Source
    issuer: Region | None = None
    received: datetime.date | None = None
    today: datetime.date | None = None


Ask = Callable[[Draft], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Question:
    """核对项: a question with its code, severity, legal basis and mend."""

    code: str
    name: str
    severity: Severity
    basis: str
    mend: str

    def finding(
        self,
        sentence: str,
        *sources: Source,
        expected: int | str | None = None,
        found: int | str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this question; the difference of two numbers is taken here."""
        both = isinstance(expected, int) and isinstance(found, int)
        return Finding(
            self.code,
            severity or self.severity,
            sentence,
            expected,
            found,
            int(found or 0) - int(expected or 0) if both else None,
            self.basis,
            self.mend,
            sources,
        )

"""拟分配 proposal: the outcome of a plan as the ledger understands it, whatever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhida.core.findings import Finding
from zhida.core.ledger import LedgerError
from zhida.core.money import format_fen
from zhida.platform.allocation.pool import Wanted


@dataclass(frozen=True, slots=True)
class Proposal:
    """拟分配: fens[recipient][column], to be issued now.

    `recipients` are agency codes; `columns` the sources with their totals;
    `unit_fen` the unit that every figure is a multiple of. `certificate` proves
    the rounding, `explanation` says how each figure came about, `files` are
    those that the plan was made from, `findings` what a person should look at
    before issuing. Raises `LedgerError` where the figures
    don't add up to the columns.
    """

    title: str
    year: int
    unit_fen: int
    recipients: tuple[str, ...]
    columns: tuple[Wanted, ...]
    fens: tuple[tuple[int, ...], ...]
    upstream: str = ""
    certificate: object = None
    explanation: object = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        for name in self.recipients:
            if self.recipients.count(name) > 1:
                raise LedgerError(f"方案中{name}出现了两次，同一单位只能有一行")
        for j, column in enumerate(self.columns):
            found = sum(row[j] for row in self.fens)
            if found != column.fen:
                raise LedgerError(
                    f"“{column.name}”各地之和为{format_fen(found)}，资金总额为"
                    f"{format_fen(column.fen)}，相差{format_fen(abs(found - column.fen))}。请核对方案"
                )
        for recipient, row in zip(self.recipients, self.fens, strict=True):
            for column, fen in zip(self.columns, row, strict=True):
                if fen < 0:
                    raise LedgerError(
                        f"{recipient}的“{column.name}”为{format_fen(fen)}：应下达小于已提前下达。"
                        "先由该单位上缴差额并收回，再把它这一项定为零"
                    )
                if fen % self.unit_fen:
                    raise LedgerError(
                        f"{recipient}的“{column.name}”比方案的计量单位更细，请按单位取整"
                    )

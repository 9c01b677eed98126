"""核验的问题 faults: what verifying found, row by row, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """问题: the first row that a check found wrong.

    `year` and `number` are None where the row has none; `field` is "" where it
    can't be told. `sentence` says what is wrong, `mend` what to do.
    """

    check: str
    table: str
    year: int | None
    number: int | str | None
    field: str
    sentence: str
    mend: str

    @property
    def place(self) -> str:
        """The row in words.

        >>> Fault("balance", "ledger_account", 2025, 7, "balance_fen", "", "").place
        'ledger_account 2025年度 7号 balance_fen'
        """
        parts = [self.table]
        if self.year is not None:
            parts.append(f"{self.year}年度")
        if self.number is not None:
            parts.append(f"{self.number}号" if isinstance(self.number, int) else self.number)
        return " ".join([*parts, self.field] if self.field else parts)


def first_of_each(faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first fault of each check and table; one wrong row seldom comes alone."""
    told: set[tuple[str, str]] = set()
    for fault in faults:
        if (fault.check, fault.table) not in told:
            told.add((fault.check, fault.table))
            yield fault

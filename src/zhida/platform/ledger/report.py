"""核验结果 report: what verifying found, row by row, with what to do."""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(slots=True)
class Report:
    """核验结果: what was looked at, and the faults in the order in which they were found.

    `unsealed` counts vouchers that no block holds yet, the first of which is
    `first_unsealed` (year, number). `head` is the number of the block that an
    outside head confirmed, None where no head was given.
    """

    blocks: int = 0
    vouchers: int = 0
    transfers: int = 0
    lines: int = 0
    accounts: int = 0
    unsealed: int = 0
    first_unsealed: tuple[int, int] | None = None
    head: int | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

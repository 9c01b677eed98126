"""核验结果 report: what verifying looked at, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhida.platform.sealing.faults import Fault


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

"""账上已知 known: what the ledger already holds, as far as a booking needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zhida.core.ledger import QuotaLine


@dataclass(frozen=True, slots=True)
class Held:
    """在手指标: a line of the agency with what is free of it, in fen."""

    line: QuotaLine
    pending: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """在途: money sent under the notice that its receiver has not taken yet.

    `line` is the sender's (the parent's for what is issued, the child's for what
    is sent back), `issuer` and `ordinal` those of the sending voucher's identity.
    """

    line: QuotaLine
    fen: int
    expected: bool = False
    issuer: str = ""
    ordinal: int = 1


@dataclass(frozen=True, slots=True)
class Known:
    """账上已知: seen from the agency at which the notice is booked.

    `held` are its own lines, `coming` what is on its way down to it under this
    notice, `returning` what is on its way back to it, each with the line that
    it came from. `parents` are the lines of the level above that its own hang
    on, by digest. `taken` are the payees that took this notice in as a first
    receipt from outside. `advanced` is what went to each payee on advance lines,
    by payee and "source/kind". `receipts` counts what was taken in from outside
    by the agency, by number and "source/kind". `units` are the codes of the
    issuing region's agencies by name, for those that were registered before.
    `issued` is the fen that the agency sent out under this number already.
    """

    held: tuple[Held, ...] = ()
    coming: tuple[OnTheWay, ...] = ()
    returning: tuple[OnTheWay, ...] = ()
    parents: Mapping[bytes, QuotaLine] = field(default_factory=lambda: MappingProxyType({}))
    taken: frozenset[str] = frozenset()
    advanced: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    receipts: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    issued: int = 0

    def line(self, digest: bytes | None) -> QuotaLine | None:
        """A line by its digest, of the agency itself or the level above."""
        if digest is None:
            return None
        own = next((each.line for each in self.held if each.line.digest == digest), None)
        return own or self.parents.get(digest)

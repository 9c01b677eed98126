"""可支付指标 quota desk: the quota lines of a region that payments may be made from, and how they are found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_numbers import is_key, quota_number
from zhida.core.ledger import QuotaLine


@dataclass(frozen=True, slots=True)
class Held:
    """可支付指标: a line with what stands on it, in fen. `closed`: its holder closed the year."""

    line: QuotaLine
    executable: int = 0
    applied: int = 0
    paid: int = 0
    closed: bool = False
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", self.line.digest)

    @property
    def available(self) -> int:
        """可支付: what is executable or already applied for."""
        return self.executable + self.applied

    @property
    def key(self) -> str:
        """The beginning of the digest by which a person names the line."""
        return self.digest.hex()[:12]


@dataclass(frozen=True, slots=True)
class PayingUnit:
    """支付单位: an agency of the region. `finance`: the finance department itself."""

    code: str
    name: str
    finance: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """原支付: a payment that refunds may undo, with what came back of it until now.

    `line` is the digest of the line that it was booked to, None while it waits.
    """

    year: int
    fen: int
    refunded: int = 0
    line: bytes | None = None


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """账上支付: a voucher that somebody booked for a payment by its number before it was imported."""

    year: int
    number: int
    line: bytes
    fen: int


@dataclass(frozen=True)
class QuotaDesk:
    """支付台面: all that matching asks: lines and units of a region, earlier payments by number.

    `booked` are the vouchers that stand under a payment's number already, by number,
    year and kind; `ordinals` the highest ordinal that a number has in the ledger.
    """

    lines: Sequence[Held]
    units: Sequence[PayingUnit]
    earlier: Mapping[str, Sequence[Earlier]]
    booked: Mapping[tuple[str, int, PaymentKind], Sequence[BookedPayment]] = field(
        default_factory=dict
    )
    ordinals: Mapping[str, int] = field(default_factory=dict)

    def units_of(self, payment: Payment) -> Sequence[PayingUnit]:
        """预算单位: the one of its code, else all of its name; none where the region has none such."""
        for text in (payment.unit_code, payment.unit):
            if text and (found := self._units.get(quota_number(text))):
                return found
        return ()

    def knows(self, payment: Payment) -> bool:
        """认得: whether the payment's unit, its line or the payment that it refunds is the region's."""
        if payment.refunds and self.earlier.get(payment.refunds):
            return True
        lines, named = self.named(payment)
        return bool(self.units_of(payment) or (named and lines))

    def named(self, payment: Payment) -> tuple[Sequence[Held], str]:
        """所指的指标: the lines that the payment's key or document number names, and that name.

        Every line, and "", where it names none.
        """
        for text in (payment.quota_key, payment.quota):
            if is_key(text) and (found := self._by_key(text.strip().lower())):
                return found, text
        if payment.quota:
            return self._documents.get(quota_number(payment.quota), ()), payment.quota
        if payment.quota_key:
            return (), payment.quota_key
        return self.lines, ""

    def held_by(self, lines: Sequence[Held], units: Sequence[PayingUnit]) -> list[Held]:
        """单位的指标: those of the lines that one of the units holds, else the finance department's."""
        codes = {each.code for each in units}
        if lines is self.lines:
            own = [each for code in sorted(codes) for each in self._holders.get(code, [])]
        else:
            own = [each for each in lines if each.line.holder in codes]
        if own:
            return own
        finance = {each.code for each in self.units if each.finance}
        return [each for each in lines if each.line.holder in finance]

    def by_digest(self, digest: bytes) -> Held | None:
        """The line of a digest."""
        return self._digests.get(digest)

    def name_of(self, holder: str) -> str:
        """The name of a unit by its code."""
        return next((each.name for each in self.units if each.code == holder), holder)

    def _by_key(self, key: str) -> list[Held]:
        found = []
        for place in range(bisect_left(self._keys, key), len(self._keys)):
            if not self._keys[place].startswith(key):
                break
            found.append(self._digests[bytes.fromhex(self._keys[place])])
        return found

    @cached_property
    def _digests(self) -> dict[bytes, Held]:
        return {each.digest: each for each in self.lines}

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(digest.hex() for digest in self._digests)

    @cached_property
    def _documents(self) -> dict[str, list[Held]]:
        return _grouped((quota_number(each.line.document), each) for each in self.lines)

    @cached_property
    def _holders(self) -> dict[str, list[Held]]:
        return _grouped((each.line.holder, each) for each in self.lines)

    @cached_property
    def _units(self) -> dict[str, list[PayingUnit]]:
        units = sorted(self.units, key=lambda each: each.code)
        by_name = _grouped((quota_number(each.name), each) for each in units)
        return by_name | {quota_number(each.code): [each] for each in units}


_T = TypeVar("_T")


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return found

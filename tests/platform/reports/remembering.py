"""记性 remembering: what a fiscal year must come to, told by a plain memory of what was done.

Nothing here asks the database or the functions that are tried: a day's balances are added up
from the vouchers, a duty's state from the list of what was done to it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from zhida.core.calendar import is_workday
from zhida.core.execution.payments import Payment
from zhida.core.execution.progress import Progress, progress_of
from zhida.core.forms import FormTable
from zhida.core.ledger import AccountKey, Ledger
from zhida.core.obligations.periods import Period

ONE_DAY = datetime.timedelta(days=1)


def balances_on(ledger: Ledger, day: datetime.date) -> Counter[AccountKey]:
    """What stood on each account when the papers of a day were booked."""
    found: Counter[AccountKey] = Counter()
    for voucher in ledger.vouchers.values():
        if voucher.document_date <= day:
            for each in voucher.transfers:
                found[each.credit] -= each.fen
                found[each.debit] += each.fen
    return found


def lines_of(ledger: Ledger, holder: str, year: int) -> set[bytes]:
    """A holder's lines of a budget year, and all lines that their money went down to."""
    found = {
        digest
        for digest, line in ledger.lines.items()
        if line.holder == holder and line.earmark.year == year
    }
    while True:
        more = {d for d, line in ledger.lines.items() if line.parent in found} - found
        if not more:
            return found
        found |= more


def progress_on(ledger: Ledger, lines: Collection[bytes], day: datetime.date) -> Progress:
    """How far the money of these lines had come on a day."""
    stood = balances_on(ledger, day)
    return progress_of((key.kind, fen) for key, fen in stood.items() if key.line in lines)


def lines_in(ledger: Ledger, regions: Collection[str], year: int) -> set[bytes]:
    """The lines of a year that agencies of some regions hold."""
    return {
        digest
        for digest, line in ledger.lines.items()
        if line.holder.split("-")[0] in regions and line.earmark.year == year
    }


@dataclass
class Filed:
    """What was handed in: the form with the hash of its file, None where it was words only."""

    day: datetime.date
    form: FormTable | None
    name: str = ""
    sha256: str = ""
    nothing: bool = False


@dataclass
class Owed:
    """A duty of a game, with what was done to it: (what, on which day), in order."""

    number: int
    owner: str
    receiver: str
    form: str
    period: Period
    due: datetime.date
    done: list[tuple[str, datetime.date]] = field(default_factory=list)
    filings: list[Filed] = field(default_factory=list)

    def state(self, day: datetime.date) -> str:
        """What a list of duties must say of it on a day."""
        past = [what for what, on in self.done if on <= day]
        last = past[-1] if past else ""
        if last in ("filed", "accepted", "waived"):
            return last
        if day > self.due:
            return "overdue"
        if last == "sent_back":
            return "sent_back"
        return "due" if working_days(day, self.due) <= 5 else "upcoming"

    def late(self, day: datetime.date) -> int:
        """How many days too late it was handed in, the filing that counts on a day."""
        came: datetime.date | None = None
        for what, on in self.done:
            if on <= day and what == "filed":
                came = on
            if on <= day and what == "sent_back":
                came = None
        return max(0, (came - self.due).days) if came else 0

    def standing(self) -> Filed | None:
        """The filing that counts now."""
        last = self.done[-1][0] if self.done else ""
        return self.filings[-1] if last in ("filed", "accepted") else None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be handed in."""
        return (self.done[-1][0] if self.done else "sent_back") == "sent_back"


def working_days(since: datetime.date, before: datetime.date) -> int:
    """The working days from one day on, that day counted, before another."""
    days = (since + n * ONE_DAY for n in range((before - since).days))
    return sum(bool(is_workday(each)) for each in days)


def paid_less_refunds(payments: Iterable[Payment]) -> int:
    """What the treasury paid, less what came back."""
    return sum(-each.fen if each.kind.value == "refund" else each.fen for each in payments)

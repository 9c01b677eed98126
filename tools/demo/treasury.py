"""国库支付 treasury: what the treasury paid comes in by the county's file, as a person would import it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from demo.days import TODAY, YEAR, day
from demo.issuing import Office
from demo.places import Place
from demo.stories import SLOW
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.ledger import QuotaLine
from zhida.documents.execution.payment_files import PaymentFile, read_payment_file
from zhida.documents.execution.payment_writing import write_payments
from zhida.platform.execution import actions

_DAYS = (30, 55, 80, 97)
"""When the treasury paid, in hundredths of the year until today."""


def payment(
    office: Office,
    unit: str,
    line: tuple[str, str],
    number: str,
    fen: int,
    at: int,
    payee: str = "",
) -> Payment:
    """A payment of a unit (its name) from a line: the document and the function that it is of."""
    document, function = line
    return Payment(
        office.region, YEAR, f"{office.region}{number}", PaymentKind.PAYMENT, day(at), fen, unit,
        document, function=function, flag="01", payee=payee or f"{office.name}中医医院",
        payee_account="0000000000", purpose="住院救助费用",
    )  # fmt: skip


def paid(county: Place, units: Iterable[tuple[str, QuotaLine, int]], place: int) -> list[Payment]:
    """What the units (name, line, fen) of a county have paid by now: near the share of the year."""
    office = Office(county.code, county.name)
    elapsed = TODAY.timetuple().tm_yday * 100 // 366
    share = elapsed // 4 if county.code == SLOW else elapsed * (88 + place * 7 % 12) // 100
    found = []
    for at, (unit, line, fen) in enumerate(units):
        whole = fen * share // 100
        part = whole // len(_DAYS)
        for turn, when in enumerate(_DAYS, 1):
            amount = part if turn < len(_DAYS) else whole - part * (turn - 1)
            number, of = f"{at:02}{turn}", (line.document, line.function)
            if amount:
                found.append(payment(office, unit, of, number, amount, when))
    return found


def imported(county: Place, payments: list[Payment]) -> None:
    """Read, matched, booked: one file of the county for the year."""
    if payments:
        office = Office(county.code, county.name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{county.name}国库支付{YEAR}.csv"
            actions.confirm(office.drafter, [file_of(office, path, payments)])


def file_of(office: Office, path: Path, payments: Iterable[Payment]) -> PaymentFile:
    """The file as it is read back."""
    write_payments(path, payments)
    return read_payment_file(path, office.region)

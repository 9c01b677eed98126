"""Whatever comes in whatever files, again and again: a line's paid money is its payments less its refunds."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.execution.treasury import (
    DRAFTER,
    LINE,
    OTHER,
    REGION,
    WAN,
    file_of,
    open_county,
    payment,
    refund,
)

from zhida.core.execution.payments import Payment
from zhida.platform.execution import actions
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.payment_queries import paid_by_line, payments_of_lines
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.scope import scope

Row = tuple[bool, int, int, int, bool]


def as_payment(row: Row) -> Payment:
    """A row of a file: a refund or not, its number, 万元, the day or the number undone, whose it is."""
    is_refund, number, wan, other, of_bureau = row
    date = datetime.date(2025, 1 + other, 5)
    if is_refund:
        return refund(f"R{number}", f"A{other}", wan, date=date)
    whose = {"unit": "天山区医疗保障局", "quota": "天财社〔2025〕5号"} if of_bureau else {}
    return payment(f"A{number}", wan, date=date, **whose)


ROWS = st.lists(
    st.tuples(
        st.booleans(), st.integers(0, 5), st.integers(1, 40), st.integers(0, 5), st.booleans()
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: (row[0], row[1]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=3), st.sampled_from(["csv", "xlsx", "json"]))
def test_the_ledger_holds_exactly_what_was_imported(
    fresh: Callable[[], AbstractContextManager[str]], batches: list[list[Row]], ending: str
) -> None:
    with fresh(), TemporaryDirectory() as folder:
        open_county()
        for rows in batches:
            file = file_of(Path(folder), *map(as_payment, rows), name=f"支付.{ending}")
            actions.confirm(DRAFTER, [file])
            before = state()
            again = actions.confirm(DRAFTER, [file])
            assert again.matches == ()
            assert state() == before
        actions.retry(DRAFTER)
        state()


def state() -> list[tuple[str, str, int | None]]:
    """Every payment with where it stands; checks each line against the ledger on the way."""
    with scope(REGION):
        for line in (LINE, OTHER):
            (number,) = find_lines(line.digest.hex())
            accounts = {kind: fen for (kind, _), fen in balances_of([number])[number].items()}
            paid = paid_by_line([number]).get(number, 0)
            assert accounts.get("paid", 0) == paid
            assert accounts.get("applied", 0) == 0
            assert accounts["executable"] == 100 * WAN - paid
            shares = [each.evidence.fen or 0 for each in payments_of_lines([number])]
            assert sum(shares) == paid
        return [
            (each.number, each.state, each.voucher_number)
            for each in PaymentRecord.objects.order_by("pk")
        ]

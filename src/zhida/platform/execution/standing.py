"""结存 standing: what stands on the accounts of a selection, now or on a past day, as rows of a query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from zhida.core.execution.progress import STEPS, kinds_of
from zhida.platform.execution.selecting import Selection, accounts, movements
from zhida.platform.ledger.balances import no_look_ups


def standing(asked: Selection, key: str) -> tuple[str, dict[str, Any]]:
    """结存: a query for rows of key, kind and fen that add up to what stands, and its parameters.

    `key` is an expression over an account, its earmark and its holder. What stands
    now is what the accounts keep; a past day is added up from the movements, those
    of the whole country in one pass.
    """
    if asked.is_now:
        return accounts(asked, f"{key} AS key", "a.kind", "a.balance_fen AS fen")
    if asked.is_everything:
        return movements(asked, f"{key} AS key", "a.kind", "a.fen")
    query, values = accounts(asked, f"{key} AS key", "a.kind", "a.id")
    return _THEN.format(accounts=query), values | {"on": asked.on, "booked": asked.booked}


# What stood at a moment: the movements up to it, with the account's key and kind.
_THEN = """
SELECT a.key, a.kind, moved.fen FROM ({accounts}) AS a
JOIN (
    SELECT t.debit_id AS id, t.voucher_id, t.year, t.fen FROM ledger_transfer t
    UNION ALL
    SELECT t.credit_id, t.voucher_id, t.year, -t.fen FROM ledger_transfer t
) AS moved ON moved.id = a.id AND moved.year = %(year)s
JOIN ledger_voucher v ON v.id = moved.voucher_id AND v.year = moved.year
WHERE v.year = %(year)s
  AND (%(on)s::date IS NULL OR v.document_date <= %(on)s)
  AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
"""


def step_kinds() -> dict[str, list[str]]:
    """环节账户: the kinds of account of each step, as parameters of these names."""
    return {step: list(kinds_of(step)) for step in STEPS}


@contextmanager
def long_reading(asked: Selection) -> Iterator[None]:
    """通读: for a query that reads the movements of the whole country, if this one does."""
    if asked.is_now or not asked.is_everything:
        yield
        return
    with no_look_ups():
        yield

"""预算年度: the database and the ledger in memory play the same year, act by act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack

from django.db import DatabaseError, connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.core.ledger.playing import FiscalYear

from zhida.core.ledger import LedgerError, QuotaLine, Voucher
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

COUNTRY = "100000"

Balances = dict[tuple[bytes, str, str | None], tuple[int, int]]


class Lockstep(FiscalYear):
    """A game in a database of its own. What memory refuses the database refuses, and no more."""

    def __init__(self, fresh: Callable[[], AbstractContextManager[str]]) -> None:
        super().__init__()
        self.numbers: dict[bytes, int] = {}
        self.room = ExitStack()
        self.room.enter_context(fresh())

    def book(self, vouchers: Sequence[Voucher], lines: tuple[QuotaLine, ...], refused: str) -> None:
        """The same batch through the database's own door, in one transaction."""
        try:
            with scope(COUNTRY):
                numbers = self.numbers | open_lines(
                    x for x in lines if x.digest not in self.numbers
                )
                post(vouchers, numbers)
        except (LedgerError, DatabaseError) as error:
            assert refused, f"refused by the database only: {error}"
        else:
            assert not refused, f"refused in memory only: {refused}"
            self.numbers = numbers
        self.compare()

    def compare(self) -> None:
        """Every balance is the one in memory, and the sum of its rows."""
        memory: Balances = {
            (account.line, account.kind, account.counterpart): (fen, fen)
            for account, fen in self.ledger.balances.items()
        }
        with scope(COUNTRY), connection.cursor() as cursor:
            cursor.execute(_BALANCES)
            stored: Balances = {
                (bytes(line), kind, to): (balance, moved)
                for line, kind, to, balance, moved in cursor.fetchall()
            }
            cursor.execute("SELECT count(*) FROM ledger_voucher")
            assert cursor.fetchone() == (len(self.ledger.vouchers),)
        assert stored == memory

    def teardown(self) -> None:
        """The room is left as it was, whatever happened in it."""
        with self.room:
            super().teardown()


_BALANCES = """
SELECT l.digest, a.kind, g.code, a.balance_fen,
    COALESCE((SELECT sum(fen) FROM ledger_transfer WHERE debit_id = a.id), 0)::bigint
    - COALESCE((SELECT sum(fen) FROM ledger_transfer WHERE credit_id = a.id), 0)::bigint
FROM ledger_account a JOIN ledger_line l ON l.id = a.line_id
LEFT JOIN regions_agency g ON g.id = a.counterpart_id
"""


def test_memory_and_database_agree_on_every_act_of_a_year(
    fresh: Callable[[], AbstractContextManager[str]],
) -> None:
    class Game(Lockstep):
        def __init__(self) -> None:
            super().__init__(fresh)

    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=10,
            stateful_step_count=35,
            suppress_health_check=list(HealthCheck),
            phases=[phase for phase in Phase if phase is not Phase.explain],
        ),
    )

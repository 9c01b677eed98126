"""小国: the small nation that other tests play on holds together by itself."""

from __future__ import annotations

from django.db import connection
from tests.platform.ledger.nation import WAN, Nation

from zhida.platform.scope import scope


def test_what_came_in_is_what_stands_in_all_accounts(database: str) -> None:
    with scope("100000"):
        Nation().play()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(balance_fen), -sum(balance_fen) FILTER (WHERE is_origin)"
                " FROM ledger_account"
            )
            total, came_in = cursor.fetchone()
    assert total == 0
    assert came_in == (900 + 250 + 60 + 40 + 15) * WAN

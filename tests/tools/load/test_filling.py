"""What the nation that people walk through is filled with."""

from __future__ import annotations

import psycopg

from load.filling import Size, fill, is_filled, named


def test_the_rows_fit_the_tables_of_today_and_name_a_way_through_them(database: str) -> None:
    fill(database, Size(units=4_000, lines=1, rows=28_000))

    assert is_filled(database)
    assert named(database).line
    with psycopg.connect(database) as session:
        kept = session.execute(
            "SELECT (SELECT count(*) FROM ledger_line), (SELECT count(*) FROM execution_paymentrecord)"
        ).fetchone()
    assert kept == (4_000, 8_000)

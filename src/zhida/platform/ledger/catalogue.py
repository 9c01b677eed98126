"""科目 catalogue: the chart of accounts of `core.ledger` as rows of the database."""

from __future__ import annotations

from django.db import connections

from zhida.core.ledger.chart import entries, kinds
from zhida.data import load


def load_chart(using: str) -> None:
    """导入科目: books, kinds, verbs and entries. What is there stays; a changed one is refused.

    Raises `django.db.IntegrityError` where a row of the data files contradicts
    one under which money was booked.
    """
    with connections[using].cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger_book VALUES (%s, %s) ON CONFLICT (code) DO NOTHING",
            [(row["book"], row["name"]) for row in load("books")],
        )
        cursor.executemany(
            "INSERT INTO ledger_kind VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (code, book, is_origin, in_transit) DO NOTHING",
            [
                (
                    each.code,
                    each.book,
                    each.name,
                    each.is_origin,
                    each.in_transit,
                    each.official_code,
                )
                for each in kinds().values()
            ],
        )
        cursor.executemany(
            "INSERT INTO ledger_verb VALUES (%s, %s) ON CONFLICT (code) DO NOTHING",
            [(row["verb"], row["name"]) for row in load("ledger_verbs")],
        )
        cursor.executemany(
            "INSERT INTO ledger_entry VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (number, verb, credit, debit, relation) DO NOTHING",
            [
                (
                    each.number,
                    each.book,
                    each.verb,
                    each.credit,
                    each.debit,
                    each.relation,
                    kinds()[each.credit].is_origin,
                )
                for each in entries()
            ],
        )

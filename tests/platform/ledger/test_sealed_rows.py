"""封存的行: what comes out of the database is what went in, whatever signs are in it."""

from __future__ import annotations

from django.db import connection
from tests.platform.ledger.nation import Nation

from zhida.core.ledger.sealing import VOUCHER
from zhida.platform.ledger.sealed_rows import unsealed
from zhida.platform.scope import scope
from zhida.platform.sealing.rows import rows

AWKWARD = [
    "",
    "\\N",
    "\\",
    "\\\\",
    "a\\",
    "\\t",
    "制表\t换行\n回车\r",
    "\\\\N\\n\n\\",
    "\b\f\v\\b\\f\\v",
    "末尾\\\t\\",
]


def test_texts_come_out_as_they_went_in(database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (place int, words text)")
        cursor.executemany("INSERT INTO said VALUES (%s, %s)", list(enumerate(AWKWARD)))
    found = list(rows("SELECT words, place, NULL FROM said ORDER BY place"))
    assert [(words or b"").decode() for words, _, _ in found] == AWKWARD
    assert {nothing for _, _, nothing in found} == {None}


def test_a_vouchers_values_are_those_that_its_hash_is_described_over(database: str) -> None:
    with scope("100000"):
        nation = Nation()
        nation.play()
        by_key = {each.identity.key.hex(): each for each in nation.vouchers}
        stored = [each for year in (2025, 2026) for each in unsealed(year)]
    assert len(stored) == len(by_key)
    for each in stored:
        values = dict(zip(VOUCHER, each.values, strict=True))
        voucher = by_key[(values["key"] or b"").decode()]
        assert values["content"] == voucher.content.hex().encode()
        assert values["actor"] == voucher.actor.encode()
        assert values["document_date"] == voucher.document_date.isoformat().encode()
        assert len(each.transfers) == len(voucher.transfers)

"""封存: every voucher that is committed comes into exactly one block, also the late ones."""

from __future__ import annotations

import dataclasses
import datetime
from threading import Event, Thread

import psycopg
import pytest
from django.db import connection

from zhida.core.ledger import (
    AccountKey,
    Book,
    Earmark,
    Identity,
    QuotaLine,
    Transfer,
    Voucher,
)
from zhida.core.ledger.sealing import GENESIS, Algorithm, block_hash
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.platform.configuration import Configuration
from zhida.platform.ledger.chain import LEDGER
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.ledger.sealed_rows import sealed
from zhida.platform.ledger.sealing import Sealed, seal
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

EARMARK = Earmark(
    Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED
)
LINE = QuotaLine(EARMARK, "650000-finance", "新财社〔2025〕1号")


def received(ordinal: int, line: QuotaLine = LINE) -> Voucher:
    """One instalment of one yuan."""
    return Voucher(
        Identity(
            "receipt",
            "财政部",
            "财社〔2024〕142号",
            line.earmark.year,
            line.holder,
            ordinal=ordinal,
        ),
        "receive",
        line.holder,
        (Transfer(AccountKey(line.digest, "origin"), AccountKey(line.digest, "pending"), 100),),
        "财社〔2024〕142号",
        datetime.date(2025, 1, 6),
        "经办人甲",
        reason="含制表符\t、换行\n和反斜杠\\N\\\\的事由",
    )


def book(*vouchers: Voucher, line: QuotaLine = LINE) -> None:
    with scope("100000"):
        post(vouchers, open_lines([line]))


def test_what_was_booked_is_sealed_once(database: str) -> None:
    book(*(received(each) for each in range(1, 6)))
    assert seal() == Sealed(1, 5)
    assert seal() == Sealed(0, 0)
    book(received(6))
    assert seal() == Sealed(1, 1)
    with scope("100000"):
        assert LEDGER.last_block().number == 2


def test_a_block_hangs_on_the_one_before_and_on_its_vouchers(database: str) -> None:
    book(*(received(each) for each in range(1, 4)))
    seal()
    with scope("100000"):
        hashes = [each.hashed(Algorithm.SHA256) for each in sealed(1, 1)]
        assert LEDGER.last_block().hash == block_hash(GENESIS, 1, hashes)


def test_a_voucher_that_commits_late_falls_in_a_later_block(database: str) -> None:
    """Two postings overlap; the one with the lower number commits after a sealing."""
    other = dataclasses.replace(LINE, document="新财社〔2025〕2号")
    with scope("100000"):
        open_lines([LINE, other])
    drawn, go_on = Event(), Event()

    def late() -> None:
        with scope("100000"):
            post([received(1, other)], open_lines([other]))
            drawn.set()
            go_on.wait(20)
        connection.close()

    thread = Thread(target=late)
    thread.start()
    assert drawn.wait(20)
    for each in range(2, 6):  # settled numbers must not run past the one still under way
        book(received(each))
        assert seal().vouchers == 1
    go_on.set()
    thread.join()
    assert seal().vouchers == 1
    for each in range(6, 9):
        book(received(each))
        assert seal().vouchers == 1
    with scope("100000"), connection.cursor() as cursor:
        cursor.execute("SELECT max(settled), max(voucher_id) FROM ledger_block, ledger_sealed")
        settled, last = cursor.fetchone()
    assert 1 < settled <= last


def test_two_sealers_take_turns(database: str) -> None:
    book(*(received(each) for each in range(1, 400)))
    sums: list[int] = []

    def one() -> None:
        sums.append(seal().vouchers)
        connection.close()

    threads = [Thread(target=one) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(sums) == [0, 0, 399]


def test_a_block_is_never_changed(database: str) -> None:
    book(received(1))
    seal()
    with (
        psycopg.connect(database) as superuser,
        pytest.raises(psycopg.DatabaseError, match="只增不改"),
    ):
        superuser.execute("UPDATE ledger_sealed SET hash = sha256('')")


def test_a_chain_may_change_its_algorithm_and_each_block_says_its_own(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(received(1))
    seal()
    sm3 = Configuration.model_construct(seal_algorithm="sm3")
    monkeypatch.setattr("zhida.platform.ledger.sealing.configuration", lambda: sm3)
    book(received(2))
    seal()
    with scope("100000"), connection.cursor() as cursor:
        cursor.execute("SELECT number, algorithm FROM ledger_block ORDER BY number")
        assert cursor.fetchall() == [(1, "sha256"), (2, "sm3")]
        hashes = [each.hashed(Algorithm.SM3) for each in sealed(2, 2)]
        cursor.execute("SELECT hash FROM ledger_block ORDER BY number")
        first, second = (bytes(own) for (own,) in cursor.fetchall())
        assert second == block_hash(first, 2, hashes, Algorithm.SM3)
    report = verify()
    assert (report.faults, report.blocks, report.vouchers) == ([], 2, 2)
    with psycopg.connect(database) as forger:  # a superuser who names another algorithm
        forger.execute("ALTER TABLE ledger_block DISABLE TRIGGER append_only")
        forger.execute("UPDATE ledger_block SET algorithm = 'sha256' WHERE number = 2")
        forger.execute("ALTER TABLE ledger_block ENABLE TRIGGER append_only")
    assert {(each.check, each.number) for each in verify().faults} >= {("chain", 2)}

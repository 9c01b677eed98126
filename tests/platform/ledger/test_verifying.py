"""核验: whatever a superuser changes behind the ledger's back is found, and the row is named."""

from __future__ import annotations

import datetime

import psycopg
import pytest
from django.db import connection
from tests.platform.ledger.nation import Nation

from zhida.platform.ledger.chain import LEDGER
from zhida.platform.ledger.report import Report
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope
from zhida.platform.sealing.head import Head


@pytest.fixture
def played(database: str) -> str:
    """A year of the small nation, sealed; the superuser's address of the database."""
    with scope("100000"):
        Nation().play()
    seal()
    return database


def tamper(address: str, *statements: str) -> None:
    """As a superuser with every trigger and key switched off."""
    with psycopg.connect(address) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for each in statements:
            superuser.execute(each)
    connection.close()


def taken_head() -> Head:
    with scope("100000"):
        last = LEDGER.last_block()
    return Head(last.number, last.hash, 0, datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC))


def test_what_was_booked_and_sealed_is_clean(played: str) -> None:
    report = verify()
    assert report.faults == []
    assert (report.unsealed, report.vouchers > 20, report.lines > 5) == (0, True, True)


def test_a_voucher_that_is_not_sealed_yet_is_told_and_is_no_fault(database: str) -> None:
    with scope("100000"):
        Nation().play()
    report = verify()
    assert report.clean
    assert report.unsealed > 20
    assert report.first_unsealed is not None


ONE = "(year, voucher_id) = (SELECT year, min(voucher_id) FROM ledger_sealed GROUP BY year LIMIT 1)"
OF_ONE = ONE.replace("voucher_id) =", "id) =")


@pytest.mark.parametrize(
    ("statement", "table", "field", "words"),
    [
        (f"UPDATE ledger_voucher SET reason = '改' WHERE {OF_ONE}", "ledger_voucher", "", "事由"),
        (
            "UPDATE ledger_voucher SET identity = jsonb_set(identity, '{number}', '\"新号\"')"
            f" WHERE {OF_ONE}",
            "ledger_voucher",
            "identity",
            "业务标识",
        ),
        (
            f"UPDATE ledger_voucher SET booked_at = booked_at - '1 day'::interval WHERE {OF_ONE}",
            "ledger_voucher",
            "",
            "日期",
        ),
        (f"UPDATE ledger_transfer SET fen = fen + 1 WHERE {ONE}", "ledger_transfer", "fen", "原为"),
        (f"DELETE FROM ledger_transfer WHERE {ONE}", "ledger_transfer", "", "现有"),
        (f"DELETE FROM ledger_voucher WHERE {OF_ONE}", "ledger_voucher", "", "删除"),
        (f"DELETE FROM ledger_sealed WHERE {ONE}", "ledger_block", "vouchers", "现有"),
        (
            "UPDATE ledger_sealed SET hash = sha256('') WHERE voucher_id = 1",
            "ledger_block",
            "hash",
            "不符",
        ),
        (
            "UPDATE ledger_block SET hash = sha256('') WHERE number = 1",
            "ledger_block",
            "hash",
            "不符",
        ),
        (
            "UPDATE ledger_account SET balance_fen = balance_fen + 7"
            " WHERE id = (SELECT min(id) FROM ledger_account WHERE NOT is_origin)",
            "ledger_account",
            "balance_fen",
            "按分录合计",
        ),
        (
            "UPDATE ledger_total SET fen = fen - 7 WHERE id = (SELECT min(id) FROM ledger_total)",
            "ledger_total",
            "fen",
            "按账户余额合计",
        ),
        ("UPDATE ledger_earmark SET flag = '02' WHERE flag = '01'", "ledger_earmark", "", "要素"),
        (
            "UPDATE ledger_line SET document = '新号' WHERE id = (SELECT max(id) FROM ledger_line)",
            "ledger_line",
            "",
            "要素",
        ),
        (
            "UPDATE ledger_account SET (counterpart_id, counterpart_region_id)"
            " = (SELECT id, region_id FROM regions_agency ORDER BY id DESC LIMIT 1)"
            " WHERE id = (SELECT min(id) FROM ledger_account WHERE in_transit)",
            "ledger_transfer",
            "",
            "分录",
        ),
        ("DROP TRIGGER append_only ON ledger_voucher", "ledger_voucher", "", "触发器缺失"),
        (
            "ALTER TABLE ledger_transfer_2025 DISABLE TRIGGER append_only",
            "ledger_transfer",
            "",
            "触发器缺失",
        ),
        (
            "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_not_overdrawn",
            "ledger_account",
            "",
            "约束缺失",
        ),
        ("ALTER TABLE ledger_voucher_2025 DISABLE TRIGGER ALL", "ledger_voucher", "", "约束缺失"),
        (
            "ALTER TABLE ledger_line NO FORCE ROW LEVEL SECURITY",
            "ledger_line",
            "",
            "行级权限被改动",
        ),
        ("GRANT INSERT ON ledger_voucher TO zhida_app", "ledger_voucher", "", "权限被改动"),
        ("GRANT SELECT ON ledger_voucher_2025 TO zhida_app", "ledger_voucher_2025", "", "权限不是"),
        (
            "UPDATE ledger_entry SET debit = 'paid' WHERE number = 28",
            "ledger_entry",
            "debit",
            "科目表",
        ),
    ],
)
def test_what_a_superuser_changed_is_found(
    played: str, statement: str, table: str, field: str, words: str
) -> None:
    tamper(played, statement)
    report = verify()
    assert [each for each in report.faults if each.table == table and each.field == field]
    assert words in "".join(each.sentence for each in report.faults)
    assert all(each.mend for each in report.faults)


def test_a_voucher_slipped_in_among_those_sealed_is_found(played: str) -> None:
    """Consistent in itself, balances and all: but it wasn't there when its number was sealed."""
    with scope("100000"):
        Nation().play()  # replays; the next sealing settles the numbers
    tamper(
        played,
        "UPDATE ledger_block SET settled = 100000",  # as after a few more sealings
        "INSERT INTO ledger_voucher (year, id, key, content, verb, size, holder_id, region_id,"
        " counterpart_id, counterpart_region_id, document, document_date, actor, reason, identity,"
        " sources) SELECT year, 99999, sha256('new'), content, verb, size, holder_id, region_id,"
        " counterpart_id, counterpart_region_id, document, document_date, actor, reason, identity,"
        " sources FROM ledger_voucher WHERE verb = 'receive' LIMIT 1",
    )
    found = [each for each in verify().faults if each.check == "unsealed"]
    assert {each.number for each in found} == {99999}


def test_a_rewritten_history_is_found_by_a_head_held_outside(played: str) -> None:
    head = taken_head()
    tamper(
        played,
        "DELETE FROM ledger_sealed",
        "DELETE FROM ledger_block",
        "UPDATE ledger_voucher SET reason = '改' WHERE id = 1",
    )
    seal()
    assert verify().clean
    report = verify(head)
    assert [(each.check, each.field) for each in report.faults] == [("chain", "hash")]


def test_an_old_backup_is_found_by_a_head_held_outside(played: str) -> None:
    head = taken_head()
    tamper(
        played,
        "DELETE FROM ledger_sealed WHERE block > 1",
        "DELETE FROM ledger_block WHERE number > 1",
    )
    seal_of_today: Report = verify(Head(9, head.hash, 0, head.taken_at))
    assert "备份" in seal_of_today.faults[0].sentence

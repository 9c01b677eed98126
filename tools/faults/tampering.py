"""A superuser changes the ledger behind its back; `verify` must name the row."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from faults.machine import Machine
from faults.money import book, issued
from zhida.platform import database as databases
from zhida.platform.ledger.sealing import current_head, seal
from zhida.platform.ledger.verifying import verify
from zhida.platform.sealing.head import Head

_COPY = "zhida_tampered"
_COLUMNS = (
    "year, key, content, verb, size, holder_id, region_id, counterpart_id, counterpart_region_id,"
    " document, document_date, booked_at, actor, reason, identity, sources"
)
CASES = {
    "voucher.reason": ("ledger_voucher", "UPDATE ledger_voucher SET reason = '改' WHERE id = 3"),
    "voucher.actor": ("ledger_voucher", "UPDATE ledger_voucher SET actor = '乙' WHERE id = 3"),
    "voucher.booked_at": (
        "ledger_voucher",
        "UPDATE ledger_voucher SET booked_at = booked_at - interval '9 days' WHERE id = 3",
    ),
    "voucher.identity": (
        "ledger_voucher",
        'UPDATE ledger_voucher SET identity = identity || \'{"number": "x"}\' WHERE id = 3',
    ),
    "voucher deleted": ("ledger_voucher", "DELETE FROM ledger_voucher WHERE id = 3"),
    "voucher inserted": (
        "ledger_transfer",
        f"INSERT INTO ledger_voucher ({_COLUMNS}) SELECT"
        f" {_COLUMNS.replace('key', 'sha256(key)', 1)} FROM ledger_voucher WHERE id = 3",
    ),
    "transfer.fen": (
        "ledger_transfer",
        "UPDATE ledger_transfer SET fen = fen + 1 WHERE voucher_id = 3",
    ),
    "transfer.fen and both balances": (
        "ledger_transfer",
        "WITH t AS (UPDATE ledger_transfer SET fen = fen + 1 WHERE voucher_id = 3 RETURNING *)"
        " UPDATE ledger_account a SET balance_fen = balance_fen"
        " + CASE a.id WHEN t.debit_id THEN 1 ELSE -1 END"
        " FROM t WHERE a.id IN (t.debit_id, t.credit_id)",
    ),
    "transfer deleted": ("ledger_transfer", "DELETE FROM ledger_transfer WHERE voucher_id = 3"),
    "account.balance": (
        "ledger_account",
        "UPDATE ledger_account SET balance_fen = balance_fen + 1 WHERE kind = 'pending'",
    ),
    "region's total": (
        "ledger_total",
        "UPDATE ledger_total SET fen = fen + 1 WHERE kind = 'pending'",
    ),
    "earmark.flag": ("ledger_earmark", "UPDATE ledger_earmark SET flag = '01'"),
    "line.document": ("ledger_line", "UPDATE ledger_line SET document = '改'"),
    "chart entry": ("ledger_entry", "UPDATE ledger_entry SET debit = 'paid' WHERE number = 28"),
    "block.hash": ("ledger_block", "UPDATE ledger_block SET hash = sha256('') WHERE number = 1"),
    "sealed.hash": (
        "ledger_block",
        "UPDATE ledger_sealed SET hash = sha256('') WHERE voucher_id = 3",
    ),
    "sealed deleted": ("ledger_block", "DELETE FROM ledger_sealed WHERE voucher_id = 3"),
    "trigger dropped": ("ledger_voucher", "DROP TRIGGER append_only ON ledger_voucher"),
    "trigger of one year off": (
        "ledger_transfer",
        "ALTER TABLE ledger_transfer_2025 DISABLE TRIGGER append_only",
    ),
    "keys off": ("ledger_transfer", "ALTER TABLE ledger_transfer_2025 DISABLE TRIGGER ALL"),
    "constraint dropped": (
        "ledger_account",
        "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_not_overdrawn",
    ),
    "row security off": ("ledger_voucher", "ALTER TABLE ledger_voucher DISABLE ROW LEVEL SECURITY"),
    "right given": ("ledger_transfer", "GRANT UPDATE ON ledger_transfer TO zhida_app"),
    "posting function replaced": (
        "pg_proc",
        "ALTER FUNCTION ledger_refuse_change() RENAME TO ledger_refuse_nothing",
    ),
}
"""What is done, and in which table `verify` must find it."""


@dataclass(frozen=True)
class Tampering:
    """A case: whether it was found in its table, and the place and words of the first fault."""

    case: str
    found: bool
    place: str


def tamper(machine: Machine) -> list[Tampering]:
    """Each case on a copy of its own; then a rewritten history and an old backup, by the head."""
    book(*(issued(each, 100, "tamper") for each in range(20)))
    seal()
    told = [_case(machine, name, table, sql) for name, (table, sql) in CASES.items()]
    head = current_head()
    told.append(_rewritten(machine, head))
    told += _old_backup(machine)
    machine.point_at(databases.NAME)
    return told


def _case(machine: Machine, name: str, table: str, statement: str) -> Tampering:
    _copy(machine)
    _do(machine, statement)
    faults = verify().faults
    found = [each for each in faults if each.table == table]
    return Tampering(name, bool(found), found[0].place if found else "")


def _rewritten(machine: Machine, head: Head) -> Tampering:
    """Every block is made anew over changed rows: consistent in itself."""
    _copy(machine)
    _do(
        machine,
        "DELETE FROM ledger_sealed; DELETE FROM ledger_block;"
        " UPDATE ledger_voucher SET reason = '改' WHERE id = 3",
    )
    seal()
    silent = verify().clean
    faults = verify(head).faults
    return Tampering(
        f"history rewritten, with a head ({'not seen' if silent else 'seen'} without)",
        bool(faults),
        faults[0].place if faults else "",
    )


def _old_backup(machine: Machine) -> list[Tampering]:
    """A copy is made, the ledger goes on, a head is taken, and the copy comes back."""
    _copy(machine)
    machine.point_at(databases.NAME)
    book(*(issued(each, 100, "later") for each in range(20)))
    seal()
    head = current_head()
    machine.point_at(_COPY)
    silent = verify().clean
    faults = verify(head).faults
    return [
        Tampering(
            f"old backup restored, with a head ({'not seen' if silent else 'seen'} without)",
            bool(faults),
            faults[0].place if faults else "",
        )
    ]


def _copy(machine: Machine) -> None:
    machine.point_at(_COPY)
    with psycopg.connect(machine.superuser("postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {_COPY} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {_COPY} TEMPLATE {databases.NAME}")


def _do(machine: Machine, statement: str) -> None:
    with psycopg.connect(machine.superuser(_COPY)) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(statement.encode())

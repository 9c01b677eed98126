"""护栏: what the treasury said is nobody's to change, and only seen from above or within."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from tests.platform.execution.treasury import DRAFTER, REGION, file_of, open_county, payment
from tests.platform.ledger.desk import forger

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Role
from zhida.platform.database import APP, as_role
from zhida.platform.execution import actions
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.payment_queries import queue
from zhida.platform.ledger import acting
from zhida.platform.ledger.acting import Paper
from zhida.platform.scope import scope

OTHERS = Actor("经办人丙", "650103-finance", "650103", Role.DRAFTER)


@pytest.fixture
def imported(database: str, tmp_path: Path) -> str:
    """One booked payment and one that waits."""
    open_county()
    waiting = payment("A2", 1, quota="天财行〔2025〕9号")
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3), waiting)])
    return database


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE execution_paymentrecord SET fen = fen + 1",
        "UPDATE execution_paymentrecord SET number = 'B1'",
        "UPDATE execution_paymentrecord SET payee = '别人'",
        "DELETE FROM execution_paymentrecord",
        "TRUNCATE execution_paymentrecord CASCADE",
        "UPDATE execution_import SET sha256 = ''",
        "DELETE FROM execution_import",
    ],
)
def test_neither_the_application_nor_its_owner_rewrites_what_was_said(
    imported: str, statement: str
) -> None:
    address = as_role(imported, APP, urlsplit(imported).path[1:])
    with psycopg.connect(address) as session:
        session.execute("SELECT set_config('zhida.scope', '100000', false)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(statement.encode())
    with forger(imported) as cursor, pytest.raises(psycopg.errors.Error, match="不能删改"):
        cursor.execute(statement.encode())


@pytest.mark.parametrize(
    "changes",
    [
        "state = 'booked'",
        "voucher_year = 2025",
        "state = 'queued'",
    ],
)
def test_booked_is_what_has_a_voucher(imported: str, changes: str) -> None:
    where = "state = 'queued'" if "booked" in changes or "year" in changes else "state = 'booked'"
    with forger(imported) as cursor, pytest.raises(psycopg.errors.CheckViolation):
        cursor.execute(f"UPDATE execution_paymentrecord SET {changes} WHERE {where}".encode())


def test_a_neighbour_neither_sees_nor_handles_them(imported: str) -> None:
    with scope(REGION):
        (waiting,) = queue()
    with scope("650103"):
        assert queue() == ()
        assert not PaymentRecord.objects.exists()
    with pytest.raises(LedgerError, match="本区划没有编号"):
        actions.discard(OTHERS, waiting.number, "不是我的")
    with scope("650100"):
        assert len(queue()) == 1


def test_a_payment_whose_voucher_is_undone_waits_again_and_is_booked_anew(imported: str) -> None:
    with scope(REGION):
        record = PaymentRecord.objects.get(number="A1")
    assert record.voucher_year is not None
    assert record.voucher_number is not None
    undoer = Actor("审核人乙", "650102-hospital", REGION, Role.REVIEWER)
    paper = Paper("更正1号", record.date, "记错了")
    acting.reverse(undoer, record.voucher_year, record.voucher_number, paper)
    with scope(REGION):
        waiting = queue()
        assert [each.payment.number for each in waiting] == ["A1", "A2"]
        assert queue(most=1) == waiting[:1]
        assert queue((waiting[0].payment.date, waiting[0].number), most=9) == waiting[1:]
    outcomes = {each.payment.number: each for each in actions.retry(DRAFTER)}
    assert outcomes["A1"].voucher not in (None, (record.voucher_year, record.voucher_number))
    assert outcomes["A2"].voucher is None

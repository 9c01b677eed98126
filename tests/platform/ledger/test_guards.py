"""守则: what the database itself refuses, whoever asks, past every function of ours.

A row is forged by a superuser, whom no policy and no right holds back: the keys and checks must.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections
from psycopg import errors
from tests.platform.ledger.desk import (
    LINE,
    NEXT_YEAR,
    accepted,
    act,
    book,
    forge,
    forger,
    issued,
    receipt,
)

from zhida.core.ledger import verbs
from zhida.platform.scope import scope

Forger = psycopg.Cursor[Any]
TABLES = {
    "ledger_earmark": "year",
    "ledger_line": "year",
    "ledger_account": "holder_id",
    "ledger_voucher": "year",
    "ledger_transfer": "year",
    "ledger_block": "vouchers",
    "ledger_sealed": "block",
}
"""The tables of what was booked, each with a column that nobody may set."""

RECEIPT, ISSUE, ACCEPT = "verb = 'receive'", "verb = 'issue'", "verb = 'accept'"


@pytest.fixture
def booked(database: str) -> Iterator[Forger]:
    """A ledger with a receipt of 100, an issue of 60 and its acceptance; a superuser in it."""
    with scope("100000"):
        book(receipt(100), issued(60))
        book(accepted(60))
    with forger(database) as cursor:
        yield cursor


def new_voucher(cursor: Forger, like: str, **changes: object) -> None:
    """A voucher like another, under a key of its own, numbered 900."""
    facts: dict[str, object] = {"id": 900, "key": b"k" * 32} | changes
    forge(cursor, "ledger_voucher", f"{like} AND id < 800", facts)


def new_transfer(cursor: Forger, like: str, **changes: object) -> None:
    """A transfer like another, of voucher 900."""
    facts: dict[str, object] = {"voucher_id": 900} | changes
    forge(cursor, "ledger_transfer", f"{like} AND voucher_id < 800", facts)


def check_now(cursor: Forger) -> None:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_row_as_it_should_be_is_taken(booked: Forger) -> None:
    """So that the refusals below are not for another reason."""
    for like in (RECEIPT, ISSUE, ACCEPT):
        with booked.connection.transaction(force_rollback=True):
            new_voucher(booked, like)
            new_transfer(booked, like)
            check_now(booked)


@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_is_changed_removed_or_emptied(database: str, statement: str) -> None:
    """Neither by the application, nor by the owner, nor by a superuser."""
    with scope("100000"):
        book(receipt(100))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ledger_seal(1, %s, %s, 2025::smallint, array_agg(id), %s, 0, 'sha256')"
                " FROM ledger_voucher",
                [bytes(32), b"h" * 32, [b"v" * 32]],
            )
    for table, column in TABLES.items():
        asked = statement.format(table, f"{column} = {column}")
        with pytest.raises(DatabaseError, match="permission denied"), scope("100000"):
            connection.cursor().execute(asked)
        with connections["owner"].cursor() as owner:
            owner.execute("SELECT set_config('zhida.scope', '100000', false)")
            try:
                owner.execute(asked)
            except DatabaseError as error:
                assert "账页只增不改" in str(error)
            else:
                assert owner.rowcount == 0, "no policy lets the owner remove a row"
        with forger(database) as superuser, pytest.raises(psycopg.Error) as stopped:
            superuser.execute(asked)
        assert stopped.value.sqlstate == "ZD001"


@pytest.mark.parametrize("table", ["ledger_voucher_2025", "ledger_transfer_2025"])
def test_a_year_by_itself_is_closed(database: str, table: str) -> None:
    """Policies belong to the table; its partitions would be a way around them."""
    with scope("100000"):
        book(receipt(100))
    for statement in ("SELECT FROM {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}"):
        with pytest.raises(DatabaseError, match="permission denied"), scope("100000"):
            connection.cursor().execute(statement.format(table))
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT set_config('zhida.scope', '100000', false)")
        owner.execute(f"SELECT count(*) FROM {table}")
        assert owner.fetchone() == (0,)
    with forger(database) as superuser, pytest.raises(psycopg.Error) as stopped:
        superuser.execute(f"TRUNCATE {table} CASCADE")
    assert stopped.value.sqlstate == "ZD001"


def test_an_account_is_never_overdrawn_and_an_origin_takes_back_no_more_than_it_gave(
    booked: Forger,
) -> None:
    for kind, fen in (("pending", -1), ("transit", -1), ("origin", 1)):
        with pytest.raises(errors.CheckViolation), booked.connection.transaction():
            booked.execute(
                "UPDATE ledger_account SET balance_fen = %s WHERE kind = %s", [fen, kind]
            )


def test_a_line_keeps_every_element_of_the_line_above(booked: Forger) -> None:
    """Source, budget kind, flag and project don't change on the way down."""
    other: dict[str, object] = {
        "book": "insurance",
        "year": 2026,
        "fund": "别的资金",
        "source": "province",
        "kind": "government_fund",
        "purpose": "别的用途",
        "regime": "none",
        "flag": "09",
        "project": "P1",
        "three_guarantees": True,
    }
    mark = b"e" * 32
    for column, value in other.items():
        with booked.connection.transaction(force_rollback=True):
            like = "id = (SELECT min(id) FROM ledger_earmark)"
            forge(booked, "ledger_earmark", like, {"digest": mark, column: value})
            booked.execute("SELECT id, book, year FROM ledger_earmark WHERE digest = %s", [mark])
            earmark, its_book, year = booked.fetchone() or (None, None, None)
            facts = {"digest": mark, "earmark_id": earmark, "book": its_book, "year": year}
            with pytest.raises(errors.ForeignKeyViolation) as refused:
                forge(booked, "ledger_line", "parent_id IS NOT NULL", facts)
            assert refused.value.diag.constraint_name == "ledger_line_keeps_earmark"


def test_a_transfer_says_only_what_its_voucher_accounts_and_entry_say(booked: Forger) -> None:
    """Nothing crosses books, years, flags or verbs, and every amount is above zero."""
    new_voucher(booked, ISSUE)
    lies: tuple[dict[str, object], ...] = (
        {"earmark_id": 0},
        {"year": 2026},
        {"credit_line_id": 0},
        {"credit_kind": "expected"},
        {"credit_id": 0},
        {"debit_id": 0},
        {"debit_kind": "paid"},
        {"fen": 0},
        {"fen": -1},
        {"entry": None},
        {"entry": 1},
        {"relation": "child"},
        {"relation": "any"},
        {"region_id": "650200"},
        {"verb": "open"},
        {"size": 2},
        {"ordinal": 2},
        {"ordinal": 0},
        {"reverses": 1},
        {"carried_from_id": 1},
    )
    for lie in lies:
        with pytest.raises(errors.IntegrityError), booked.connection.transaction():
            new_transfer(booked, ISSUE, **lie)


@pytest.mark.parametrize(
    "verb, credit, debit",
    [("pay", "origin", "paid"), ("issue", "origin", "transit"), ("adjust", "origin", "pending")],
)
def test_no_verb_takes_money_from_nowhere_even_where_the_chart_would_say_so(
    booked: Forger, verb: str, credit: str, debit: str
) -> None:
    with pytest.raises(errors.CheckViolation) as refused:
        booked.execute(
            "INSERT INTO ledger_entry VALUES (999, 'quota', %s, %s, %s, 'same', true)",
            [verb, credit, debit],
        )
    assert refused.value.diag.constraint_name == "ledger_entry_origin_opens"


def test_an_entry_of_the_chart_stays_in_its_book(booked: Forger) -> None:
    with pytest.raises(errors.ForeignKeyViolation):
        booked.execute(
            "INSERT INTO ledger_entry VALUES"
            " (999, 'quota', 'pay', 'applied', 'insurance_paid', 'same', false)"
        )


def test_a_voucher_is_whole_or_it_is_not_there(booked: Forger) -> None:
    """No row, the last missing, the middle missing, one too many."""
    new_voucher(booked, ISSUE, size=3)
    with pytest.raises(errors.ForeignKeyViolation) as none, booked.connection.transaction():
        check_now(booked)
    assert none.value.diag.constraint_name == "ledger_voucher_whole"
    new_transfer(booked, ISSUE, size=3, ordinal=1)
    with pytest.raises(errors.ForeignKeyViolation) as gap, booked.connection.transaction():
        new_transfer(booked, ISSUE, size=3, ordinal=3)
    assert gap.value.diag.constraint_name == "ledger_transfer_follows"
    new_transfer(booked, ISSUE, size=3, ordinal=2)
    with pytest.raises(errors.ForeignKeyViolation), booked.connection.transaction():
        check_now(booked)
    new_transfer(booked, ISSUE, size=3, ordinal=3)
    check_now(booked)
    with pytest.raises(errors.CheckViolation), booked.connection.transaction():
        new_transfer(booked, ISSUE, size=3, ordinal=4)


def test_one_business_is_booked_once(booked: Forger) -> None:
    with pytest.raises(errors.UniqueViolation):
        forge(booked, "ledger_voucher", ISSUE, {"id": 900})


def test_who_acts_moves_only_what_is_its_own(booked: Forger) -> None:
    """The city can't send the province's money, nor the province take what it has sent."""
    for like, other in ((ISSUE, ACCEPT), (ACCEPT, ISSUE)):
        with booked.connection.transaction(force_rollback=True):
            swapped = parties(booked, other)
            new_voucher(booked, like, **swapped)
            with pytest.raises(errors.CheckViolation) as refused:
                new_transfer(booked, like, **swapped)
            assert refused.value.diag.constraint_name == "ledger_transfer_own_hand"


def parties(cursor: Forger, like: str) -> dict[str, object]:
    names = ("holder_id", "region_id", "counterpart_id", "counterpart_region_id")
    cursor.execute(f"SELECT {', '.join(names)} FROM ledger_voucher WHERE {like}")
    return dict(zip(names, cursor.fetchone() or (), strict=True))


def test_both_parties_are_named(booked: Forger) -> None:
    """Otherwise the receiver would not see what is on its way to it."""
    own = parties(booked, ISSUE)
    alone = {"counterpart_id": own["holder_id"], "counterpart_region_id": own["region_id"]}
    new_voucher(booked, ISSUE, **alone)
    with pytest.raises(errors.CheckViolation) as refused:
        new_transfer(booked, ISSUE, **alone)
    assert refused.value.diag.constraint_name == "ledger_transfer_both_parties"


def test_money_is_not_in_transit_to_its_sender(booked: Forger) -> None:
    own = parties(booked, ISSUE)
    alone = {"counterpart_id": own["holder_id"], "counterpart_region_id": own["region_id"]}
    with pytest.raises(errors.CheckViolation) as refused:
        forge(booked, "ledger_account", "in_transit", alone)
    assert refused.value.diag.constraint_name == "ledger_account_transit_to_another"


def test_expected_money_waits_for_its_year(booked: Forger) -> None:
    early, due = datetime.date(2024, 12, 31), datetime.date(2025, 1, 1)
    with pytest.raises(errors.CheckViolation) as refused, booked.connection.transaction():
        new_voucher(booked, RECEIPT, verb="release", document_date=early)
    assert refused.value.diag.constraint_name == "ledger_voucher_not_before_its_year"
    new_voucher(booked, RECEIPT, verb="release", document_date=due)


def test_a_reversal_is_the_exact_mirror(booked: Forger) -> None:
    """Of one voucher of the same parties, row by row, to the fen, and only once."""
    mirror = mirror_of(booked, ISSUE)
    facts = {"verb": "reverse", "reverses": mirror["reverses"], "earlier_verb": "issue"}
    for wrong in ({"size": 2}, {"earlier_verb": "receive"}, {"reverses": 999}):
        with pytest.raises(errors.ForeignKeyViolation), booked.connection.transaction():
            new_voucher(booked, ISSUE, **(facts | wrong))
    new_voucher(booked, ISSUE, **facts)
    for fault in ({"fen": 1}, {"credit_id": mirror["debit_id"]}, {"entry": 12}):
        with pytest.raises(errors.IntegrityError), booked.connection.transaction():
            new_transfer(booked, ISSUE, **(mirror | fault))
    new_transfer(booked, ISSUE, **mirror)
    check_now(booked)
    other = {"id": 901, "key": b"x" * 32}
    with pytest.raises(errors.UniqueViolation), booked.connection.transaction():
        new_voucher(booked, ISSUE, **(facts | other))
    with pytest.raises(errors.ForeignKeyViolation), booked.connection.transaction():
        again = facts | other | {"reverses": 900, "earlier_verb": "reverse"}
        new_voucher(booked, ISSUE, **again)


def mirror_of(cursor: Forger, like: str) -> dict[str, object]:
    """The facts of an exact mirror of a voucher with one row."""
    names = ("id", "line_id", "kind", "holder_id", "taker_id")
    credit, debit = ([f"{side}_{name}" for name in names] for side in ("credit", "debit"))
    cursor.execute(
        f"SELECT voucher_id, {', '.join(debit + credit)} FROM ledger_transfer WHERE {like}"
    )
    number, *accounts = cursor.fetchone() or (None,)
    swapped = dict(zip(credit + debit, accounts, strict=True))
    return swapped | {"verb": "reverse", "reverses": number, "entry": None}


def test_last_years_money_comes_in_as_it_was_carried_over(database: str) -> None:
    """Not without a carrying over, not to another amount or line, and not twice."""
    over = verbs.carry_over(act("2025年终结转"), LINE, {"pending": 40_00})
    with scope("650000"):
        book(receipt(100))
        book(over)
        book(verbs.carry_in(act("2026年初结转"), over, NEXT_YEAR))
    with forger(database) as cursor:
        like, again = "verb = 'carry_in'", "verb = 'carry_over'"
        for wrong in ({"carried_from_id": None}, {"carried_from_id": 1}, {"size": 2}, {}):
            with pytest.raises(errors.IntegrityError), cursor.connection.transaction():
                new_voucher(cursor, like, **wrong)
        forge(cursor, "ledger_voucher", again, {"id": 800, "key": b"o" * 32})
        forge(cursor, "ledger_transfer", again, {"voucher_id": 800})
        new_voucher(cursor, like, carried_from_id=800)
        for fault in (
            {"fen": 40_01},
            {"carried_line_id": None},
            {"carried_debit_id": 0},
            {"carried_line_id": 0},
            {"carried_from_id": 1},
        ):
            with pytest.raises(errors.IntegrityError), cursor.connection.transaction():
                new_transfer(cursor, like, **({"carried_from_id": 800} | fault))
        new_transfer(cursor, like, carried_from_id=800)
        check_now(cursor)


def test_the_application_writes_through_the_functions_alone(database: str) -> None:
    for table in TABLES:
        with pytest.raises(DatabaseError, match="permission denied"), scope("100000"):
            connection.cursor().execute(f"INSERT INTO {table} DEFAULT VALUES")


def test_rows_of_the_ledger_are_not_copied_in(database: str) -> None:
    """PostgreSQL refuses COPY FROM where there are policies: they would not be asked."""
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT set_config('zhida.scope', '100000', false)")
        with (
            pytest.raises(psycopg.Error, match="row-level security"),
            owner.copy("COPY ledger_voucher (year) FROM STDIN") as copy,
        ):
            copy.write_row((2025,))

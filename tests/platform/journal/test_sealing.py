"""封存日志: what was done is closed off in a chain; whoever changes it afterwards is found out."""

from __future__ import annotations

from threading import Event, Thread

import psycopg
import pytest
from django.db import connection

from zhida.platform.access.policy import Actor, Role
from zhida.platform.journal.actions import record
from zhida.platform.journal.models import Deed
from zhida.platform.journal.sealing import Sealed, current_head, seal
from zhida.platform.journal.verifying import verify
from zhida.platform.scope import scope
from zhida.platform.sealing.guards import present, shipped

CITY = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)
AWKWARD = "制表\t换行\n反斜杠\\N\\\\"


def do(*subjects: str) -> None:
    with scope("650100"):
        for each in subjects:
            record(CITY, "confirm", "notice", each, {"fen": 1}, {"fen": 2}, AWKWARD)


@pytest.fixture
def sealed(database: str) -> str:
    """Three deeds in a block; the superuser's address of the database."""
    do("1", "2", "3")
    assert seal() == Sealed(1, 3)
    return database


def tamper(address: str, *statements: str) -> None:
    """As a superuser with every trigger and key switched off."""
    with psycopg.connect(address) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for each in statements:
            superuser.execute(each.encode())
    connection.close()


def test_what_was_done_is_sealed_once_and_is_clean(sealed: str) -> None:
    assert seal() == Sealed(0, 0)
    do("4")
    report = verify()
    assert (report.blocks, report.deeds, report.unsealed, report.faults) == (1, 3, 1, [])
    assert seal() == Sealed(1, 1)
    assert verify().unsealed == 0


@pytest.mark.parametrize(
    "column",
    ["actor", "agency", "verb", "concept", "subject", "reason", "source"],
)
def test_a_changed_word_is_found(sealed: str, column: str) -> None:
    tamper(sealed, f"UPDATE journal_deed SET {column} = '改' WHERE subject = '2'")
    (fault,) = verify().faults
    assert (fault.check, fault.table) == ("sealed", "journal_deed")
    assert "封存后被改动" in fault.sentence and fault.mend


@pytest.mark.parametrize(
    ("statement", "table", "words"),
    [
        ("UPDATE journal_deed SET at = at - interval '1 s'", "journal_deed", "改动"),
        ("UPDATE journal_deed SET region_id = '650000'", "journal_deed", "改动"),
        ("UPDATE journal_deed SET before = NULL", "journal_deed", "改动"),
        ("UPDATE journal_deed SET after = '{\"fen\": 3}'", "journal_deed", "改动"),
        ("DELETE FROM journal_deed WHERE subject = '2'", "journal_deed", "已被删除"),
        ("DELETE FROM journal_sealed WHERE block = 1", "journal_block", "封存时有3条日志，现有0条"),
        ("UPDATE journal_sealed SET hash = sha256('')", "journal_block", "不符"),
        ("UPDATE journal_block SET hash = sha256('')", "journal_block", "不符"),
        ("DROP TRIGGER append_only ON journal_deed", "journal_deed", "触发器缺失"),
        ("ALTER TABLE journal_deed DISABLE TRIGGER own_clock", "journal_deed", "触发器缺失"),
        ("ALTER TABLE journal_deed NO FORCE ROW LEVEL SECURITY", "journal_deed", "行级权限"),
        ("DROP POLICY scope ON journal_deed", "journal_deed", "行级策略缺失"),
        ("GRANT DELETE ON journal_deed TO zhida_app", "journal_deed", "权限被改动"),
        ("GRANT INSERT ON journal_sealed TO zhida_app", "journal_sealed", "权限被改动"),
    ],
)
def test_what_an_administrator_of_the_database_changed_is_found(
    sealed: str, statement: str, table: str, words: str
) -> None:
    tamper(sealed, statement)
    faults = [each for each in verify().faults if each.table == table]
    assert faults and words in "".join(each.sentence for each in faults)


def test_a_deed_slipped_in_behind_the_blocks_is_found(sealed: str) -> None:
    tamper(
        sealed,
        "UPDATE journal_block SET settled = 100000",  # as after a few more sealings
        "INSERT INTO journal_deed (id, at, actor, agency, verb, concept, subject, reason, source,"
        " region_id) SELECT 99999, at, '李强', agency, verb, concept, subject, '', '', region_id"
        " FROM journal_deed LIMIT 1",
    )
    (fault,) = verify().faults
    assert (fault.check, fault.number) == ("unsealed", 99999)


def test_a_history_rewritten_with_all_its_blocks_is_found_by_a_head_held_outside(
    sealed: str,
) -> None:
    head = current_head()
    tamper(
        sealed,
        "DELETE FROM journal_sealed",
        "DELETE FROM journal_block",
        "UPDATE journal_deed SET actor = '李强'",
    )
    seal()
    assert verify().clean  # by itself the database contradicts nothing
    (fault,) = verify(head).faults
    assert (fault.check, fault.field) == ("chain", "hash")


def test_a_deed_that_commits_late_falls_in_a_later_block(database: str) -> None:
    """And the numbers taken for settled never run past the one still under way."""
    drawn, go_on = Event(), Event()

    def late() -> None:
        with scope("650100"):
            record(CITY, "confirm", "notice", "late")
            drawn.set()
            go_on.wait(20)
        connection.close()

    thread = Thread(target=late)
    thread.start()
    assert drawn.wait(20)
    for each in range(4):
        do(str(each))
        assert seal().deeds == 1
        assert verify().clean
    go_on.set()
    thread.join()
    assert verify().clean
    assert seal().deeds == 1
    for each in range(2):
        do(str(each))
        seal()
    report = verify()
    assert report.clean and report.deeds == 7


def test_two_sealers_take_turns(database: str) -> None:
    do(*map(str, range(50)))
    sums: list[int] = []

    def one() -> None:
        sums.append(seal().deeds)
        connection.close()

    threads = [Thread(target=one) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(sums) == [0, 0, 50]


def test_nobody_picks_the_number_of_a_deed(database: str) -> None:
    do("1")
    with scope("650100"):
        Deed.objects.create(
            id=7_000, actor="王芳", agency="", verb="see", concept="x", subject="forged",
            region_id="650100",
        )  # fmt: skip
        assert Deed.objects.get(subject="forged").pk < 100


def test_the_guards_of_the_journal_are_those_shipped(database: str) -> None:
    assert present("journal") == shipped("journal")

"""日志: every act leaves one row, in its own transaction, that nobody changes afterwards."""

from __future__ import annotations

import datetime

import psycopg
import pytest
from django.db import DatabaseError, connections

from zhida.core.provenance import Source
from zhida.platform.access.policy import Actor, Role
from zhida.platform.journal.actions import record
from zhida.platform.journal.models import Deed
from zhida.platform.journal.queries import deeds
from zhida.platform.scope import scope

CITY = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)


def test_a_row_says_who_did_what_when_and_why(database: str) -> None:
    with scope("650100"):
        record(
            CITY, "confirm", "notice", "17", {"fen": 1}, {"fen": 2}, "核对原件",
            Source("通知.pdf", page=2, line=3),
        )  # fmt: skip
        row = deeds(subject="17").get()
    assert (row.actor, row.agency, row.region_id) == ("王芳", "650100-finance", "650100")
    assert (row.before, row.after, row.reason) == ({"fen": 1}, {"fen": 2}, "核对原件")
    assert row.source == "通知.pdf 第2页 第3行"


def test_the_row_goes_with_the_act(database: str) -> None:
    with pytest.raises(RuntimeError), scope("650100"):
        record(CITY, "confirm", "notice", "17")
        raise RuntimeError
    with scope("100000"):
        assert not deeds().exists()


def test_the_writer_does_not_choose_the_hour(database: str) -> None:
    long_ago = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    with scope("650100"):
        Deed.objects.create(
            at=long_ago, actor="王芳", agency="", verb="see", concept="x", subject="1",
            region_id="650100",
        )  # fmt: skip
        assert deeds().get().at > datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)


def test_nobody_writes_into_the_journal_of_another_region(database: str) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), scope("650100"):
        record(CITY, "see", "x", "1", region="650200")
    with pytest.raises(DatabaseError):
        record(CITY, "see", "x", "1")  # no scope at all


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_deed SET reason = ''", "DELETE FROM journal_deed", "TRUNCATE journal_deed"],
)
def test_even_the_owner_and_a_superuser_change_no_row(database: str, statement: str) -> None:
    with scope("650100"):
        record(CITY, "see", "x", "1")
    with (
        pytest.raises(DatabaseError, match="日志不能"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("SELECT set_config('zhida.scope', '100000', false)")
        cursor.execute(statement)
    with (
        psycopg.connect(database) as superuser,
        pytest.raises(psycopg.DatabaseError, match="日志不能"),
    ):
        superuser.execute(statement.encode())


def test_acts_are_found_by_what_is_known_of_them_newest_first(database: str) -> None:
    other = Actor("李强", "650100-finance", "650100", Role.REVIEWER)
    with scope("650100"):
        record(CITY, "draft", "plan", "1")
        record(CITY, "submit", "plan", "1")
        record(other, "approve", "plan", "1")
        record(CITY, "draft", "plan", "2")
        assert [each.verb for each in deeds(concept="plan", subject="1")] == [
            "approve", "submit", "draft",
        ]  # fmt: skip
        assert [each.subject for each in deeds(actor="王芳", verb="draft")] == ["2", "1"]
        latest = deeds()[0].at
        assert [each.subject for each in deeds(since=latest)] == ["2"]
        assert deeds(until=latest).count() == 3
    with scope("650200"):
        assert not deeds().exists()

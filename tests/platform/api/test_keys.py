"""幂等: a write is done once under its key, however often and however much at once it is asked."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.utils import timezone
from tests.platform.api.calling import System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.core.parameters import parameter
from zhida.platform.access.policy import Role
from zhida.platform.api.forgetting import forget_old
from zhida.platform.api.models import KeyedWrite
from zhida.platform.jobs import worker
from zhida.platform.obligations.models import Filing
from zhida.platform.scope import scope


@pytest.fixture
def things(database: str) -> Things:
    with scope("100000"):
        Nation().play()
        return Things.of("650100")


def filings() -> int:
    """Of the open duty; another was filed before."""
    with scope("100000"):
        return Filing.objects.filter(duty__key__startswith="duty").count()


def file(caller: System, things: Things, words: str, key: str) -> tuple[int, Any]:
    return caller.post(f"/duties/{things.duty}/file", key=key, words=words)


def test_a_write_asked_again_is_answered_as_the_first(things: Things) -> None:
    caller = system()
    first = caller.ask(
        "POST", f"/duties/{things.duty}/file", {"words": "已办"}, key="k", as_form=True
    )
    again = caller.ask(
        "POST", f"/duties/{things.duty}/file", {"words": "已办"}, key="k", as_form=True
    )
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert filings() == 1


def test_a_key_used_for_something_else_is_refused(things: Things) -> None:
    caller = system()
    assert file(caller, things, "已办", "k")[0] == 200
    status, told = file(caller, things, "又办", "k")
    assert (status, told["code"], told["field"]) == (409, "key_reused", "Idempotency-Key")
    other = system("另一系统", role=Role.REVIEWER)
    assert file(other, things, "已办", "k")[0] == 409
    assert filings() == 1


def test_what_failed_leaves_its_key_free(things: Things) -> None:
    caller = system()
    assert file(caller, things, "", "k")[0] == 409
    assert file(caller, things, "已办", "k")[0] == 200


def test_a_write_without_a_key_is_refused(things: Things) -> None:
    caller = system()
    status, told = caller.post(f"/duties/{things.duty}/accept", {}, key=" ")
    assert (status, told["field"]) == (422, "Idempotency-Key")
    assert filings() == 0


def test_keys_of_two_agencies_are_not_the_same_key(things: Things) -> None:
    with scope("100000"):
        there = Things.of("650102")
    assert file(system(), things, "已办", "k")[0] == 200
    assert file(system("县系统", "650102-finance"), there, "已办", "k")[0] == 200
    with scope("650102"):
        assert KeyedWrite.objects.count() == 1


def test_many_at_once_are_done_once(things: Things) -> None:
    caller = system()
    answers: list[tuple[int, Any]] = []

    def once() -> None:
        answers.append(file(caller, things, "已办", "k"))
        connections.close_all()

    threads = [threading.Thread(target=once) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {status for status, _ in answers} == {200}
    assert all(told == answers[0][1] for _, told in answers)
    assert (len(answers), filings()) == (6, 1)


def test_an_old_record_goes_and_its_key_may_be_used_anew(things: Things, database: str) -> None:
    """What stands in the parameters is how long it stays; the last week stays in any case."""
    caller, today = system(), timezone.localdate()
    kept = parameter("idempotency_days", today).value
    for number, days in enumerate((0, kept - 1, kept + 1)):
        assert file(caller, things, f"第{number}次", f"k{number}")[0] == (200, 409, 409)[number]
        with psycopg.connect(database, autocommit=True) as owner:
            owner.execute("SET zhida.scope = '100000'")
            owner.execute(
                "INSERT INTO api_keyedwrite (agency_id, region_id, token_id, key, path, digest,"
                " response, made_at) SELECT agency_id, region_id, token_id, %s, path, digest,"
                " response, now() - make_interval(days => %s) FROM api_keyedwrite WHERE key = 'k0'",
                [f"{days} days old", days],
            )
    assert forget_old(today) == 1
    assert keys() == {"k0", "0 days old", f"{kept - 1} days old"}
    far = today + datetime.timedelta(days=10 * kept)
    assert forget_old(far) == 1, "the week's stay, however far the clock of the application runs"
    assert keys() == {"k0", "0 days old"}
    assert file(caller, things, "重办", f"{kept + 1} days old")[1]["code"] != "key_reused"


def test_the_worker_removes_them(things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, asked = threading.Event(), []

    def forget(day: datetime.date) -> int:
        asked.append(day)
        stop.set()
        return 0

    assert worker.chores == [forget_old]
    monkeypatch.setattr(worker, "chores", [forget])
    worker.run_worker(stop)
    assert asked == [timezone.localdate()]


def keys() -> set[str]:
    with scope("100000"):
        return set(KeyedWrite.objects.values_list("key", flat=True))

"""事件: every deed once and in order, also where an earlier one is finished after a later one."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from tests.platform.api.calling import System, system

from zhida.platform.access.policy import Actor, Role
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

DRAFTER = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)


@pytest.fixture
def caller(database: str) -> System:
    return system()


def deed(subject: str) -> None:
    with scope("650100"):
        record(DRAFTER, "submit", "plan", subject)


def subjects(caller: System, after: str = "") -> tuple[list[str], str]:
    status, told = caller.get("/events", after=after)
    assert status == 200
    return [each["subject"] for each in told["items"] if each["concept"] == "plan"], told["after"]


def test_a_deed_that_ends_late_holds_back_those_after_it_and_none_is_left_out(
    caller: System,
) -> None:
    written, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with scope("650100"):
            record(DRAFTER, "submit", "plan", "慢")
            written.set()
            finish.wait(30)
        connections.close_all()

    deed("前")
    worker = threading.Thread(target=slow)
    worker.start()
    assert written.wait(30)
    deed("后")
    first, after = subjects(caller)
    finish.set()
    worker.join(30)
    rest, last = subjects(caller, after)
    assert (first, rest) == (["前"], ["慢", "后"])
    assert subjects(caller, last) == ([], last)


def test_what_is_beyond_the_region_is_in_nobodys_feed(caller: System) -> None:
    with scope("650200"):
        record(Actor("李强", "650200-finance", "650200", Role.DRAFTER), "submit", "plan", "别处")
    deed("本处")
    assert subjects(caller)[0] == ["本处"]


@pytest.mark.parametrize("after", ["x", "eyJhIjoxfQ:1abcde:xxxx"])
def test_a_made_up_place_in_the_feed_is_refused(caller: System, after: str) -> None:
    status, told = caller.get("/events", after=after)
    assert (status, told["field"]) == (422, "after")

"""Kinds of jobs for the tests: they write a deed for each item, and end as they are told."""

from __future__ import annotations

from zhida.core.ledger import LedgerError
from zhida.platform.jobs.actions import cancel
from zhida.platform.jobs.kinds import kind
from zhida.platform.jobs.working import Interrupted, Work
from zhida.platform.journal.actions import record


class Crash(BaseException):
    """The process dies here."""


CRASH_AT: set[str] = set()


@kind("take_in")
def writing(work: Work) -> str:
    for item in work.items():
        with work.together(item) as outcome:
            record(work.actor, "take_in", "test", item.name)
            if item.name in CRASH_AT:
                raise Crash
            if item.name == "坏的":
                raise LedgerError("这一项办不成，请核对")
            if item.name == "取消":
                cancel(work.actor, work.job)
            if item.name == "停":
                raise Interrupted
            outcome.said = f"{item.name}已办"
            outcome.result = "/desk/"
    return "/notices/"


@kind("take_in")
def failing(work: Work) -> str:
    raise ZeroDivisionError("not a sentence")


@kind("sign")
def signing(work: Work) -> str:
    return ""

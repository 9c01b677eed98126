"""演示: a small part of the region tells the whole year; what goes wrong is what was meant to, and no more."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.db import connection
from tests.platform.accounts.people import visitor
from tests.postgresql import fresh_database

from zhida.platform.allocation.models import Plan
from zhida.platform.desk.tasks import to_do
from zhida.platform.dip import installed
from zhida.platform.dip.models import Kind, Result, State
from zhida.platform.execution.models import Import, PaymentRecord, RaisedAlert
from zhida.platform.ledger.proof import write_proof
from zhida.platform.ledger.verifying import verify
from zhida.platform.notices.models import Document
from zhida.platform.obligations.models import Duty
from zhida.platform.performance.models import Value
from zhida.platform.scope import scope

NATION = "100000"
DAY = datetime.date(2025, 11, 20)
WAN = 1_000_000

# The days of the demonstration are those of the day when it is read.
with patch("django.utils.timezone.localdate", return_value=DAY):
    from demo import people, places, seeding, stories
    from demo.issuing import Office

COUNTIES = {stories.OWN_ACCOUNT, stories.OVERDUE, *stories.SECOND, stories.SLOW, stories.UNPROVEN}


@pytest.fixture(scope="module")
def given(server: str) -> Iterator[dict[str, str]]:
    """A year of two prefectures with three counties each, and everybody's one-time password."""
    with fresh_database(server):
        part = []
        for each in places.prefectures():
            below = tuple(one for one in each.below if one.code in COUNTIES)
            if below:
                part.append(replace(each, below=below))
        seeding.seed(tuple(part))
        yield people.register()


def test_the_rules_find_what_was_planted_and_nothing_else(given: dict[str, str]) -> None:
    with scope(NATION):
        found = list(RaisedAlert.objects.values_list("rule", "agency__code", "state"))
    assert {(rule, agency) for rule, agency, _ in found} == stories.ALERTS
    assert Counter(state for *_, state in found)["inquired"] == 1
    assert ("E301", f"{stories.OWN_ACCOUNT}-hospital", "inquired") in found


def test_the_books_are_whole_and_every_payment_has_its_voucher(given: dict[str, str]) -> None:
    report = verify()
    assert not report.faults, report.faults
    write_proof(io.StringIO(), None)
    with scope(NATION):
        states = Counter(PaymentRecord.objects.values_list("state", flat=True))
    assert states["queued"] == 1 and states["booked"] > 50
    assert set(states) == {"queued", "booked"}


def test_what_the_centre_gave_is_all_there(given: dict[str, str]) -> None:
    """On every step below the source, in two budgets and two notices, stands what it had."""
    with scope(NATION), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(balance_fen) FILTER (WHERE kind <> 'origin'),"
            " sum(balance_fen) FILTER (WHERE kind = 'origin') FROM ledger_account"
        )
        stands, came = cursor.fetchone()
    given_out = (seeding.WAN + seeding.WAN // 2 + seeding.WAN_AGAIN + seeding.WAN_AGAIN // 2) * WAN
    assert (stands, abs(came)) == (given_out, given_out)


def test_everybody_comes_in_with_the_password_that_is_told(given: dict[str, str]) -> None:
    assert set(given) == {each.name for each in people.ACCOUNTS}
    for name, password in given.items():
        answer = visitor().post("/account/login/", {"login": name, "password": password})
        assert answer.status_code == 302, name


def test_the_county_finds_the_inquiry_on_its_desk(given: dict[str, str]) -> None:
    clerk = Office(people.COUNTY, "阿克苏市").drafter
    with scope(clerk.region):
        found = {each.kind: each.what for each in to_do(clerk)}
    assert "是用款单位自己的账户" in found["预警：答复"]
    assert set(found) == {"预警：答复", "确认支付", "认领支付"}


def test_one_prefecture_falls_short_of_its_goal(given: dict[str, str]) -> None:
    with scope(NATION):
        values = Value.objects.filter(target__name="住院救助人次")
        short = {
            each.target.set.agency.code: (each.value or 0) < (each.target.value or 0)
            for each in values.select_related("target__set__agency")
        }
    assert [code for code, missed in short.items() if missed] == [f"{people.PREFECTURE}-finance"]
    assert len(short) == 2


def test_everybody_finds_something_to_do(given: dict[str, str]) -> None:
    """A plan to approve, a notice to book, a report overdue, a file to confirm, all of this year."""
    with scope(NATION):
        assert [each.state for each in Plan.objects.filter(region_id=people.PREFECTURE)][-1] == (
            "submitted"
        )
        waiting = list(
            Document.objects.filter(state="confirmed").values_list("agency__code", "year")
        )
        assert waiting == [(f"{people.PREFECTURE}-finance", DAY.year)]
        assert Import.objects.filter(state="preview", region_id=people.COUNTY).count() == 1
        late = Duty.objects.filter(due__lt=DAY, filings__isnull=True)
        assert Counter(each.region_id for each in late) == {
            people.COUNTY: 1,
            stories.OVERDUE: 2,
        }


def test_a_settlement_waits_for_approval_and_the_others_are_booked(given: dict[str, str]) -> None:
    """Disease payment: every kind of result for two years; two directories, the newer in force."""
    with scope(people.PREFECTURE):
        rows = list(Result.objects.values_list("year", "kind", "insutype", "state"))
    for year in (DAY.year - 1, DAY.year):
        assert {kind for of, kind, *_ in rows if of == year} == set(Kind.values)
    waiting = [(year, of) for year, _, of, state in rows if state == State.SUBMITTED]
    assert waiting == [(DAY.year, "390")]
    assert sum(state == State.BOOKED for *_, state in rows) == 3
    newest, older = installed.versions()
    assert installed.current() == newest.version and older.groups < newest.groups

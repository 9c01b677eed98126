"""事项: what waits for a person is what that person may do, and doing it ends it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.desk import CITY_LINE, accepted, book, issued, receipt
from tests.platform.obligations.desk import CITY, DISTRICT, owed

from zhida.platform.access.policy import Actor, Role
from zhida.platform.allocation.models import Plan
from zhida.platform.desk.tasks import started, to_do
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")

DRAFTER = Actor("王芳", CITY, "650100", Role.DRAFTER)
REVIEWER = Actor("李强", CITY, "650100", Role.REVIEWER)
NEIGHBOUR = Actor("赵敏", "650200-finance", "650200", Role.REVIEWER)


def plan(state: str) -> Plan:
    return Plan.objects.create(
        title="2025年分配方案",
        year=2025,
        agency=Agency.objects.get(code=CITY),
        region_id="650100",
        unit_fen=100,
        state=state,
        drafted_by="王芳",
    )


def kinds(actor: Actor) -> list[str]:
    return [each.kind for each in to_do(actor)]


def test_a_submitted_plan_waits_for_another_than_who_drafted_it() -> None:
    with scope("650100"):
        plan("submitted")
        assert kinds(DRAFTER) == []
        assert kinds(REVIEWER) == ["审批方案"]
        assert [each.what for each in started(DRAFTER)] == ["2025年分配方案"]
    with scope("650200"):
        assert kinds(NEIGHBOUR) == []


def test_a_plan_sent_back_waits_for_its_drafter_and_a_booked_one_for_nobody() -> None:
    with scope("650100"):
        made = plan("sent_back")
        assert kinds(DRAFTER) == ["修改退回的方案"]
        made.state = "booked"
        made.signed_on = "2025-03-01"
        made.save()
        assert kinds(DRAFTER) == kinds(REVIEWER) == [] and not started(DRAFTER)


def test_money_on_its_way_waits_to_be_taken() -> None:
    with scope("100000"):
        book(receipt(100), issued(60))
    assert CITY_LINE.holder == CITY
    with scope("650100"):
        assert kinds(DRAFTER) == ["签收"]
    with scope("100000"):
        book(accepted(60))
    with scope("650100"):
        assert kinds(DRAFTER) == []


def test_the_desk_shows_it_all_in_few_queries() -> None:
    with scope("100000"):
        book(receipt(100), issued(60))
    owed(owner=CITY, receiver="650000-finance")
    owed(owner=DISTRICT)
    with scope("650100"):
        plan("submitted")
    enter("李强", role=Role.REVIEWER)
    client = signed_in("李强")
    client.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/").content.decode()
    queries = [each for each in asked if each["sql"] not in ("BEGIN", "COMMIT")]
    assert len(queries) <= 30, [each["sql"] for each in asked.captured_queries]
    for words in ("审批方案", "签收", "报送季报", "抄送我的", "今后 30 天"):
        assert words in page

"""收文日期: a receiver tells its day; what runs from the receipt is dated by it, once and for all forms."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.test import Client
from tests.platform.accounts.people import enter, signed_in

from zhida.core.booking import Answers
from zhida.platform.access.policy import Actor, Role
from zhida.platform.inbox.actions import enter as put_on_the_books
from zhida.platform.journal.models import Deed
from zhida.platform.notices.actions import register, settle
from zhida.platform.notices.models import Document
from zhida.platform.notices.taken import take
from zhida.platform.obligations.models import Duty
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

PROVINCE, PREFECTURE = "650000", "652900"
DAY = datetime.date(2025, 6, 24)


def taken_in(name: str, region: str, file: Path) -> tuple[Actor, Document]:
    """The notice at a finance office, on its books."""
    enter(name, f"{region}-finance", Role.REVIEWER)
    actor = Actor(name, f"{region}-finance", region, Role.REVIEWER)
    (taken,), _ = take([file])
    document = register(actor, taken, Agency.objects.get(code=actor.agency))
    if region == PROVINCE:
        document = settle(actor, document, Answers(from_outside="上级在另一系统"))
    assert put_on_the_books(actor, document).done
    return actor, document


@pytest.fixture
def offices(database: str, root: Path) -> tuple[Document, Document]:
    """A province that issued a notice, and a prefecture that received it; both have booked it."""
    (file,) = (root / "samples").glob("09*.docx")
    return taken_in("自治区审核", PROVINCE, file)[1], taken_in("地区审核", PREFECTURE, file)[1]


def registered() -> Duty:
    """The prefecture's duty to register what it received, three days from the receipt."""
    return Duty.objects.get(owner__code=f"{PREFECTURE}-finance", rule__startswith="register")


def text(client: Client, url: str, **sent: str) -> str:
    answer = client.post(url, sent, follow=True) if sent else client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_the_receiver_tells_its_day_and_what_runs_from_it_is_dated_anew(
    offices: tuple[Document, Document],
) -> None:
    issued, received = offices
    client, url = signed_in("地区审核"), f"/notices/{received.pk}/receipt/"
    assert "没有写明，按登记的日期" in text(client, url)
    assert "重定日期" in text(client, url, received="2025-06-24")
    with scope(PREFECTURE):
        assert registered().due == datetime.date(2025, 6, 27)
        assert Document.objects.get(pk=received.pk).received == DAY
        told = Deed.objects.filter(subject=received.number).order_by("-pk")[0]
        assert told.after == {"received": "2025-06-24"}
        duty = registered().pk
    assert f"{url}" in text(client, f"/due/{duty}/") and "2025-06-24" in text(
        client, f"/due/{duty}/"
    )
    for wrong, why in (("2025-06-01", "早于通知的成文日期"), ("6月", "请写明收文日期")):
        assert why in text(client, url, received=wrong)
    own = f"/notices/{issued.pk}/receipt/"
    assert "本单位是发文单位" in text(signed_in("自治区审核"), own, received="2025-06-24")
    with scope(PREFECTURE):
        assert registered().due == datetime.date(2025, 6, 27), "what is refused changes nothing"

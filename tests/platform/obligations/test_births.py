"""任务产生: the duties of a registered notice are stored once, at both ends of the notice."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.platform.ledger.test_booking import agency_of, reviewer, taken_of

from zhida.core.ledger import LedgerError
from zhida.core.obligations import counted
from zhida.platform.journal.models import Deed
from zhida.platform.notices.actions import confirm, register
from zhida.platform.notices.models import Document
from zhida.platform.notices.receiving import receipt_of
from zhida.platform.obligations.actions import file
from zhida.platform.obligations.births import Births, give_birth
from zhida.platform.obligations.models import Duty
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")
NOTICES = Path(__file__).resolve().parents[4] / "shared" / "notices"
COUNTY, COUNTY_OFFICE = "533122-finance", "533122-medical-security"
CITY, DISTRICT = "650100-finance", "650102-finance"
RECEIVED = datetime.date(2020, 3, 30)


def registered(stem: str, code: str) -> Document:
    (path,) = NOTICES.glob(f"{stem}_*.txt")
    who = reviewer(code)
    document = register(who, taken_of([path]), agency_of(code))
    return document if document.number else confirm(who, document)


def born(stem: str, code: str, received: datetime.date | None = None) -> Births:
    return give_birth(reviewer(code), registered(stem, code), received)


def days(code: str) -> dict[str, datetime.date | None]:
    with scope(code.split("-")[0]):
        return {
            f"{each.what[:6]}{each.period}": each.due
            for each in Duty.objects.filter(owner__code=code)
        }


def test_a_district_owes_what_the_notice_and_the_rules_say() -> None:
    births = born("003", DISTRICT, RECEIVED)
    assert (births.new, births.strangers) == (3, [])
    assert days(DISTRICT) == {
        "报送项目绩效": datetime.date(2020, 9, 30),
        "报送财政资金": datetime.date(2020, 4, 29),
        "对1—7月绩2020": datetime.date(2020, 8, 31),
    }


def test_twice_is_once() -> None:
    document = registered("003", DISTRICT)
    first = give_birth(reviewer(DISTRICT), document, RECEIVED)
    again = give_birth(reviewer(DISTRICT), document, RECEIVED)
    assert (first.new, again.new, again.dated, again.kept) == (3, 0, 0, 3)


def test_the_issuer_knows_what_all_receivers_owe_and_each_tells_its_receipt() -> None:
    births = born("003", CITY)
    assert births.new == 1 + 16 * 3
    assert days(DISTRICT)["报送财政资金"] is None
    own = born("003", DISTRICT, RECEIVED)
    assert (own.new, own.dated, own.kept) == (0, 1, 2)
    assert days(DISTRICT)["报送财政资金"] == datetime.date(2020, 4, 29)
    assert born("003", CITY).dated == 0
    assert days(DISTRICT)["报送财政资金"] == datetime.date(2020, 4, 29)


def test_a_day_is_not_moved_after_a_filing() -> None:
    document = registered("003", DISTRICT)
    give_birth(reviewer(DISTRICT), document, RECEIVED)
    with scope("650102"):
        duty = Duty.objects.get(what__startswith="报送财政资金")
    file(reviewer(DISTRICT), duty.pk, nothing=True, day=datetime.date(2020, 4, 10))
    later = give_birth(reviewer(DISTRICT), document, RECEIVED + datetime.timedelta(days=9))
    assert later.dated == 0
    assert days(DISTRICT)["报送财政资金"] == datetime.date(2020, 4, 29)


def test_a_receipt_before_the_notice_is_refused_and_nothing_is_stored() -> None:
    with pytest.raises(LedgerError, match="收文日期2020-03-26早于通知的成文日期2020-03-27"):
        born("003", DISTRICT, datetime.date(2020, 3, 26))
    assert days(DISTRICT) == {}


def test_every_birth_is_in_the_journal() -> None:
    born("003", DISTRICT, RECEIVED)
    with scope("650102"):
        assert Deed.objects.filter(concept="duty").count() == 3


def test_a_duty_is_seen_where_it_is_owed_and_above_and_nowhere_else() -> None:
    born("003", DISTRICT, RECEIVED)
    for place, seen in (("650102", 3), ("650100", 3), ("650000", 3), ("650103", 0), ("360000", 0)):
        with scope(place), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM obligations_duty")
            assert cursor.fetchone()[0] == seen, place


def test_a_three_day_duty_born_at_booking_is_dated_anew_by_the_receipt_that_is_told() -> None:
    """Booked years after: three days from the registration, until the office tells when it came."""
    document = registered("001", COUNTY_OFFICE)
    who = reviewer(COUNTY_OFFICE)
    give_birth(who, document)
    came = timezone.localdate()
    assert three_days() == counted(came, 3, working=False).day
    told = give_birth(who, document, datetime.date(2023, 9, 26))
    assert (told.new, told.dated > 0) == (0, True)
    assert three_days() == datetime.date(2023, 10, 7)  # a Saturday after the holiday, worked
    assert give_birth(who, document).dated == 0  # booked once more: what was told stays
    assert three_days() == datetime.date(2023, 10, 7)
    give_birth(who, document, datetime.date(2023, 9, 20))  # told wrongly before
    assert three_days() == datetime.date(2023, 9, 25)  # from the 23rd, a Saturday
    with scope("533122"):
        stored = Document.objects.get(pk=document.pk)
        deeds = Deed.objects.filter(concept="notice", after__has_key="received").order_by("pk")
        assert stored.received == receipt_of(stored) == datetime.date(2023, 9, 20)
        assert [each.after["received"] for each in deeds if each.after] == [
            "2023-09-26",
            "2023-09-20",
        ]


def three_days() -> datetime.date | None:
    with scope("533122"):
        return Duty.objects.get(owner__code=COUNTY_OFFICE, what__contains="挂接").due


def test_a_receipt_that_has_not_come_is_refused() -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(LedgerError, match="还没有到"):
        born("003", DISTRICT, tomorrow)
    assert days(DISTRICT) == {}


def test_the_issuer_has_no_day_of_receipt() -> None:
    document = registered("003", CITY)
    give_birth(reviewer(CITY), document, RECEIVED)
    with scope("650100"):
        assert Document.objects.get(pk=document.pk).received is None

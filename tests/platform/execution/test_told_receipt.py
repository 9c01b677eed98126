"""收文日期与预警: alerts count from the day that the receiver told, else from the paper's.

A day of registration moves no alert: a history that is brought in years later would show none.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import connection
from tests.platform.execution.clean_year import COUNTY_PERSON, PROVINCE_PERSON, CleanYear
from tests.platform.ledger.nation import DISTRICT, PROVINCE

from zhida.core.execution.alerts import Alert
from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.execution.raising import found_alerts
from zhida.platform.notices.models import Document, State
from zhida.platform.notices.receiving import receipt_of, tell_receipt
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


@pytest.fixture
def year(database: str, tmp_path: Path) -> CleanYear:
    return CleanYear(tmp_path)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"2025-{text}")


def registered(year: CleanYear, line: str, agency: str, paper: str) -> Document:
    """The notice by which a line's money came, registered today, booked by the line's receipt."""
    with scope("100000"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t.year, t.voucher_id FROM ledger_transfer t"
            " JOIN ledger_line l ON l.id = t.debit_line_id"
            " WHERE l.digest = %s AND t.verb = 'accept'",
            [year.nation.lines[line].digest],
        )
        booked = [list(row) for row in cursor.fetchall()]
        holder = Agency.objects.get(code=agency)
        return Document.objects.create(
            agency=holder,
            region_id=holder.region_id,
            number=f"{line}通知",
            issuer="上级",
            date=day(paper),
            state=State.BOOKED,
            content="",
            notice={},
            findings=[],
            booked=booked,
            registered_by="经办人员甲",
        )


def found(on: str, code: str, region: str = "100000") -> list[Alert]:
    """Asked for one rule, which is narrowed by the database, and for all by the rules alone."""
    with scope(region):
        return list(found_alerts(region, day(on), (2025,), (code,)))


def test_a_registration_alone_moves_nothing(year: CleanYear) -> None:
    year.down()
    before = found("01-27", "E101")
    document = registered(year, "county", DISTRICT, "01-20")
    assert receipt_of(document) > day("12-31")
    assert found("01-27", "E101") == before != []


def test_three_days_run_from_the_day_that_was_told(year: CleanYear) -> None:
    """The paper of 20 January came on the 26th: late from the 5th of February on, not before.

    The third day falls into the Spring Festival, so that the first working day counts.
    """
    year.down()
    assert found("01-27", "E101") != []
    tell_receipt(COUNTY_PERSON, registered(year, "county", DISTRICT, "01-20"), day("01-26"))
    assert found("01-27", "E101") == found("02-05", "E101") == []
    (late,) = found("02-06", "E101")
    assert late.since == day("01-26")


def test_the_thirty_days_run_from_the_receipt_that_the_province_told(year: CleanYear) -> None:
    """And its city hears of it, without seeing the province's notice."""
    year.down(days=("01-08", "02-06", "02-20"))
    assert [each.since for each in found("12-31", "E104", "650100")] == [day("01-08")]
    tell_receipt(PROVINCE_PERSON, registered(year, "province", PROVINCE, "01-08"), day("01-22"))
    assert found("12-31", "E104", "650100") == []


def test_the_time_of_money_begins_on_the_day_that_was_told(year: CleanYear) -> None:
    """Nothing paid at half the year is slow, unless the money came the day before."""
    year.down()
    assert [each.rule for each in found("07-02", "E401")] == ["E401"]
    tell_receipt(COUNTY_PERSON, registered(year, "county", DISTRICT, "01-20"), day("07-01"))
    assert found("07-02", "E401") == []


def test_a_day_that_cannot_be_is_refused(year: CleanYear) -> None:
    year.down()
    document = registered(year, "county", DISTRICT, "01-20")
    with pytest.raises(LedgerError, match="早于通知的成文日期2025-01-20"):
        tell_receipt(COUNTY_PERSON, document, day("01-19"))
    with pytest.raises(LedgerError, match="还没有到"):
        tell_receipt(COUNTY_PERSON, document, datetime.date(2999, 1, 1))
    stranger = Actor("孙县", "650103-finance", "650103", Role.REVIEWER)
    with pytest.raises((Forbidden, Document.DoesNotExist)):
        tell_receipt(stranger, document, day("01-26"))
    with scope("650102"):
        assert Document.objects.get(pk=document.pk).received is None

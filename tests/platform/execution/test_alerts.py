"""预警: raised once, brought up to the day, gone when the matter is, answered by those who may."""

from __future__ import annotations

import calendar
import datetime
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError
from tests.platform.execution.clean_year import (
    CENTRAL_PERSON,
    CITY_PERSON,
    COUNTY,
    COUNTY_PERSON,
    PROVINCE_PERSON,
    SIBLING_PERSON,
    CleanYear,
)
from tests.platform.ledger.nation import WAN

from zhida.core.execution.alerts import Alert
from zhida.core.execution.alerts.thread import ThreadState
from zhida.core.ledger import LedgerError, Voucher
from zhida.core.ledger.verbs import accept, issue, receive
from zhida.platform.access.policy import Forbidden
from zhida.platform.execution import alert_actions
from zhida.platform.execution.alert_queries import AlertRow, alert_rows, entries
from zhida.platform.execution.models import AlertEntry, RaisedAlert
from zhida.platform.execution.raising import NotInOrder, Raised, found_alerts, raise_alerts
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope


@pytest.fixture
def year(database: str, tmp_path: Path) -> CleanYear:
    return CleanYear(tmp_path)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"2025-{text}")


def found(on: str, region: str = "100000") -> list[Alert]:
    with scope(region):
        return list(found_alerts(region, day(on), (2025,)))


def rows(region: str = "100000", holding: bool = True) -> list[AlertRow]:
    with scope(region):
        return list(alert_rows(holding=holding))


def test_no_rule_fires_on_a_clean_year(year: CleanYear) -> None:
    """Passed on in twelve days, registered the next day, paid month by month."""
    year.down()
    year.spend()
    for month in range(2, 13):
        year.pay(f"2025-{month:02d}-10", 10)
    for month in range(1, 13):
        end = calendar.monthrange(2025, month)[1]
        for region in ("100000", "650000", "650102"):
            assert found(f"{month:02d}-{end}", region) == []
    assert raise_alerts(CENTRAL_PERSON, day("12-31")) == Raised(0, 0, 0, 0)


def test_the_thirty_days_run_from_the_provinces_receipt(year: CleanYear) -> None:
    """The city gets the money on the 29th day: it has one day left, not thirty."""
    year.down(days=("01-08", "02-06", "02-20"))
    (alert,) = [each for each in found("12-31") if each.rule == "E104"]
    assert alert.holder_name == "乌鲁木齐市财政局"
    assert alert.since == day("01-08")
    assert "应于2025-02-07前下达，晚了13天" in alert.sentence


def test_the_city_knows_the_provinces_clock_without_seeing_its_money(year: CleanYear) -> None:
    year.down(days=("01-08", "02-06", "02-20"))
    assert [each.sentence for each in found("12-31", "650100") if each.rule == "E104"] == [
        each.sentence for each in found("12-31") if each.rule == "E104"
    ]
    with scope("650100"):
        assert not RaisedAlert.objects.exists()


def test_one_matter_is_raised_once_and_brought_up_to_the_day(year: CleanYear) -> None:
    year.down()
    assert raise_alerts(PROVINCE_PERSON, day("01-27")) == Raised(1, 0, 0, 0)
    assert raise_alerts(PROVINCE_PERSON, day("01-27")) == Raised(0, 0, 1, 0)
    assert raise_alerts(COUNTY_PERSON, day("01-28")) == Raised(0, 0, 1, 0)
    assert raise_alerts(CENTRAL_PERSON, day("02-10")) == Raised(0, 1, 0, 0)
    (row,) = rows()
    assert (row.rule, row.colour.label, row.raised_on) == ("E101", "橙", day("01-27"))
    assert "已超过18天" in row.sentence
    assert [each.act for each in entries_of(row)] == ["raise", "change"]


def entries_of(row: AlertRow) -> list[AlertEntry]:
    with scope("100000"):
        return list(AlertEntry.objects.filter(alert_id=row.number).order_by("pk"))


def test_what_holds_no_more_says_so_and_comes_back_as_another(year: CleanYear) -> None:
    year.down()
    year.spend(60)
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    year.spend(50, "2025-02-05")
    assert raise_alerts(CENTRAL_PERSON, day("02-05")) == Raised(0, 0, 0, 1)
    assert rows() == []
    (gone,) = rows(holding=False)
    assert (gone.state, gone.gone_on) == (ThreadState.LAPSED, day("02-05"))
    assert entries_of(gone)[-1].words == "2025-02-05检查时情况已不存在，自动消除"
    number = year.pay("2025-02-10", 10, payee=COUNTY)
    raise_alerts(CENTRAL_PERSON, day("02-10"))
    year.give_back(number, "2025-02-12", 10)
    raise_alerts(CENTRAL_PERSON, day("02-12"))
    assert [each.rule for each in rows(holding=False) if each.gone_on] == ["E301", "E101"]


def test_what_comes_back_is_raised_anew(year: CleanYear) -> None:
    """More money comes to the same line after the first was registered."""
    year.down()
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    year.spend()
    raise_alerts(CENTRAL_PERSON, day("02-04"))
    nation = year.nation
    with scope("100000"):
        nation.book(*_more(year))
    assert raise_alerts(CENTRAL_PERSON, day("02-24")) == Raised(0, 0, 0, 0), "its own three days"
    assert raise_alerts(CENTRAL_PERSON, day("03-03")).new == 1
    assert [each.occurrence for each in rows() if each.rule == "E101"] == [2]


def _more(year: CleanYear) -> list[Voucher]:
    nation, steps = year.nation, ("centre", "province", "city", "county")
    made: list[Voucher] = [
        receive(nation.act("全国预算2025", "2025-02-20", "国务院", 2), nation.lines["centre"], WAN)
    ]
    for above, below in pairwise(steps):
        parent, child = nation.lines[above], nation.lines[below]
        act = nation.act(parent.document, "2025-02-21", parent.holder, 2)
        made += [issue(act, parent, child.holder, WAN), accept(act, parent, child, WAN)]
    return made


def test_a_day_before_the_last_one_is_not_stored(year: CleanYear) -> None:
    year.down()
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    with pytest.raises(NotInOrder, match="预警已经登记到2025-02-03"):
        raise_alerts(CENTRAL_PERSON, day("01-31"))
    assert len(found("01-31")) == 1


def test_the_thread_goes_from_inquiry_to_close(year: CleanYear) -> None:
    year.down()
    raise_alerts(PROVINCE_PERSON, day("02-03"))
    (row,) = rows("650102")
    alert_actions.inquire(PROVINCE_PERSON, row.number, "为何尚未挂接？")
    alert_actions.reply(COUNTY_PERSON, row.number, "项目库更换，本周挂接")
    alert_actions.opine(PROVINCE_PERSON, row.number, "情况属实，限期挂接")
    alert_actions.close(PROVINCE_PERSON, row.number, "已督办")
    assert rows("650102") == []
    with scope("650102"):
        history = entries(row.number)
        assert [each.label for each in history] == ["发出", "问询", "答复", "出具意见", "办结"]
        assert history[1].agency_name == "新疆维吾尔自治区财政厅"
        verbs = list(Deed.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-4:] == ["inquire", "reply", "opine", "close_alert"]
    assert raise_alerts(PROVINCE_PERSON, day("02-10")) == Raised(0, 0, 1, 0), "it still holds"
    assert rows("650102") == [], "what was closed isn't asked again while it holds"


def test_an_open_inquiry_outlives_its_matter(year: CleanYear) -> None:
    year.down()
    raise_alerts(PROVINCE_PERSON, day("02-03"))
    (row,) = rows("650102")
    alert_actions.inquire(PROVINCE_PERSON, row.number, "为何尚未挂接？")
    year.spend(day="2025-02-05")
    raise_alerts(PROVINCE_PERSON, day("02-05"))
    (still,) = rows("650102")
    assert (still.state, still.gone_on) == (ThreadState.INQUIRED, day("02-05"))
    alert_actions.reply(COUNTY_PERSON, row.number, "2月5日已挂接")


def test_a_county_does_not_see_its_siblings_alert(year: CleanYear) -> None:
    year.down()
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    assert len(rows("650102")) == len(rows("650100")) == len(rows("650000")) == 1
    assert rows("650103") == rows("620000") == []
    (row,) = rows("650102")
    with scope("650103"):
        assert not AlertEntry.objects.exists()
    with pytest.raises(LedgerError, match="不在本区划范围内"):
        alert_actions.inquire(SIBLING_PERSON, row.number, "为何？")


def test_only_the_alerts_own_region_replies_and_nobody_skips_a_step(year: CleanYear) -> None:
    year.down()
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    (row,) = rows("650102")
    with pytest.raises(LedgerError, match="预警为“待问询”，不能答复。先要到“已问询”"):
        alert_actions.reply(COUNTY_PERSON, row.number, "没有问就答")
    alert_actions.inquire(CITY_PERSON, row.number, "为何尚未挂接？")
    with pytest.raises(Forbidden, match="答复问询"):
        alert_actions.reply(PROVINCE_PERSON, row.number, "代答")
    with pytest.raises(Forbidden, match="出具意见"):
        alert_actions.opine(COUNTY_PERSON, row.number, "自己认可")
    with pytest.raises(LedgerError, match="须写明内容"):
        alert_actions.reply(COUNTY_PERSON, row.number, "  ")


def test_history_is_only_added_to(year: CleanYear, database: str) -> None:
    year.down()
    raise_alerts(CENTRAL_PERSON, day("02-03"))
    with pytest.raises(DatabaseError), scope("100000"):
        AlertEntry.objects.update(words="改写")
    with pytest.raises(DatabaseError), scope("100000"):
        RaisedAlert.objects.all()._raw_delete("default")
    with psycopg.connect(database) as session, pytest.raises(psycopg.Error, match="预警不能删改"):
        session.execute("UPDATE execution_alertentry SET words = '改写'")
    with psycopg.connect(database) as session, pytest.raises(psycopg.Error, match="预警不能删改"):
        session.execute("UPDATE execution_raisedalert SET rule = 'E999'")

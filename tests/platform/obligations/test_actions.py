"""办理: who owes files, who receives decides; what was filed stays filed, and late stays late."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from tests.platform.obligations.desk import (
    CITY,
    DISTRICT,
    OTHER,
    agency_of,
    day,
    drafter,
    owed,
    reviewer,
)

from zhida.core.ledger import LedgerError
from zhida.core.obligations import DutyState
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.obligations import actions
from zhida.platform.obligations.models import Filing, FilingFile
from zhida.platform.obligations.queries import duties, escalated, owed_to, reminded, row_of
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")


def state(number: int, on: datetime.date) -> tuple[DutyState, int]:
    with scope("650100"):
        row = row_of(number, on)
    assert row is not None
    return row.state, row.late


def test_a_report_goes_its_way_and_its_file_is_kept_with_its_hash() -> None:
    duty = owed()
    filed = actions.file(drafter(DISTRICT), duty.pk, {"季报.xlsx": b"figures"}, day=day(-1))
    assert (filed.days_late, filed.ordinal) == (0, 1)
    with scope("650102"):
        (kept,) = FilingFile.objects.all()
        assert bytes(kept.content) == b"figures"
        assert kept.sha256 == hashlib.sha256(b"figures").hexdigest()
    assert state(duty.pk, day(0)) == (DutyState.FILED, 0)
    actions.accept(drafter(CITY), duty.pk, day(1))
    assert state(duty.pk, day(1)) == (DutyState.ACCEPTED, 0)


def test_nothing_to_report_is_a_filing() -> None:
    duty = owed()
    assert actions.file(drafter(DISTRICT), duty.pk, nothing=True, day=day(0)).nothing
    assert state(duty.pk, day(9)) == (DutyState.FILED, 0)


def test_a_late_report_is_remembered_as_late_after_it_was_accepted() -> None:
    duty = owed()
    assert actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(3)).days_late == 3
    actions.accept(drafter(CITY), duty.pk, day(4))
    assert state(duty.pk, day(30)) == (DutyState.ACCEPTED, 3)


def test_sent_back_and_filed_again() -> None:
    duty = owed()
    actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(-2))
    actions.send_back(drafter(CITY), duty.pk, "第3栏合计不符", day(-1))
    assert state(duty.pk, day(-1))[0] is DutyState.SENT_BACK
    assert state(duty.pk, day(2))[0] is DutyState.OVERDUE
    again = actions.file(drafter(DISTRICT), duty.pk, words="已改", day=day(2))
    assert (again.ordinal, again.days_late) == (2, 2)
    assert state(duty.pk, day(2)) == (DutyState.FILED, 2)


@pytest.mark.parametrize("decide", [actions.send_back, actions.waive])
def test_sending_back_and_waiving_want_a_reason(decide: object) -> None:
    duty = owed()
    assert callable(decide)
    with pytest.raises(LedgerError, match="必须写明理由"):
        decide(reviewer(CITY), duty.pk, "  ", day(0))


def test_a_waived_duty_is_owed_no_more() -> None:
    duty = owed()
    actions.waive(reviewer(CITY), duty.pk, "机构已撤并", day(1))
    assert state(duty.pk, day(9))[0] is DutyState.WAIVED
    with pytest.raises(LedgerError, match="任务“已免除”，不能报送；已办结"):
        actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(9))


def test_only_who_owes_files_and_only_the_other_side_decides() -> None:
    duty = owed()
    with pytest.raises((LedgerError, Forbidden)):
        actions.file(drafter(CITY), duty.pk, words="代报", day=day(0))
    with pytest.raises(LedgerError, match="没有编号为"):
        actions.file(drafter(OTHER), duty.pk, words="代报", day=day(0))
    actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(0))
    with pytest.raises(LedgerError, match="报送单位不能接收自己的报送"):
        actions.accept(drafter(DISTRICT), duty.pk, day(1))


def test_nobody_lets_themselves_off() -> None:
    duty = owed()
    with pytest.raises(LedgerError, match="不能免除自己的任务，请由接收单位或上级办理"):
        actions.waive(reviewer(DISTRICT), duty.pk, "太忙", day(0))


def test_waiving_is_for_a_reviewer_and_an_auditor_files_nothing() -> None:
    duty = owed()
    with pytest.raises(Forbidden):
        actions.waive(drafter(CITY), duty.pk, "机构已撤并", day(0))
    auditor = Actor("审计人员丙", DISTRICT, "650102", Role.AUDITOR)
    with pytest.raises(Forbidden):
        actions.file(auditor, duty.pk, words="已报", day=day(0))


def test_what_makes_no_sense_is_refused_and_nothing_is_written() -> None:
    duty = owed()
    who = drafter(DISTRICT)
    with pytest.raises(LedgerError, match="无可报"):
        actions.file(who, duty.pk, {"a.xlsx": b"a"}, nothing=True)
    with pytest.raises(LedgerError, match="报送须附文件"):
        actions.file(who, duty.pk)
    with pytest.raises(LedgerError, match="还没有到"):
        actions.file(who, duty.pk, words="已报", day=datetime.date(2999, 1, 1))
    with pytest.raises(LedgerError, match="不能接收；可办理：报送、免除"):
        actions.accept(drafter(CITY), duty.pk, day(0))
    actions.file(who, duty.pk, words="已报", day=day(0))
    with pytest.raises(LedgerError, match="早于上一次办理"):
        actions.accept(drafter(CITY), duty.pk, day(-1))
    with scope("650102"):
        assert Filing.objects.count() == 1


def test_every_step_is_in_the_journal_with_the_state_before_and_after() -> None:
    duty = owed()
    actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(0))
    actions.send_back(drafter(CITY), duty.pk, "合计不符", day(1))
    with scope("650102"):
        told = [
            (each.verb, each.before, each.after["state"], each.reason)
            for each in Deed.objects.filter(concept="duty").order_by("pk")
            if each.after
        ]
    assert told == [
        ("file_duty", {"state": "due"}, "filed", "已报"),
        ("send_back_filing", {"state": "filed"}, "overdue", "合计不符"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE obligations_filing SET days_late = 0",
        "DELETE FROM obligations_filing",
        "UPDATE obligations_duty SET what = '别的'",
        "DELETE FROM obligations_duty",
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_was_filed(statement: str) -> None:
    duty = owed()
    actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(3))
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        scope("650102"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_filings_are_seen_with_their_duty_and_not_by_the_neighbour() -> None:
    duty = owed()
    actions.file(drafter(DISTRICT), duty.pk, {"a.xlsx": b"a"}, day=day(0))
    for place, seen in (("650102", 1), ("650100", 1), ("650103", 0)):
        with scope(place):
            assert Filing.objects.count() == FilingFile.objects.count() == seen


def test_a_subtree_sees_its_own_and_an_agency_what_it_owes_or_is_owed() -> None:
    owed()
    owed(OTHER, "报送月报", day(1))
    with scope("650100"):
        assert [each.owner for each in duties(day(0), region="650100")] == [
            "天山区财政局",
            "沙依巴克区财政局",
        ]
        assert len(duties(day(0), agency=agency_of(DISTRICT))) == 1
        assert len(duties(day(0), region="650103")) == 1
        assert len(owed_to(day(0), agency_of(CITY))) == 2


def test_reminders_come_on_their_days_until_something_is_filed() -> None:
    duty = owed()
    with scope("650100"):
        told = {
            offset: [each.reminder.words for each in reminded(day(offset))]
            for offset in range(-9, 9)
        }
    assert {offset: words for offset, words in told.items() if words} == {
        -8: ["到期前5个工作日"],  # 4 April is a holiday
        -1: ["到期前1个工作日"],
        1: ["逾期1天"],
        3: ["逾期3天"],
        7: ["逾期7天"],
    }
    actions.file(drafter(DISTRICT), duty.pk, words="已报", day=day(2))
    with scope("650100"):
        assert list(reminded(day(3))) == []


def test_the_level_above_is_told_after_a_week_and_not_before() -> None:
    owed()
    with scope("650100"):
        assert list(escalated(day(6))) == []
        (told,) = escalated(day(8))
    assert (told.above, told.row.owner) == ("乌鲁木齐市财政局", "天山区财政局")


def test_the_public_is_owed_but_never_told_as_the_level_above() -> None:
    owed(what="公开转移支付预算安排", receiver="public")
    with scope("650100"):
        (told,) = escalated(day(8))
    assert (told.row.receiver, told.above) == ("社会公众", "上一级财政部门")

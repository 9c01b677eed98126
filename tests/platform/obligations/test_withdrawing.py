"""撤销通知: what a withdrawn notice asked for is owed no more, as a deed with its reason."""

from __future__ import annotations

import pytest
from tests.core.booking.cases import case
from tests.platform.ledger.test_booking import _document as document_of
from tests.platform.ledger.test_booking import book_case, reviewer

from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.obligations import actions
from zhida.platform.obligations.births import give_birth
from zhida.platform.obligations.models import Decision, Duty
from zhida.platform.obligations.withdrawing import withdraw
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")
ISSUER = "440900-finance"


def booked() -> None:
    """A city's notice on the books, with what it and its counties owe for it."""
    book_case(case("sample-08"))
    give_birth(reviewer(ISSUER), document_of(ISSUER))


def test_open_duties_are_waived_with_the_reason_and_told_in_the_journal() -> None:
    booked()
    with scope("440900"):
        born = Duty.objects.count()
    assert born > 1
    posted, closed = withdraw(reviewer(ISSUER), document_of(ISSUER), "发错了")
    assert posted and closed == born
    with scope("440900"):
        assert {each.reason for each in Decision.objects.all()} == {"通知已撤销：发错了"}
        told = Deed.objects.filter(verb="withdraw_notice", concept="duty")
        assert told.count() == born
        assert {each.reason for each in told} == {"通知已撤销：发错了"}


def test_what_was_handed_in_stays_with_who_accepts_it() -> None:
    booked()
    with scope("440900"):
        mine = Duty.objects.filter(owner__code=ISSUER).first()
    assert mine is not None
    actions.file(reviewer(ISSUER), mine.pk, words="已在门户网站公开")
    withdraw(reviewer(ISSUER), document_of(ISSUER), "发错了")
    with scope("440900"):
        assert not Decision.objects.filter(duty=mine).exists()


def test_who_may_not_withdraw_closes_nothing() -> None:
    booked()
    drafter = Actor("经办人员甲", ISSUER, "440900", Role.DRAFTER)
    with pytest.raises(Forbidden):
        withdraw(drafter, document_of(ISSUER), "发错了")
    with scope("440900"):
        assert not Decision.objects.exists()


def test_a_notice_that_is_booked_anew_owes_anew() -> None:
    booked()
    withdraw(reviewer(ISSUER), document_of(ISSUER), "发错了")
    with scope("440900"):
        waived = set(Duty.objects.values_list("pk", flat=True))
    booked()
    with scope("440900"):
        new = Duty.objects.exclude(pk__in=waived)
        assert new.count() == len(waived)
        assert all("撤销后第1次" in each.document for each in new)

"""入账: five published notices and the samples give each recipient what the tables by hand say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.booking.cases import NAMES, Case, case

from zhida.core.booking import Answers, Booking, Held, Known, OnTheWay, book

pytestmark = pytest.mark.usefixtures("real_notices")


@pytest.fixture(scope="module", params=NAMES)
def told(request: pytest.FixtureRequest) -> Case:
    return case(request.param)


def booked(told: Case) -> Booking:
    return book(told.notice, told.told["issuer"], "经办人甲", answers=told.answers)


def test_each_recipient_gets_what_the_table_by_hand_says(told: Case) -> None:
    booking = booked(told)
    assert not booking.questions, booking.questions
    assert not booking.refusals, [each.sentence for each in booking.refusals]
    assert booking.number == told.told["number"]
    found = [
        (s.payee.name, s.payee.code, booking.elements[s.appropriation].source, s.purpose, s.fen)
        for s in booking.shares
    ]
    assert sorted(found) == sorted(told.shares)


def test_what_comes_in_is_what_goes_out(told: Case) -> None:
    booking = booked(told)
    received = [
        (v.document, v.identity.source, t.fen)
        for v in booking.vouchers
        for t in v.transfers
        if v.verb == "receive"
    ]
    assert received == told.received
    sent = sum(t.fen for v in booking.vouchers for t in v.transfers if v.verb == "issue")
    assert sent == sum(fen for _, _, fen in received)
    ready = {t.credit.kind for v in booking.vouchers for t in v.transfers if v.verb == "issue"}
    assert ready == {told.told["state"]}


def test_the_line_carries_codes_flag_and_project(told: Case) -> None:
    booking = booked(told)
    line = booking.lines[0]
    assert line.function == told.told["function"]
    assert line.transfer_function == told.told["transfer_function"]
    assert line.earmark.flag == told.told.get("flag", "")
    assert line.earmark.project == told.told.get("project", "")


def test_each_recipient_takes_in_its_own_rows_and_no_others(told: Case) -> None:
    issued = booked(told)
    for holder in {share.payee.code for share in issued.shares}:
        coming = tuple(
            OnTheWay(line, t.fen, t.debit.kind == "expected_transit", ordinal=v.identity.ordinal)
            for v in issued.vouchers
            for t in v.transfers
            for line in issued.lines
            if v.verb == "issue" and v.counterpart == holder and line.digest == t.credit.line
        )
        notice, answers = told.notice, told.answers
        taken = book(notice, holder, "经办人乙", Known(coming=coming), answers)
        assert taken.ready, [each.sentence for each in taken.refusals]
        own = [share for share in issued.shares if share.payee.code == holder]
        accepted = [v for v in taken.vouchers if v.verb == "accept"]
        assert [t.fen for v in accepted for t in v.transfers] == [share.fen for share in own]
        assert {line.implementing_project for line in taken.lines} == {s.purpose for s in own}
        assert all(line.parent is not None for line in taken.lines)
        assert all(line.earmark == coming[0].line.earmark for line in taken.lines if len(own) == 1)


def test_without_the_notice_above_nothing_is_booked(told: Case) -> None:
    from dataclasses import replace

    answers: Answers = replace(told.answers, from_outside="")
    booking = book(told.notice, told.told["issuer"], "经办人甲", answers=answers)
    assert {each.code for each in booking.refusals} == {"B301"}
    assert not booking.vouchers
    assert told.told["received"][0][0] in booking.refusals[0].sentence


def test_with_the_notice_above_in_the_ledger_nothing_comes_from_outside(told: Case) -> None:
    from dataclasses import replace

    first = booked(told)
    held = tuple(
        Held(
            line,
            0 if told.told["state"] == "expected" else fen,
            fen if told.told["state"] == "expected" else 0,
        )
        for line, (_, _, fen) in zip(first.lines, told.received, strict=True)
    )
    answers = replace(told.answers, from_outside="")
    booking = book(told.notice, told.told["issuer"], "经办人甲", Known(held=held), answers)
    assert booking.ready
    assert {v.verb for v in booking.vouchers} == {"issue"}


def test_every_case_is_there() -> None:
    assert {Path(name).stem for name in NAMES} >= {"000", "001", "002", "003", "004"}

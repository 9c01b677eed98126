"""入账的把关: what touches the money and isn't settled keeps a notice from being booked."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from zhida.core.booking import Answers, Booking, Held, Known, Mend, OnTheWay, book
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.money import Unit, fen_of
from zhida.core.notice import (
    ColumnRole,
    DocumentNumber,
    Flag,
    FundingSource,
    Notice,
    Project,
    Regime,
    Status,
)
from zhida.core.provenance import Source, Stated

CITY, DISTRICT = "650100-finance", "650102-finance"
OUTSIDE = Answers(from_outside="自治区在另一系统")
PLACE = Source("通知.docx")
Build = Callable[..., Notice]
NOW = (ColumnRole.ENTITLED, ColumnRole.ADVANCED, ColumnRole.NOW)
EARMARK = Earmark(
    Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED
)
LINE = QuotaLine(EARMARK, CITY, "新财社〔2025〕3号", function="21013")


def wan(figure: str) -> int:
    return fen_of(figure, Unit.WAN_YUAN)


def at_city(notice: Notice, answers: Answers = OUTSIDE, known: Known = Known()) -> Booking:
    return book(notice, CITY, "经办人甲", known, answers)


def codes(booking: Booking) -> set[str]:
    return {each.code for each in booking.refusals}


def test_a_sound_notice_is_booked_without_a_question(notice: Build) -> None:
    booking = at_city(notice())
    assert booking.ready
    assert [v.verb for v in booking.vouchers] == ["receive", "issue", "issue"]
    assert [v.counterpart for v in booking.vouchers[1:]] == [DISTRICT, "650103-finance"]


@pytest.mark.parametrize(("cell", "word"), [("", "没有金额"), ("**", "被遮盖"), ("如数", "如数")])
def test_an_amount_that_is_no_number_is_named_with_its_row_and_column(
    notice: Build, cell: str, word: str
) -> None:
    booking = at_city(notice([("天山区", cell), ("沙依巴克区", "40")]))
    (refusal,) = [each for each in booking.refusals if each.code == "B101"]
    assert "第2行" in refusal.sentence and "“天山区”“金额”列" in refusal.sentence
    assert word in refusal.sentence
    assert not booking.vouchers


def test_what_was_only_read_optically_is_never_booked(notice: Build) -> None:
    doubtful = notice([("~天山区", "60"), ("沙依巴克区", "40")])
    waived = replace(OUTSIDE, waived={"B102": "看过了"})
    assert codes(at_city(doubtful, waived)) == {"B102"}
    mended = replace(OUTSIDE, mends=(Mend("天山区", "", wan("60")),))
    assert at_city(doubtful, mended).ready


def test_rows_the_table_and_the_letter_must_agree(notice: Build) -> None:
    booking = at_city(notice(total="101"))
    assert {"N105", "B104"} <= codes(booking)
    sentence = next(each.sentence for each in booking.refusals if each.code == "B104")
    assert "100万元" in sentence and "101万元" in sentence and "少1万元" in sentence


def test_what_a_person_waives_with_a_reason_is_booked_as_printed(notice: Build) -> None:
    answers = replace(OUTSIDE, waived={"N105": "总额含预留", "B104": "总额含预留"})
    booking = at_city(notice(total="101"), answers)
    assert booking.ready
    assert {each.code for each in booking.waived} == {"N105", "B104"}
    assert "总额含预留" in booking.vouchers[-1].reason
    assert not at_city(notice(total="101"), replace(answers, waived={"N105": " "})).ready


def test_a_recipient_that_nobody_knows_is_asked_for(notice: Build) -> None:
    strange = notice([("某某公司", "60"), ("沙依巴克区", "40")])
    assert codes(at_city(strange)) >= {"B201"}
    told = replace(OUTSIDE, payees={"某某公司": "650100-unit-0001"})
    booking = at_city(strange, told)
    assert booking.ready
    assert booking.shares[0].payee.code == "650100-unit-0001"


def test_a_recipient_of_another_city_is_refused(notice: Build) -> None:
    far = at_city(notice([("天山区", "60"), ("信宜市", "40")]))
    assert "B203" in codes(far)


def test_a_recipient_that_comes_twice_is_asked_about(notice: Build) -> None:
    twice = notice([("天山区", "60"), ("天山区", "40")])
    assert codes(at_city(twice)) == {"B202"}
    booking = at_city(twice, replace(OUTSIDE, waived={"B202": "确是两笔"}))
    assert [v.identity.ordinal for v in booking.vouchers if v.verb == "issue"] == [1, 2]


def test_a_notice_without_a_number_asks_whether_it_is_new(notice: Build) -> None:
    nameless = notice(doc_number=None)
    booking = book(nameless, CITY, "经办人甲", answers=OUTSIDE, alike=("乌财社〔2025〕6号",))
    (question,) = booking.questions
    assert question.options == ("new", "乌财社〔2025〕6号")
    assert not booking.vouchers
    assert at_city(nameless, replace(OUTSIDE, number="无文号之一")).ready


def test_a_number_read_optically_is_no_sound_number(notice: Build) -> None:
    number = Stated(DocumentNumber("乌财社", 2025, 7), PLACE, confirmed=False)
    assert at_city(notice(doc_number=number)).questions


def test_more_than_the_notice_above_brought_is_refused(notice: Build) -> None:
    booking = at_city(notice(), Answers(), Known(held=(Held(LINE, wan("99")),)))
    (refusal,) = booking.refusals
    assert refusal.code == "B302" and "差1万元" in refusal.sentence


def test_a_second_notice_on_the_same_money_takes_in_what_is_lacking(notice: Build) -> None:
    known = Known(
        held=(Held(LINE, wan("30")),), receipts={("新财社〔2025〕3号", "central/general"): 1}
    )
    booking = at_city(notice(), OUTSIDE, known)
    received = booking.vouchers[0]
    assert received.verb == "receive" and received.transfers[0].fen == wan("70")
    assert received.identity.ordinal == 2


def test_the_flag_must_be_that_of_the_money_above(notice: Build) -> None:
    (part,) = notice().appropriations
    flagged = replace(part, flag=Flag(Regime.DIRECT, "01", "中央直达资金", PLACE))
    known = Known(held=(Held(LINE, wan("100")),))
    booking = at_city(notice(appropriations=(flagged,)), Answers(), known)
    assert "B303" in codes(booking)


def test_a_silent_notice_takes_over_flag_and_project(notice: Build) -> None:
    above = replace(LINE, earmark=replace(EARMARK, flag="02", regime=Regime.DIRECT, project="P1"))
    (part,) = notice().appropriations
    silent = notice(appropriations=(replace(part, flag=None),))
    booking = at_city(silent, Answers(), Known(held=(Held(above, wan("100")),)))
    assert booking.ready
    assert booking.lines[0].earmark.flag == "02"


def test_a_project_that_the_level_above_did_not_state_is_told_and_not_booked(
    notice: Build,
) -> None:
    (part,) = notice().appropriations
    stated = replace(part, project=Project("10000015Z155110010009", None, PLACE))
    known = Known(held=(Held(LINE, wan("100")),))
    booking = at_city(notice(appropriations=(stated,)), Answers(), known)
    assert booking.ready
    assert "B310" in {each.code for each in booking.findings}


def test_two_kinds_of_money_above_leave_a_choice_to_a_person(notice: Build) -> None:
    other = replace(LINE, earmark=replace(EARMARK, purpose="疾病应急救助"))
    known = Known(held=(Held(LINE, wan("100")), Held(other, wan("100"))))
    assert "B308" in codes(at_city(notice(), Answers(), known))


def test_the_receiver_accepts_what_is_on_its_way(notice: Build) -> None:
    way = OnTheWay(LINE, wan("60"), issuer="乌鲁木齐市财政局", ordinal=1)
    booking = book(notice(), DISTRICT, "经办人乙", Known(coming=(way,)))
    (accepted,) = booking.vouchers
    (line,) = booking.lines
    assert accepted.verb == "accept"
    assert (line.document, line.upstream_document) == ("乌财社〔2025〕7号", "新财社〔2025〕3号")
    assert line.function == "2101301" and line.parent == LINE.digest


def test_what_is_on_its_way_must_be_what_the_notice_says(notice: Build) -> None:
    way = OnTheWay(LINE, wan("59"))
    booking = book(notice(), DISTRICT, "经办人乙", Known(coming=(way,)))
    assert codes(booking) == {"B306"}


def test_a_receiver_whose_issuer_never_booked_is_told_so(notice: Build) -> None:
    booking = book(notice(), DISTRICT, "经办人乙")
    (refusal,) = booking.refusals
    assert refusal.code == "B301" and "乌财社〔2025〕7号尚未入账" in refusal.sentence
    outside = book(notice(), DISTRICT, "经办人乙", answers=OUTSIDE)
    assert [v.verb for v in outside.vouchers] == ["receive"]
    assert outside.lines[0].upstream_document == "新财社〔2025〕3号"


def test_the_first_receipt_and_the_acceptance_are_one_piece_of_business(notice: Build) -> None:
    outside = book(notice(), DISTRICT, "经办人乙", answers=OUTSIDE)
    way = OnTheWay(LINE, wan("60"), issuer="乌鲁木齐市财政局")
    inside = book(notice(), DISTRICT, "经办人乙", Known(coming=(way,)))
    assert outside.vouchers[0].identity.key == inside.vouchers[0].identity.key


def test_who_took_it_in_from_outside_is_not_sent_it_again(notice: Build) -> None:
    booking = at_city(notice(), OUTSIDE, Known(taken=frozenset({DISTRICT})))
    assert codes(booking) == {"B305"}


def test_somebody_who_is_not_in_the_notice_can_not_book_it(notice: Build) -> None:
    booking = book(notice(), "650104-finance", "经办人乙", answers=OUTSIDE)
    assert codes(booking) == {"B204"}


def test_advance_money_stays_expected_before_its_year(notice: Build) -> None:
    early = notice(
        status=Stated(Status.ADVANCE, PLACE), date=Stated(datetime.date(2024, 12, 2), PLACE)
    )
    booking = at_city(early)
    kinds = [(t.credit.kind, t.debit.kind) for v in booking.vouchers for t in v.transfers]
    assert kinds == [("origin", "expected"), *[("expected", "expected_transit")] * 2]


def test_advance_money_is_released_when_the_year_has_begun(notice: Build) -> None:
    advance = replace(LINE, advance=True)
    booking = at_city(notice(), Answers(), Known(held=(Held(advance, 0, wan("120")),)))
    assert [v.verb for v in booking.vouchers] == ["release", "issue", "issue"]
    assert booking.vouchers[0].transfers[0].fen == wan("100")


def test_advance_money_with_a_condition_waits_for_a_person(notice: Build) -> None:
    waiting = replace(LINE, advance=True, condition="待项目批复后使用")
    booking = at_city(notice(), Answers(), Known(held=(Held(waiting, 0, wan("120")),)))
    assert codes(booking) == {"B311"}


def test_the_formal_issue_books_what_is_new(notice: Build) -> None:
    formal = notice([("天山区", "60", "50", "10"), ("沙依巴克区", "40", "30", "10")], "20", NOW)
    known = Known(
        held=(Held(LINE, wan("20")),),
        advanced={
            (DISTRICT, "central/general"): wan("50"),
            ("650103-finance", "central/general"): wan("30"),
        },
    )
    booking = at_city(formal, Answers(), known)
    assert booking.ready
    assert [share.fen for share in booking.shares] == [wan("10"), wan("10")]


def test_an_advance_that_the_ledger_knows_otherwise_is_told(notice: Build) -> None:
    formal = notice([("天山区", "60", "50", "10"), ("沙依巴克区", "40", "30", "10")], "20", NOW)
    known = Known(
        held=(Held(LINE, wan("20")),), advanced={(DISTRICT, "central/general"): wan("45")}
    )
    booking = at_city(formal, Answers(), known)
    assert codes(booking) == {"B108"}
    assert "账上为45万元" in booking.refusals[0].sentence


def test_without_a_column_of_this_issue_it_is_entitlement_less_advance(notice: Build) -> None:
    formal = notice([("天山区", "60", "50"), ("沙依巴克区", "40", "30")], "20", NOW[:2])
    booking = at_city(formal)
    assert [share.fen for share in booking.shares] == [wan("10"), wan("10")]


def test_a_formal_issue_below_the_advance_is_a_reduction_that_is_chosen(notice: Build) -> None:
    formal = notice([("天山区", "45", "50", "-5"), ("沙依巴克区", "40", "30", "10")], "5", NOW)
    assert "B309" in codes(at_city(formal))
    chosen = replace(OUTSIDE, waived={"B309": "人数减少"})
    booking = at_city(formal, chosen, Known(held=(Held(LINE, wan("10")),)))
    assert [v.counterpart for v in booking.vouchers if v.verb == "issue"] == ["650103-finance"]
    own = QuotaLine(EARMARK, DISTRICT, "新财社〔2024〕9号", advance=True, parent=LINE.digest)
    known = Known(held=(Held(own, wan("50")),), parents={LINE.digest: LINE})
    back = book(formal, DISTRICT, "经办人乙", known, chosen)
    assert [(v.verb, v.transfers[0].fen) for v in back.vouchers] == [("return", wan("5"))]
    poor = replace(known, held=(Held(own, wan("3")),))
    assert codes(book(formal, DISTRICT, "经办人乙", poor, chosen)) == {"B307"}


def test_what_two_receivers_send_back_is_told_apart(notice: Build) -> None:
    formal = notice([("天山区", "45", "50", "-5"), ("沙依巴克区", "25", "30", "-5")], "-10", NOW)
    chosen = Answers(waived={"B309": "人数减少", "N118": "收回"})
    keys = set()
    for holder in (DISTRICT, "650103-finance"):
        own = QuotaLine(EARMARK, holder, "旧", advance=True, parent=LINE.digest)
        known = Known(held=(Held(own, wan("50")),), parents={LINE.digest: LINE})
        keys |= {v.identity.key for v in book(formal, holder, "乙", known, chosen).vouchers}
    assert len(keys) == 2


def test_one_addressee_and_no_table_gets_the_letters_total(notice: Build) -> None:
    booking = at_city(notice([]))
    assert [(s.payee.code, s.fen) for s in booking.shares] == [(DISTRICT, wan("100"))]


def test_several_addressees_and_no_table_are_asked_for_amounts(notice: Build) -> None:
    two = (Stated("天山区财政局", PLACE), Stated("米东区财政局", PLACE))
    several = notice([], addressees=two)
    assert "B103" in codes(at_city(several))
    mends = (Mend("天山区", "", wan("70")), Mend("米东区", "", wan("30")))
    booking = at_city(several, replace(OUTSIDE, mends=mends))
    assert [s.fen for s in booking.shares] == [wan("70"), wan("30")]


def test_a_mend_that_fits_no_cell_is_refused(notice: Build) -> None:
    answers = replace(OUTSIDE, mends=(Mend("水磨沟区", "金额", 1),))
    assert "B107" in codes(at_city(notice(), answers))


def test_what_the_level_keeps_stays_on_its_line(notice: Build) -> None:
    booking = at_city(notice([("市本级", "60"), ("天山区", "40")]))
    assert booking.ready
    assert booking.shares[0].payee.own
    sent = sum(t.fen for v in booking.vouchers for t in v.transfers if v.verb == "issue")
    assert sent == wan("40")
    assert booking.vouchers[0].transfers[0].fen == wan("100")


def test_without_year_fund_or_source_nothing_is_booked(notice: Build) -> None:
    booking = at_city(notice(budget_year=None, fund=None))
    assert codes(booking) >= {"B402"}
    answered = replace(OUTSIDE, year=2025, fund="医疗救助补助资金")
    assert at_city(notice(budget_year=None, fund=None), answered).ready


def test_a_booking_anew_is_told_from_the_one_that_was_reversed(notice: Build) -> None:
    first = at_city(notice())
    anew = book(notice(), CITY, "经办人甲", answers=OUTSIDE, edition=1)
    issued = [v.identity.key for b in (first, anew) for v in b.vouchers if v.verb == "issue"]
    assert len(set(issued)) == 4


def test_what_was_already_sent_out_under_the_number_is_not_sent_again(notice: Build) -> None:
    known = Known(held=(Held(LINE, wan("100")),), issued=wan("100"))
    assert codes(at_city(notice(), Answers(), known)) == {"B312"}


def test_who_books_and_from_which_cell_stands_on_every_voucher(notice: Build) -> None:
    booking = at_city(notice())
    assert all(v.actor == "经办人甲" and v.sources for v in booking.vouchers)
    assert booking.vouchers[1].sources[0].table == 1

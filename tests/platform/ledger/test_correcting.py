"""逐级更正: an upstream error is mended by correction vouchers down the chain, in one act."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from tests.platform.ledger.nation import CENTRE, CITY, CLINIC, COUNTY, PROVINCE, WAN, Nation

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.ledger.acting import Paper
from zhida.platform.ledger.correcting import Mended, correct_chain
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.sending_back import retrieve, return_up
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

REVIEWER = Actor("部审核", CENTRE, "100000", Role.REVIEWER)
PAPER = Paper("更正1号", datetime.date(2025, 10, 8), "直达标识应为02")
FLAG = Mended(flag="02")


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def booked(nation: Nation, verb: str, holder: str, name: str) -> tuple[int, int]:
    """The voucher of a verb by a holder that touches a line."""
    line = nation.lines[name].digest
    for voucher, posted in zip(nation.vouchers, nation.posted, strict=True):
        lines = {x.line for t in voucher.transfers for x in (t.credit, t.debit)}
        if (voucher.verb, voucher.holder) == (verb, holder) and line in lines:
            return posted.year, posted.number
    raise AssertionError(name)


def by_kind(digest: bytes) -> dict[str, int]:
    with scope("100000"):
        found = balances_of(find_lines(digest.hex())).values()
        return {kind: fen for each in found for (kind, _), fen in each.items() if fen}


def test_the_lottery_money_goes_onto_its_right_lines_down_to_the_payment(nation: Nation) -> None:
    wrong = [each for name, each in nation.lines.items() if name.startswith("lottery")]
    stood = {each.holder: by_kind(each.digest) for each in wrong}
    at = booked(nation, "receive", CENTRE, "lottery")
    done = correct_chain(REVIEWER, *at, FLAG, PAPER, whole_chain=True)
    assert set(done.holders) >= {CENTRE, COUNTY, CLINIC}
    assert {each.earmark.flag for each in done.correction.lines} == {"02"}
    for line in done.correction.lines:
        assert by_kind(line.digest) == stood[line.holder], line.holder
    assert all(by_kind(each.digest) == {} for each in wrong)
    with scope("100000"):
        assert Deed.objects.get(verb="correct_chain").reason == "直达标识应为02"
    seal()
    assert verify().clean


def test_the_new_vouchers_keep_the_places_they_were_read_from(nation: Nation) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    done = correct_chain(REVIEWER, *at, FLAG, PAPER, whole_chain=True)
    anew = [each for each in done.correction.vouchers if each.reverses is None]
    assert {each.sources[0].file for each in anew if each.verb == "pay"} == {"支付20250401.docx"}


def test_holders_that_have_the_money_are_named_unless_the_whole_chain_is_meant(
    nation: Nation,
) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    with pytest.raises(LedgerError, match=r"652901-clinic.*逐级更正"):
        correct_chain(REVIEWER, *at, FLAG, PAPER)
    with scope("100000"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_voucher WHERE verb = 'reverse'")
        assert cursor.fetchone() == (1,)


def test_a_look_books_nothing(nation: Nation) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    done = correct_chain(REVIEWER, *at, FLAG, PAPER, whole_chain=True, look=True)
    assert done.posted == () and len(done.correction.vouchers) > 10
    assert by_kind(done.correction.lines[0].digest) == {}


def test_a_correction_can_itself_be_corrected(nation: Nation) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    first = correct_chain(REVIEWER, *at, FLAG, PAPER, whole_chain=True)
    number = next(
        (each.year, each.number)
        for voucher, each in zip(first.correction.vouchers, first.posted, strict=True)
        if voucher.verb == "receive"
    )
    other = Actor("部审核二", CENTRE, "100000", Role.REVIEWER)
    again = correct_chain(
        other, *number, Mended(flag="01"), replace(PAPER, number="更正2号"), whole_chain=True
    )
    assert by_kind(nation.lines["lottery/clinic"].digest) == {"paid": 20 * WAN, "pending": 6 * WAN}
    assert again.correction.lines[0] == nation.lines["lottery"]
    assert verify().clean


def test_what_was_corrected_is_not_corrected_again(nation: Nation) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    correct_chain(REVIEWER, *at, FLAG, PAPER, whole_chain=True)
    with pytest.raises(LedgerError, match="已经冲销"):
        correct_chain(REVIEWER, *at, FLAG, replace(PAPER, number="更正3号"), whole_chain=True)


def test_a_level_mends_its_own_code_but_not_what_came_from_above(nation: Nation) -> None:
    county = Actor("县审核", COUNTY, "652901", Role.REVIEWER)
    at = booked(nation, "accept", COUNTY, "lottery/652901")
    with pytest.raises(LedgerError, match="本级不能更正"):
        correct_chain(county, *at, FLAG, PAPER, whole_chain=True)
    done = correct_chain(county, *at, Mended(function="2296003"), PAPER, whole_chain=True)
    assert {each.holder for each in done.correction.lines} == {COUNTY, CLINIC}
    assert by_kind(done.correction.lines[0].digest) == {"pending": 19 * WAN}
    assert verify().clean


def test_money_that_the_level_above_took_back_is_its_affair(nation: Nation) -> None:
    clinic = Actor("院审核", CLINIC, "652901", Role.REVIEWER)
    at = booked(nation, "accept", CLINIC, "lottery/clinic")
    done = correct_chain(clinic, *at, Mended(implementing_project="门诊"), PAPER, whole_chain=True)
    assert by_kind(done.correction.lines[0].digest) == {"paid": 20 * WAN, "pending": 6 * WAN}
    city = Actor("市经办", CITY, "650100", Role.DRAFTER)
    paper = replace(PAPER, number="上缴1号")
    return_up(city, nation.lines["advance/650100"].digest.hex(), WAN, paper)
    province = Actor("省经办", PROVINCE, "650000", Role.DRAFTER)
    retrieve(province, nation.lines["advance/650000"].digest.hex(), WAN, paper)
    reviewer = Actor("市审核", CITY, "650100", Role.REVIEWER)
    at = booked(nation, "accept", CITY, "advance/650100")
    with pytest.raises(LedgerError, match=r"上级已经收回.*上缴1号"):
        correct_chain(reviewer, *at, Mended(function="2101301"), PAPER, whole_chain=True)


def test_a_carried_year_is_not_corrected_behind_its_back(nation: Nation) -> None:
    city = Actor("市审核", CITY, "650100", Role.REVIEWER)
    at = booked(nation, "accept", CITY, "own/650100")
    with pytest.raises(LedgerError, match="已结转"):
        correct_chain(city, *at, Mended(function="2101301"), PAPER, whole_chain=True)


@pytest.mark.parametrize(
    "actor",
    [
        Actor("部经办", CENTRE, "100000", Role.DRAFTER),
        Actor("经办人甲", CENTRE, "100000", Role.REVIEWER),  # who booked them
    ],
)
def test_only_a_reviewer_who_booked_none_of_it_corrects(nation: Nation, actor: Actor) -> None:
    at = booked(nation, "receive", CENTRE, "lottery")
    with pytest.raises(Forbidden):
        correct_chain(actor, *at, FLAG, PAPER, whole_chain=True)


def test_anothers_voucher_is_its_own_to_correct(nation: Nation) -> None:
    at = booked(nation, "accept", COUNTY, "lottery/652901")
    with pytest.raises(LedgerError, match="由652901-finance办理"):
        correct_chain(REVIEWER, *at, Mended(function="2296003"), PAPER, whole_chain=True)

"""通知入账: a notice is booked once, whatever it comes as; what is wrong is undone in the open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from tests.core.booking.cases import Case, case, wan

from zhida.core.booking import Answers, Mend
from zhida.core.ledger import LedgerError
from zhida.core.money import Amount, AmountState
from zhida.core.notice import DocumentNumber, FundingSource, Measure, Notice
from zhida.core.provenance import Stated
from zhida.documents.intake.read import read
from zhida.documents.outcomes import Checked
from zhida.documents.writing.notice import to_docx, to_pdf
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.journal.models import Deed
from zhida.platform.ledger.booking import Booked, book, correct, preview, supersede, withdraw
from zhida.platform.notices.actions import confirm, register, settle
from zhida.platform.notices.models import OPEN, Document, State
from zhida.platform.notices.taken import Taken, TakenFile, read_again
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")
CITY, DISTRICT = "650100-finance", "650102-finance"
CITY_OF_004 = "440900-finance"


def reviewer(agency: str, name: str = "审核人员乙") -> Actor:
    return Actor(name, agency, agency.split("-")[0], Role.REVIEWER)


def agency_of(code: str) -> Agency:
    with scope("100000"):
        return Agency.objects.get(code=code)


def taken_of(files: list[Path]) -> Taken:
    kept = tuple(TakenFile(path.name, path.read_bytes()) for path in files)
    return Taken(read_again(kept), kept)


def book_files(
    files: list[Path], code: str, answers: Answers = Answers(), *, new: bool = False
) -> Booked:
    """As `zhida book` does it."""
    who, taken = reviewer(code), taken_of(files)
    document = register(who, taken, agency_of(code), answers)
    if new and not document.number:
        document = confirm(who, document)
    if document.state in OPEN:
        document = settle(who, document, answers)
    return book(who, document)


def book_case(told: Case, code: str = "") -> Booked:
    booked = book_files(told.files, code or told.told["issuer"], told.answers)
    assert booked.booking.ready, [each.sentence for each in booked.booking.refusals]
    return booked


def balances(region: str, holder: str = "") -> dict[str, int]:
    """Fen by kind of account, of a holder, nothing that is nought."""
    with scope(region), connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.kind, sum(a.balance_fen) FROM ledger_account a"
            " JOIN regions_agency g ON g.id = a.holder_id"
            " WHERE g.code = %s OR %s = '' GROUP BY 1 HAVING sum(a.balance_fen) <> 0",
            [holder, holder],
        )
        return {kind: int(fen) for kind, fen in cursor.fetchall()}


@pytest.mark.usefixtures("real_notices")
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004", "sample-06", "sample-09"])
def test_issuer_and_every_receiver_book_the_notice_and_no_fen_is_lost(name: str) -> None:
    told = case(name)
    booked = book_case(told)
    total = sum(fen for *_, fen in told.received)
    state = told.told["state"]
    transit = {"expected": "expected_transit", "pending": "transit"}[state]
    issuer = told.told["issuer"]
    region = issuer.split("-")[0]
    assert balances(region) == {"origin": -total, transit: total}
    for code in dict.fromkeys(code for _, code, *_ in told.shares):
        taken = book_case(told, code)
        assert [each.replayed for each in taken.posted] == [False] * len(taken.posted)
        own = sum(fen for _, holder, *_, fen in told.shares if holder == code)
        assert balances(code.split("-")[0], code) == {state: own}
    assert balances(region) == {"origin": -total, state: total}
    assert booked.document is not None and booked.document.number == told.told["number"]


def test_an_answer_that_was_given_before_is_no_new_decision() -> None:
    """Two people book the same file at once: the later one finds it booked, and gets the vouchers."""
    told = case("sample-09")
    who, taken = reviewer(told.told["issuer"]), taken_of(told.files)
    answers = replace(told.answers, waived={**told.answers.waived, "N308": "已向上级核实"})
    late = register(who, taken, agency_of(who.agency), answers)
    booked = book_files(told.files, who.agency, answers)
    assert settle(who, late, answers).booked
    assert [each.replayed for each in book(who, late).posted] == [True] * len(booked.posted)
    with pytest.raises(LedgerError, match="不能再改决定"):
        settle(who, late, replace(answers, waived={"N601": "节后报送"}))


def test_money_that_came_from_a_province_stays_the_provinces() -> None:
    told = case("003")
    if not told.files:
        pytest.skip("../shared/notices is absent: the real notices are not checked")
    book_case(told)
    book_case(told, DISTRICT)
    with scope("650102"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.source, e.kind, a.balance_fen FROM ledger_account a"
            " JOIN ledger_earmark e ON e.id = a.earmark_id"
            " WHERE a.kind = 'pending' AND a.balance_fen > 0 ORDER BY 3"
        )
        assert cursor.fetchall() == [
            (FundingSource.PROVINCE, "general", wan("7.84")),
            ("central", "government_fund", wan("47.63")),
            ("central", "general", wan("600.53")),
        ]


@pytest.fixture
def sample(root: Path, tmp_path: Path) -> dict[str, list[Path]]:
    """One notice in three formats."""
    source = next((root / "samples").glob("08*.txt"))
    notice = read(source)
    written: dict[str, list[Path]] = {"txt": [source]}
    for suffix, content in (("docx", to_docx(notice)), ("pdf", to_pdf(notice))):
        path = tmp_path / f"通知.{suffix}"
        path.write_bytes(content)
        written[suffix] = [path]
    return written


def test_the_same_notice_in_three_formats_books_once(sample: dict[str, list[Path]]) -> None:
    told = case("sample-08")
    first = book_files(sample["txt"], told.told["issuer"], told.answers)
    for other in ("docx", "pdf"):
        again = book_files(sample[other], told.told["issuer"], told.answers)
        assert again.again
        assert [(p.year, p.number) for p in again.posted] == [
            (p.year, p.number) for p in first.posted
        ]
    with scope("440900"):
        (document,) = Document.objects.all()
        assert document.files.count() == 3
    assert balances("440900") == {"origin": -wan("115"), "transit": wan("115")}


def test_a_preview_writes_nothing() -> None:
    told = case("sample-08")
    taken, who = taken_of(told.files), reviewer(told.told["issuer"])
    done = preview(who, taken, agency_of(told.told["issuer"]), told.answers)
    assert done.booking.ready and not done.posted
    with scope("440900"):
        assert not Document.objects.exists()
    assert balances("440900") == {}


def test_a_receiver_that_took_it_in_from_outside_is_not_sent_it_as_well() -> None:
    told = case("sample-08")
    outside = replace(told.answers, from_outside="市里还没有使用本系统")
    book_files(told.files, "440983-finance", outside)
    refused = book_files(told.files, told.told["issuer"], told.answers)
    assert [each.code for each in refused.booking.refusals] == ["B305", "B305"]
    withdraw(reviewer("440983-finance"), _document("440983-finance"), "改由市里下达")
    book_case(told)
    book_case(told, "440983-finance")
    assert balances("440900") == {
        "origin": -wan("115"),
        "transit": wan("81"),
        "pending": wan("34"),
    }


def test_a_withdrawn_notice_leaves_nothing_and_may_be_booked_anew() -> None:
    told = case("sample-08")
    book_case(told)
    withdraw(reviewer(told.told["issuer"]), _document(told.told["issuer"]), "发错了")
    assert balances("440900") == {}
    again = book_case(told)
    assert not again.again
    assert balances("440900") == {"origin": -wan("115"), "transit": wan("115")}


def test_what_a_receiver_has_accepted_is_not_pulled_from_under_it() -> None:
    told = case("sample-08")
    book_case(told)
    book_case(told, "440983-finance")
    with pytest.raises(LedgerError, match="已签收"):
        withdraw(reviewer(told.told["issuer"]), _document(told.told["issuer"]), "发错了")
    assert balances("440983", "440983-finance") == {"pending": wan("34")}


def test_a_corrected_notice_is_reversed_and_booked_anew_under_its_number() -> None:
    told = case("sample-08")
    book_case(told)
    who, old = reviewer(told.told["issuer"]), _document(told.told["issuer"])
    mends = (
        Mend("信宜市", "经办服务", wan("30")),
        Mend("信宜市", "合计", wan("35")),
        Mend("合计", "经办服务", wan("101")),
        Mend("合计", "合计", wan("116")),
        Mend("正文", "", wan("116")),
    )
    answers = replace(told.answers, mends=mends)
    done = correct(who, old, taken_of(told.files), "市财政局来函更正", answers)
    assert done.booking.ready
    assert balances("440900") == {"origin": -wan("116"), "transit": wan("116")}
    with scope("440900"):
        old.refresh_from_db()
        assert old.state == State.CORRECTED and old.successor == done.document
        assert Deed.objects.filter(concept="notice", verb="replace").exists()


def test_a_correction_that_can_not_be_booked_leaves_the_first_as_it_was() -> None:
    told = case("sample-08")
    book_case(told)
    who, old = reviewer(told.told["issuer"]), _document(told.told["issuer"])
    wrong = replace(told.answers, mends=(Mend("信宜市", "经办服务", wan("30")),))
    with pytest.raises(LedgerError, match="原通知未动"):
        correct(who, old, taken_of(told.files), "更正", wrong)
    assert balances("440900") == {"origin": -wan("115"), "transit": wan("115")}
    with scope("440900"):
        old.refresh_from_db()
        assert old.state == State.BOOKED


def test_another_notice_takes_the_place_of_one_that_is_replaced() -> None:
    wrong, right = case("sample-08"), case("004")
    if not right.files:
        pytest.skip("../shared/notices is absent: the real notices are not checked")
    book_case(wrong)
    who, old = reviewer(CITY_OF_004), _document(CITY_OF_004)
    done = supersede(who, old, taken_of(right.files), "以新文为准", right.answers)
    assert done.document is not None and done.document.number == right.told["number"]
    assert balances("440900") == {"origin": -wan("345"), "transit": wan("345")}


def test_a_notice_without_a_number_is_new_or_the_same_as_another(root: Path) -> None:
    files = [next((root / "samples").glob("02*.txt"))]
    answers = Answers(from_outside="州财政局在另一系统")
    asked = book_files(files, "533122-finance", answers)
    assert [each.code for each in asked.booking.questions] == ["B401"]
    first = book_files(files, "533122-finance", answers, new=True)
    assert first.document is not None
    mark = first.document.number
    assert mark == "无文号（梁河县财政局，2022-02-08）"
    assert book_files(files, "533122-finance", answers, new=True).again
    unit = book_files(files, "533122-medical-security", Answers(number=mark))
    assert [p.replayed for p in unit.posted] == [False]
    assert balances("533122", "533122-medical-security") == {"pending": wan("60")}


def test_a_drafter_may_take_a_notice_in_but_not_issue_it() -> None:
    told = case("sample-08")
    issuer = told.told["issuer"]
    clerk = replace(reviewer(issuer, "经办人甲"), role=Role.DRAFTER)
    document = register(clerk, taken_of(told.files), agency_of(issuer), told.answers)
    with pytest.raises(Forbidden):
        book(clerk, document)
    assert balances("440900") == {}
    assert book(reviewer(issuer), document).posted


def test_nobody_books_for_another_region() -> None:
    told = case("sample-08")
    with pytest.raises(Forbidden):
        register(reviewer(CITY), taken_of(told.files), agency_of(told.told["issuer"]), told.answers)


def _document(code: str) -> Document:
    with scope(code.split("-")[0]):
        return Document.objects.get(agency__code=code, state=State.BOOKED)


def test_a_reduction_goes_up_from_the_receiver_and_is_retrieved_by_the_issuer() -> None:
    told = case("sample-08")
    issuer, receiver = told.told["issuer"], "440983-finance"
    book_case(told)
    book_case(told, receiver)
    reduced = _less(told.notice)
    answers = Answers(waived={"B309": "人数减少"})
    asked = _book_read(reduced, receiver, Answers())
    assert [each.code for each in asked.booking.refusals] == []
    assert balances("440983", receiver) == {"pending": wan("24"), "transit": wan("10")}
    done = _book_read(reduced, issuer, answers)
    assert done.booking.ready, [each.sentence for each in done.booking.refusals]
    assert balances("440983", receiver) == {"pending": wan("24")}
    assert balances("440900", issuer)["pending"] == wan("10")
    assert _book_read(reduced, issuer, answers).again


def _less(notice: Notice) -> Notice:
    """A later notice that takes 10 万元 back from 信宜市, whose row is the first."""
    (table,) = notice.allocation
    row, place = table.rows[0], table.rows[0].source
    taken = Amount(-wan("10"), AmountState.NUMBER, "-10", wan("1"), place)
    column = replace(table.columns[0], purpose=None)
    measured = replace(row, measures=(Measure(0, "-10", place, taken),), parent=None)
    (part,) = notice.appropriations
    return replace(
        notice,
        doc_number=Stated(DocumentNumber("茂财社", 2024, 30), place),
        total=taken,
        sums=(),
        appropriations=(replace(part, total=taken),),
        allocation=(replace(table, columns=(column,), rows=(measured,)),),
    )


def _book_read(notice: Notice, code: str, answers: Answers) -> Booked:
    """A notice that was read, without a file that says so."""
    file = TakenFile("追减.docx", str(notice.doc_number).encode())
    who = reviewer(code)
    document = register(who, Taken(Checked(notice), (file,)), agency_of(code), answers)
    return book(who, document, notice)

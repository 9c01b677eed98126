"""导入: nothing is written before it is confirmed, nothing twice, and what doesn't fit waits."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.platform.execution.treasury import (
    DRAFTER,
    HOSPITAL,
    LINE,
    REGION,
    WAN,
    file_of,
    open_county,
    payment,
    refund,
    stood,
)

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.execution import actions
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.payment_queries import payments_of_vouchers, queue
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope


@pytest.fixture
def county(database: str) -> None:
    """100 万元 are executable on each of two lines."""
    open_county()


def test_a_preview_writes_nothing(county: None, tmp_path: Path) -> None:
    preview = actions.preview(DRAFTER, [file_of(tmp_path, payment("A1", 3))])
    assert [each.books for each in preview.matches] == [True]
    assert stood() == {"executable": 100}
    with scope(REGION):
        assert not PaymentRecord.objects.exists()
        assert not Import.objects.exists()


def test_confirming_pays_and_links_each_payment_to_its_voucher(
    county: None, tmp_path: Path
) -> None:
    file = file_of(tmp_path, payment("A1", 3), payment("A2", 4))
    done = actions.confirm(DRAFTER, [file])
    assert len(done.booked) == 2
    assert stood() == {"executable": 93, "paid": 7}
    with scope(REGION):
        records = list(PaymentRecord.objects.order_by("number"))
        assert [each.state for each in records] == ["booked", "booked"]
        vouchers = [(each.voucher_year, each.voucher_number) for each in records]
        (first,) = payments_of_vouchers(vouchers[:1])  # type: ignore[arg-type]
        assert first.payment.number == "A1"
        assert first.payment == payment("A1", 3, source=first.payment.source)
        assert first.payment.source is not None
        assert first.payment.source.row == 2
        assert Deed.objects.filter(verb="confirm_payments").count() == 1


def test_the_same_file_again_changes_nothing(county: None, tmp_path: Path) -> None:
    file = file_of(tmp_path, payment("A1", 3), refund("R1", "A1", 1))
    actions.confirm(DRAFTER, [file])
    before = stood()
    again = actions.confirm(DRAFTER, [file])
    assert (again.again, len(again.matches)) == (2, 0)
    assert stood() == before == {"executable": 98, "paid": 2}


def test_the_same_number_otherwise_is_told_and_the_first_stays(
    county: None, tmp_path: Path
) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3))])
    done = actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 5), payment("A2", 1))])
    (finding,) = [each for each in done.findings if each.code == "P301"]
    assert "30000.00" in finding.sentence
    assert "50000.00" in finding.sentence
    assert stood() == {"executable": 96, "paid": 4}


def test_what_is_above_the_balance_waits_and_is_paid_when_money_comes(
    county: None, tmp_path: Path
) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 90), payment("A2", 30))])
    assert stood() == {"executable": 10, "paid": 90}
    with scope(REGION):
        (waiting,) = queue()
        assert waiting.code == "P205"
        assert "差200000.00元" in waiting.reason
    actions.confirm(DRAFTER, [file_of(tmp_path, refund("R1", "A1", 50))])
    (outcome,) = actions.retry(DRAFTER)
    assert outcome.voucher is not None
    assert stood() == {"executable": 30, "paid": 70}


@pytest.mark.parametrize("back, books", [(1, True), (3, True), (4, False)])
def test_no_more_comes_back_than_was_paid(
    county: None, tmp_path: Path, back: int, books: bool
) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 4), refund("R0", "A1", 1))])
    done = actions.confirm(DRAFTER, [file_of(tmp_path, refund("R1", "A1", back))])
    assert done.matches[0].books is books
    if not books:
        assert done.matches[0].reason is not None
        assert "最多可退30000.00元" in done.matches[0].reason.sentence


def test_a_person_claims_a_payment_and_answers_for_it(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 2, function="2101302"))])
    with scope(REGION):
        (waiting,) = queue()
    assert waiting.code == "P207"
    with pytest.raises(LedgerError, match="理由"):
        actions.match(DRAFTER, waiting.number, LINE.digest.hex()[:12], " ")
    actions.match(DRAFTER, waiting.number, LINE.digest.hex()[:12], "科目由国库更正")
    assert stood() == {"executable": 98, "paid": 2}
    with scope(REGION):
        assert queue() == ()
        assert PaymentRecord.objects.get().note == "科目由国库更正"
    with pytest.raises(LedgerError, match="已记账"):
        actions.match(DRAFTER, waiting.number, LINE.digest.hex()[:12], "再来一次")


def test_a_payment_that_is_not_ours_is_set_aside(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 2, quota="天财行〔2025〕9号"))])
    with scope(REGION):
        (waiting,) = queue()
    assert waiting.code == "P201"
    actions.discard(DRAFTER, waiting.number, "不是补助资金")
    with scope(REGION):
        assert queue() == ()
        assert PaymentRecord.objects.get().state == "discarded"


def test_a_fault_in_one_file_keeps_all_files_out(county: None, tmp_path: Path) -> None:
    good = file_of(tmp_path, payment("A1", 1))
    bad = file_of(tmp_path, payment("A2", 1, region="650103"), name="又.csv")
    with pytest.raises(LedgerError, match=r"又\.csv"):
        actions.confirm(DRAFTER, [good, bad])
    assert stood() == {"executable": 100}
    with scope(REGION):
        assert not Import.objects.exists()


def test_only_the_finance_department_imports(county: None, tmp_path: Path) -> None:
    doctor = Actor("王医生", HOSPITAL, REGION, Role.REVIEWER)
    with pytest.raises(Forbidden, match="财政部门"):
        actions.preview(doctor, [file_of(tmp_path, payment("A1"))])
    auditor = Actor("审计人", "650102-finance", REGION, Role.AUDITOR)
    with pytest.raises(Forbidden, match="导入支付"):
        actions.preview(auditor, [file_of(tmp_path, payment("A1"))])


def test_a_kept_file_is_confirmed_or_given_up(county: None, tmp_path: Path) -> None:
    file = file_of(tmp_path, payment("A1", 3))
    (kept,) = actions.keep(DRAFTER, [file])
    assert stood() == {"executable": 100}
    actions.confirm_kept(DRAFTER, [kept.pk])
    assert stood() == {"executable": 97, "paid": 3}
    with pytest.raises(LedgerError, match="已确认"):
        actions.confirm_kept(DRAFTER, [kept.pk])
    (other,) = actions.keep(DRAFTER, [file_of(tmp_path, payment("A2", 3))])
    actions.discard_kept(DRAFTER, other.pk, "重复导出")
    with scope(REGION):
        assert Import.objects.get(pk=other.pk).state == "discarded"
        assert PaymentRecord.objects.get().fen == 3 * WAN


def test_a_file_that_waits_is_not_kept_twice(county: None, tmp_path: Path) -> None:
    file = file_of(tmp_path, payment("A1", 3))
    (first,) = actions.keep(DRAFTER, [file])
    (again,) = actions.keep(DRAFTER, [file])
    assert first.pk == again.pk
    with scope(REGION):
        assert Import.objects.count() == 1


def test_kept_files_are_confirmed_together_or_not_at_all(county: None, tmp_path: Path) -> None:
    """Two files say one number otherwise: neither is booked, both still wait."""
    good = file_of(tmp_path, payment("A1", 3))
    bad = file_of(tmp_path, payment("A1", 4), name="又.xlsx")
    kept = [each.pk for each in actions.keep(DRAFTER, [good, bad])]
    with pytest.raises(LedgerError, match="没有写入任何内容"):
        actions.confirm_kept(DRAFTER, kept)
    with scope(REGION):
        assert {each.state for each in Import.objects.all()} == {"preview"}
    assert stood() == {"executable": 100}


def test_another_regions_file_is_refused_before_anything_is_written(
    county: None, tmp_path: Path
) -> None:
    """Nothing in it is of the county: not the unit, not the document."""
    strange = {"unit": "沙依巴克区人民医院", "quota": "沙财社〔2025〕4号"}
    file = file_of(tmp_path, payment("A1", 1, **strange), payment("A2", 2, **strange))
    for attempt in (actions.preview, actions.confirm, actions.keep):
        with pytest.raises(LedgerError, match=r"2笔支付没有一笔是.*650102.*没有写入任何内容"):
            attempt(DRAFTER, [file])
    with scope(REGION):
        assert not Import.objects.exists()
        assert not PaymentRecord.objects.exists()


def test_a_neighbours_file_is_refused_though_both_hold_money_of_the_same_document(
    county: None, tmp_path: Path
) -> None:
    """The number is the city's, the same for all its districts; the unit tells whose file it is."""
    file = file_of(tmp_path, payment("A1", 1, unit="沙依巴克区财政局"))
    with pytest.raises(LedgerError, match=r"1笔支付没有一笔是.*650102.*“沙依巴克区财政局”"):
        actions.confirm(DRAFTER, [file])
    unknown = file_of(tmp_path, payment("A1", 1, unit="沙依巴克区某某院"))
    assert len(actions.preview(DRAFTER, [unknown]).queued) == 1


def test_one_row_of_the_regions_own_is_enough(county: None, tmp_path: Path) -> None:
    strange = {"unit": "沙依巴克区人民医院", "quota": "沙财社〔2025〕4号"}
    file = file_of(tmp_path, payment("A1", 1, **strange), payment("A2", 2))
    done = actions.confirm(DRAFTER, [file])
    assert (len(done.booked), len(done.queued)) == (1, 1)

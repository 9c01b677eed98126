"""下级所报: a parent adds up what its children handed in, and only that."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.ledger.nation import CITY, DISTRICT, WAN, Nation
from tests.platform.reports.duties import clerk, owed

from zhida.core.figures import EvidenceKind, Figure, FigureState
from zhida.core.findings import Finding
from zhida.core.forms.form import FormTable, Words
from zhida.core.forms.periods import period_of
from zhida.core.ledger import LedgerError
from zhida.documents.writing.notice import Format
from zhida.platform.obligations import actions as duties
from zhida.platform.obligations.models import Duty
from zhida.platform.regions.models import Agency
from zhida.platform.reports.building import Built, build
from zhida.platform.reports.filed import build_filed
from zhida.platform.reports.filing import Filed, make_and_file
from zhida.platform.reports.reasons import give_reason
from zhida.platform.scope import scope

SECOND_DISTRICT, THIRD = "650103-finance", "650104-finance"
QUARTER = period_of("2025Q2")
DAY = datetime.date(2025, 7, 5)


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def _built(agency: str = DISTRICT) -> Built:
    with scope("100000"):
        (built,) = build("quarterly", [Agency.objects.get(code=agency)], 2025, QUARTER, DAY)
    return built


def _filed(agency: str = DISTRICT, formats: tuple[Format, ...] = (Format.XLSX,)) -> Filed:
    """The quarterly report of an agency with its reason, made and filed."""
    if agency == DISTRICT:
        give_reason(clerk(DISTRICT), "1", "待集中结算", QUARTER)
    built = _built(agency)
    actor = clerk(agency)
    return make_and_file(actor, built.asked, built.form, formats, built.findings, day=DAY)


def _sum(*children: str, day: datetime.date | None = None) -> Built:
    with scope("100000"):
        city = Agency.objects.get(code=CITY)
        below = [Agency.objects.get(code=each) for each in children]
        return build_filed("quarterly", city, below, 2025, QUARTER, day=day)


def _states(form: FormTable) -> list[str]:
    cells = [row[form.column("state")] for row in form.rows]
    return [each.text for each in cells if isinstance(each, Words)]


def _cell(form: FormTable, key: str, row: int = 0) -> Figure:
    cell = form.rows[row][form.column(key)]
    assert isinstance(cell, Figure)
    return cell


def test_filed_nothing_to_report_not_filed_and_not_owed_are_four_things(nation: Nation) -> None:
    owed(DISTRICT)
    said = owed(SECOND_DISTRICT)
    owed(THIRD)
    _filed()
    duties.file(clerk(SECOND_DISTRICT), said.pk, nothing=True, day=DAY)
    built = _sum(DISTRICT, SECOND_DISTRICT, THIRD, "650105-finance")
    assert _states(built.form) == ["已报", "无", "未报", "无任务"]
    states = [_cell(built.form, "amount", row).state for row in range(4)]
    assert states == [
        FigureState.NUMBER, FigureState.NOTHING, FigureState.BLANK, FigureState.BLANK,
    ]  # fmt: skip
    assert _cell(built.form, "amount").value == 200 * WAN
    assert [each.code for each in built.findings] == ["F302"]


def test_a_sum_of_filed_forms_names_the_filing_and_the_hash(nation: Nation) -> None:
    duty = owed(DISTRICT)
    filed = _filed()
    (evidence,) = _cell(_sum(DISTRICT).form, "paid").evidence
    assert evidence.kind is EvidenceKind.FILING
    assert f"任务{duty.pk}第1次" in evidence.key
    assert filed.made.files[0].sha256 in evidence.key


@pytest.mark.parametrize("kind", list(Format))
def test_a_filed_form_is_read_from_its_file_in_every_format(nation: Nation, kind: Format) -> None:
    owed(DISTRICT)
    _filed(formats=(kind,))
    built = _sum(DISTRICT)
    assert (_states(built.form), _cell(built.form, "paid").value) == (["已报"], 85 * WAN)


def test_a_form_sent_back_counts_no_more_until_it_is_filed_again(nation: Nation) -> None:
    duty = owed(DISTRICT)
    _filed()
    city = clerk(CITY)
    duties.send_back(city, duty.pk, "原因不清", DAY + datetime.timedelta(days=1))
    built = _sum(DISTRICT)
    assert _states(built.form) == ["未报"]
    assert "已退回，待重报" in built.findings[0].sentence
    give_reason(clerk(DISTRICT), "1", "三家医院未送结算单，8月支付", QUARTER)
    again = _built()
    filed = make_and_file(
        clerk(DISTRICT), again.asked, again.form, (Format.DOCX,), again.findings,
        day=DAY + datetime.timedelta(days=4),
    )  # fmt: skip
    assert [each.ordinal for each in filed.filings] == [2]
    assert _states(_sum(DISTRICT).form) == ["已报"]
    assert _states(_sum(DISTRICT, day=DAY).form) == ["已报"]  # as it stood before it went back
    duties.accept(city, duty.pk, DAY + datetime.timedelta(days=6))
    assert _states(_sum(DISTRICT).form) == ["已报"]


def test_a_filed_form_that_differs_from_the_ledger_is_told(nation: Nation) -> None:
    """The figures that were filed stand in the sum; that the ledger says otherwise is a finding."""
    duty = owed(DISTRICT)
    built = _built()
    other = _sum_of_last_year(built)
    duties.file(clerk(DISTRICT), duty.pk, other, day=DAY)
    made = _sum(DISTRICT)
    told = {each.code: each.sentence for each in made.findings}
    assert "天山区财政局" in told["F203"]
    assert _cell(made.form, "amount").state is FigureState.NOTHING


def _sum_of_last_year(built: Built) -> dict[str, bytes]:
    """A form of the same quarter that says that nothing came in."""
    from zhida.core.forms.building import line_form
    from zhida.core.forms.head import FormHead
    from zhida.documents.writing.forms import form_files

    head = FormHead(DISTRICT, "天山区财政局", QUARTER.last, "2025年第二季度", filed_on=DAY)
    (file,) = form_files(line_form("quarterly", head, ()), "季报", formats=[Format.XLSX])
    return {file.name: file.data}


def test_what_can_not_be_read_is_told_and_not_counted(nation: Nation) -> None:
    duty = owed(DISTRICT)
    duties.file(clerk(DISTRICT), duty.pk, {"季报.xlsx": b"PK no workbook"}, day=DAY)
    built = _sum(DISTRICT)
    assert _states(built.form) == ["未报"]
    assert _codes(built.findings) == ["F302", "F304"]
    assert "季报.xlsx" in built.findings[1].sentence


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings]


def test_one_form_answers_every_duty_that_asks_for_it(nation: Nation) -> None:
    """Two notices ask for the same quarter's report."""
    first, second = (
        owed(DISTRICT, document="甲〔2025〕1号"),
        owed(DISTRICT, document="乙〔2025〕2号"),
    )
    filed = _filed()
    assert {each.duty_id for each in filed.filings} == {first.pk, second.pk}
    with pytest.raises(LedgerError, match="send-back"):
        _filed()


def test_nothing_is_filed_that_has_an_error_or_that_nobody_asked_for(nation: Nation) -> None:
    duty = owed(DISTRICT, period="2025Q1")
    built = _built()
    with pytest.raises(LedgerError, match="F301"):
        make_and_file(clerk(DISTRICT), built.asked, built.form, findings=built.findings, day=DAY)
    give_reason(clerk(DISTRICT), "1", "待集中结算", QUARTER)
    built = _built()
    with pytest.raises(LedgerError, match="没有应报2025Q2"):
        make_and_file(clerk(DISTRICT), built.asked, built.form, findings=built.findings, day=DAY)
    with scope("100000"):
        assert Duty.objects.get(pk=duty.pk).filings.count() == 0

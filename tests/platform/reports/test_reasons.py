"""未支出原因: typed once by who answers for it, used by every form until it is told anew."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, transaction
from tests.platform.ledger.nation import CITY, DISTRICT, Nation
from tests.platform.reports.duties import clerk

from zhida.core.figures import EvidenceKind
from zhida.core.forms.form import FormTable, Words
from zhida.core.forms.periods import period_of, until
from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Forbidden, Role
from zhida.platform.regions.models import Agency
from zhida.platform.reports.building import Built, build
from zhida.platform.reports.models import Reason
from zhida.platform.reports.reasons import give_reason, reason_history
from zhida.platform.scope import scope

MARCH, APRIL = period_of("2025-03"), period_of("2025-04")
NOTICE = "乌财社〔2024〕61号"


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def _built(name: str, kind: str = "feedback_monthly", csv: dict[str, str] | None = None) -> Built:
    period = until(datetime.date(2025, 6, 30)) if kind == "feedback" else period_of(name)
    with scope("100000"):
        agency = Agency.objects.get(code=DISTRICT)
        (built,) = build(kind, [agency], 2025, period, reasons=csv)
    return built


def _reasons(form: FormTable) -> set[str]:
    cells = [row[form.column("reason")] for row in form.rows]
    return {each.text for each in cells if isinstance(each, Words)}


def test_told_once_every_later_form_of_the_year_has_it(nation: Nation) -> None:
    assert _reasons(_built("2025-03").form) == {""}
    give_reason(clerk(DISTRICT), NOTICE, "待集中结算", MARCH)
    assert _reasons(_built("2025-02").form) == {""}
    for built in (_built("2025-03"), _built("2025Q1", "quarterly"), _built("", "feedback")):
        assert _reasons(built.form) == {"待集中结算"}
        assert "F301" not in [each.code for each in built.findings]


def test_a_reason_of_an_earlier_period_is_to_be_looked_at_again(nation: Nation) -> None:
    give_reason(clerk(DISTRICT), NOTICE, "待集中结算", MARCH)
    (told,) = [each for each in _built("2025-04").findings if each.code == "F303"]
    assert "2025-03-31" in told.sentence and "待集中结算" in told.sentence
    give_reason(clerk(DISTRICT), NOTICE, "结算单已到，5月支付", APRIL)
    after = _built("2025-04")
    assert _reasons(after.form) == {"结算单已到，5月支付"}
    assert [each.code for each in after.findings if each.code == "F303"] == []
    assert _reasons(_built("2025-03").form) == {"待集中结算"}  # March stays as it was said


def test_the_words_are_kept_with_who_said_them(nation: Nation) -> None:
    give_reason(clerk(DISTRICT), NOTICE, "待集中结算", MARCH)
    give_reason(clerk(DISTRICT), NOTICE, "待集中结算，7月支付", MARCH)
    with scope("650102"):
        said = reason_history(Agency.objects.get(code=DISTRICT), 2025)
        assert [each.text for each in said] == ["待集中结算，7月支付", "待集中结算"]
        with pytest.raises(DatabaseError), transaction.atomic():
            Reason.objects.update(text="改写")
    form = _built("2025-03").form
    evidence = form.rows[0][form.column("reason")].evidence
    assert [each.kind for each in evidence] == [EvidenceKind.RECORD]
    assert "经办人员甲" in evidence[0].words


def test_a_csv_goes_before_what_is_stored(nation: Nation) -> None:
    give_reason(clerk(DISTRICT), NOTICE, "待集中结算", MARCH)
    assert _reasons(_built("2025-03", csv={NOTICE: "以此为准"}).form) == {"以此为准"}


def test_a_reason_is_told_by_those_whose_money_it_is(nation: Nation) -> None:
    """The city can't speak for the district: its words are upon its own lines."""
    give_reason(clerk(CITY), "1", "下级未付", MARCH)
    assert _reasons(_built("2025-03").form) == {""}
    with scope("620000"):
        assert Reason.objects.count() == 0
    with pytest.raises(Forbidden):
        give_reason(clerk(DISTRICT, Role.AUDITOR), NOTICE, "待结算", MARCH)


def test_what_makes_no_sense_is_refused_with_the_mend(nation: Nation) -> None:
    for line, text, said in (
        (NOTICE, " ", "不能是空白"),
        ("乌财社〔2024〕99号", "待结算", NOTICE),
        ("0", "待结算", "没有文号或序号"),
        ("9", "待结算", "没有文号或序号"),
    ):
        with pytest.raises(LedgerError, match=said):
            give_reason(clerk(DISTRICT), line, text, MARCH)
    with pytest.raises(LedgerError, match="没有收到资金"):
        give_reason(clerk(DISTRICT), NOTICE, "待结算", period_of("2023-03"))

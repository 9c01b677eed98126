"""编报: a form's totals are the ledger's own balances on its day, for everybody, on any day."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from tests.platform.ledger.nation import CITY, DISTRICT, PROVINCE, WAN, Nation

from zhida.core.figures import Figure
from zhida.core.forms import FormTable
from zhida.core.forms.periods import period_of, until
from zhida.core.ledger.verbs import adjust
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import make
from zhida.platform.reports.building import build, build_rollup, reports
from zhida.platform.reports.models import Report, ReportFile
from zhida.platform.scope import scope

DAYS = [
    datetime.date.fromisoformat(day)
    for day in ("2024-12-31", "2025-01-31", "2025-04-02", "2025-06-30", "2025-12-31", "2026-03-01")
]


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def _fen(form: FormTable, key: str) -> int | None:
    assert form.total is not None
    cell = form.total[form.column(key)]
    assert isinstance(cell, Figure)
    return int(cell.value) if cell.value is not None else None


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("kind", ["feedback", "feedback_monthly", "quarterly"])
def test_every_form_equals_the_ledger_on_its_day(
    nation: Nation, kind: str, day: datetime.date
) -> None:
    with scope("100000"):
        holders = {each.holder for each in nation.lines.values()}
        agencies = list(Agency.objects.filter(code__in=holders))
        for year in (2025, 2026):
            for each in build(kind, agencies, year, until(day)):
                told = [f.sentence for f in each.findings if f.code in ("F201", "F203", "F204")]
                assert told == [], f"{each.asked.agency.name} {year}"


def test_every_money_figure_is_the_sum_of_its_vouchers(nation: Nation) -> None:
    with scope("100000"):
        agencies = list(Agency.objects.filter(code__in=[PROVINCE, CITY, DISTRICT]))
        for each in build("feedback", agencies, 2025, until(DAYS[3])):
            for row in each.form.rows:
                for cell in row:
                    if isinstance(cell, Figure) and cell.evidence and isinstance(cell.value, int):
                        assert sum(part.fen or 0 for part in cell.evidence) == cell.value


def test_a_lower_level_sees_the_same_figures_of_itself(nation: Nation) -> None:
    """Row-level security hides the vouchers above, not the money that came from there."""
    agency = Agency.objects.get(code=DISTRICT)
    figures = []
    for region in ("100000", "650000", "650102"):
        with scope(region):
            (made,) = build("feedback", [agency], 2025, until(DAYS[3]))
            figures.append([_fen(made.form, key) for key in ("amount", "passed", "paid")])
    assert figures == [[200 * WAN, 150 * WAN, 85 * WAN]] * 3


def test_money_moved_aside_to_another_line_of_the_holder_is_in_its_form(nation: Nation) -> None:
    """调剂 brings money to a line to which nobody else gave any: the form has a row for it, too."""
    with scope("100000"):
        district = nation.lines["advance/650102"]
        aside = replace(district, implementing_project="住院救助", parent=None)
        nation.lines["aside"] = aside
        nation.book(
            adjust(nation.act("天财社〔2025〕30号", "2025-05-06"), district, aside, 20 * WAN)
        )
        (made,) = build("feedback", [Agency.objects.get(code=DISTRICT)], 2025, until(DAYS[3]))
    assert [each.code for each in made.findings if each.code.startswith("F2")] == []
    assert (len(made.form.rows), _fen(made.form, "amount")) == (2, 200 * WAN)


def test_a_quarter_counts_what_was_paid_in_it(nation: Nation) -> None:
    with scope("100000"):
        agency = Agency.objects.get(code=DISTRICT)
        (first,) = build("quarterly", [agency], 2025, period_of("2025Q1"))
        (second,) = build("quarterly", [agency], 2025, period_of("2025Q2"))
    assert (_fen(first.form, "period_paid"), _fen(first.form, "paid")) == (90 * WAN, 90 * WAN)
    assert (_fen(second.form, "period_paid"), _fen(second.form, "paid")) == (-5 * WAN, 85 * WAN)


def test_a_parent_counts_its_children_once(nation: Nation) -> None:
    with scope("100000"):
        city = Agency.objects.get(code=CITY)
        below = list(Agency.objects.filter(code__in=[DISTRICT, "650103-finance"]))
        built = {
            each.asked.agency.code: each.form
            for each in build("quarterly", below, 2025, period_of("2025Q4"))
        }
        parent = build_rollup("quarterly", city, below, built, 2025, period_of("2025Q4"))
        assert _fen(parent.form, "amount") == 200 * WAN
        assert [each.code for each in parent.findings if each.code == "F202"] == []


def _actor(region: str, role: Role = Role.REVIEWER) -> Actor:
    return Actor("审核人乙", f"{region}-finance", region, role)


def test_what_was_made_stays_as_it_was(nation: Nation) -> None:
    actor, agency = _actor("650100"), Agency.objects.get(code=DISTRICT)
    with scope("650100"):
        (built,) = build("feedback", [agency], 2025, until(DAYS[3]))
    first = make(actor, built.asked, built.form)
    again = make(actor, built.asked, built.form)
    assert first.fresh and not again.fresh and first.report == again.report
    assert [each.sha256 for each in first.files] == [each.sha256 for each in again.files]
    with scope("650100"):
        assert Report.objects.count() == 1 and ReportFile.objects.count() == 3
        for row in (Report.objects.all(), ReportFile.objects.all()):
            with pytest.raises(DatabaseError), transaction.atomic():
                row.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.update(content="")


def test_reports_are_seen_from_above_and_not_from_beside(nation: Nation) -> None:
    agency = Agency.objects.get(code=DISTRICT)
    with scope("650100"):
        (built,) = build("feedback", [agency], 2025, until(DAYS[3]))
    make(_actor("650100"), built.asked, built.form)
    seen = {}
    for region in ("100000", "650000", "650102", "652900", "620000"):
        with scope(region), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM reports_reportfile")
            seen[region] = (len(reports()), cursor.fetchone()[0])
    assert seen == {
        "100000": (1, 3), "650000": (1, 3), "650102": (1, 3), "652900": (0, 0), "620000": (0, 0),
    }  # fmt: skip


def test_who_may_not_make_a_report_is_told_why(nation: Nation) -> None:
    agency = Agency.objects.get(code=DISTRICT)
    with scope("100000"):
        (built,) = build("feedback", [agency], 2025, until(DAYS[3]))
    with pytest.raises(Forbidden, match="生成报表"):
        make(_actor("650100", Role.AUDITOR), built.asked, built.form)
    with pytest.raises(Forbidden, match="属于新疆维吾尔自治区阿克苏地区"):
        make(_actor("652900"), built.asked, built.form)

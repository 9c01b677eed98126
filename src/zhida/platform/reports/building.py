"""编报 building: the forms of agencies from the ledger, with what doesn't hold in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhida.core.execution.progress import Progress
from zhida.core.findings import Finding
from zhida.core.forms.building import line_form
from zhida.core.forms.checking import check_children, check_form, check_ledger
from zhida.core.forms.facts import LineFacts
from zhida.core.forms.faults import fault
from zhida.core.forms.form import FormTable
from zhida.core.forms.periods import period_words
from zhida.core.forms.rollup import Child, rollup
from zhida.core.forms.shapes import shape
from zhida.core.obligations.periods import Period
from zhida.platform.execution.progress import by_holder
from zhida.platform.execution.selecting import Selection
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked
from zhida.platform.reports.facts import Given, line_facts
from zhida.platform.reports.heads import head_of
from zhida.platform.reports.models import Report
from zhida.platform.reports.reasons import reasons_given


@dataclass(frozen=True, slots=True)
class Built:
    """编成: a form, what it was asked as, and what doesn't hold in it."""

    asked: Asked
    form: FormTable
    findings: tuple[Finding, ...]


def build(
    kind: str,
    agencies: Sequence[Agency],
    year: int,
    period: Period,
    filed_on: datetime.date | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Iterator[Built]:
    """编报: a form for each of these agencies from the ledger, within the scope.

    `reasons` are persons' texts for unspent money, by document number, in the place of
    those told before (`reasons.give_reason`). The totals are held against the ledger's own
    progress on the day.
    """
    given = reasons_given(agencies, year, period.last)
    codes = [each.code for each in agencies]
    facts = line_facts(codes, year, period.last, period.first, reasons, given)
    for agency in agencies:
        head = head_of(agency, period.last, period_words(period), period.first, filed_on)
        form = line_form(kind, head, facts[agency.code])
        findings = (
            *check_form(form),
            *check_ledger(form, stood(agency, year, period.last)),
            *_carried(facts[agency.code], given, period),
        )
        yield Built(Asked(kind, agency, year, period.name, period.last), form, findings)


def _carried(
    facts: Sequence[LineFacts], given: Mapping[str, Given], period: Period
) -> Iterator[Finding]:
    """沿用以前的原因: it was told for a period before this one."""
    for each in facts:
        if each.reason_origin and given[each.key].as_of < period.first:
            told = given[each.key].as_of.isoformat()
            yield fault("F303", f"“{each.issued_number}”的未支出原因是{told}写的：{each.reason}。")


def build_rollup(
    kind: str,
    parent: Agency,
    children: Sequence[Agency],
    built: Mapping[str, FormTable],
    year: int,
    period: Period,
    filed_on: datetime.date | None = None,
) -> Built:
    """汇总: a parent's form from its children's; one that isn't in `built` didn't file."""
    parts = [Child(each.code, each.name, built.get(each.code)) for each in children]
    head = head_of(parent, period.last, period_words(period), period.first, filed_on, own=True)
    form = rollup(head, parts)
    findings = (*check_form(form), *check_children(form, parts))
    into = shape(kind).rolls_into
    return Built(Asked(into, parent, year, period.name, period.last), form, findings)


def stood(agency: Agency, year: int, as_of: datetime.date) -> Progress:
    """账上进度: of all that came to an agency in a budget year, where it stands on a day."""
    asked = Selection(year, holder=agency.code, on=as_of)
    rows = by_holder(asked)
    return sum((row.rolled.subtree for row in rows), Progress())


def reports(agency: Agency | None = None) -> list[Report]:
    """报表清单: those that the scope may see, the newest first."""
    found = Report.objects.select_related("agency").prefetch_related("files").order_by("-pk")
    return list(found.filter(agency=agency) if agency is not None else found)

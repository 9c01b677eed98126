"""下级所报 filed: what children really handed in, as the parts of their parent's form.

A child that hasn't filed is 未报, one that said that there is nothing to report is 无, one
that owed nothing 无任务; none of them is a zero.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from zhida.core.findings import Finding
from zhida.core.forms.building import line_form
from zhida.core.forms.checking import check_children, check_form, check_ledger
from zhida.core.forms.faults import fault
from zhida.core.forms.form import FormTable
from zhida.core.forms.head import FormHead
from zhida.core.forms.periods import period_words
from zhida.core.forms.rollup import Child, rollup
from zhida.core.forms.shapes import shape
from zhida.core.obligations import DutyState, state_on
from zhida.core.obligations.periods import Period
from zhida.documents.errors import UnreadableFile
from zhida.documents.parsing.forms.filled import read_filled
from zhida.documents.reading import read_document
from zhida.platform.obligations.models import Duty, Filing, FilingFile
from zhida.platform.obligations.queries import deeds_of
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked
from zhida.platform.reports.building import Built, stood
from zhida.platform.reports.filing import duties_of
from zhida.platform.reports.heads import head_of

_READ_FIRST = (".xlsx", ".docx", ".pdf")
_HANDED_IN = (DutyState.FILED, DutyState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Handed:
    """所报: a child with the form that it filed, and what is wrong with that."""

    child: Child
    findings: tuple[Finding, ...] = ()


def build_filed(
    kind: str,
    parent: Agency,
    children: Sequence[Agency],
    year: int,
    period: Period,
    filed_on: datetime.date | None = None,
    day: datetime.date | None = None,
) -> Built:
    """汇总下级所报: a parent's form from what its children filed by a day (by default ever).

    Each filed form is held against itself and against the ledger.
    """
    handed = [handed_in(each, kind, year, period, day) for each in children]
    parts = [each.child for each in handed]
    head = head_of(parent, period.last, period_words(period), period.first, filed_on, own=True)
    form = rollup(head, parts, kind)
    of_children = chain.from_iterable(each.findings for each in handed)
    findings = (*check_form(form), *check_children(form, parts), *of_children)
    into = shape(kind).rolls_into
    return Built(Asked(into, parent, year, period.name, period.last), form, findings)


def handed_in(
    agency: Agency, kind: str, year: int, period: Period, day: datetime.date | None = None
) -> Handed:
    """所报: the last form that an agency filed for a period and that wasn't sent back."""
    asked = Asked(kind, agency, year, period.name, period.last)
    duties = duties_of(asked)
    on = day or datetime.date.max
    states = {each: state_on(each.due, deeds_of(each), on) for each in duties}
    filings = [
        each
        for duty in duties
        if states[duty] in _HANDED_IN
        for each in duty.filings.filter(filed_on__lte=on).order_by("-ordinal")[:1]
    ]
    if not filings:
        return Handed(_without(agency, duties, states))
    last = max(filings, key=lambda each: (each.filed_on, each.pk))
    return _read(asked, last, period)


def _without(agency: Agency, duties: Sequence[Duty], states: dict[Duty, DutyState]) -> Child:
    """A child without a filing: it owes one, was let off, or never owed any."""
    waived = [each for each in duties if states[each] is DutyState.WAIVED]
    if len(waived) == len(duties):
        return Child(agency.code, agency.name, None, owes=False, note="已免除" if duties else "")
    back = [each for each in duties if each.filings.exists()]
    return Child(agency.code, agency.name, None, note="已退回，待重报" if back else "")


def _read(asked: Asked, filing: Filing, period: Period) -> Handed:
    agency = asked.agency
    named = f"任务{filing.duty_id}第{filing.ordinal}次"
    if filing.nothing:
        nothing = line_form(asked.kind, FormHead(agency.code, agency.name, period.last), ())
        return Handed(Child(agency.code, agency.name, nothing, filing=named))
    form: FormTable | None = None
    why = "没有附表"
    for file in _files(filing):
        form, why = _form(file, asked, period)
        if form is not None:
            named = f"{named} {file.name} SHA-256 {file.sha256}"
            break
    if form is None:
        child = Child(agency.code, agency.name, None, filing=named, note="所报不能汇总")
        return Handed(child, (fault("F304", f"{agency.name}{named}所报{why}，未计入合计。"),))
    told = tuple(_of(agency, each) for each in _faults(form, asked))
    note = "" if form.as_of == period.last else f"截至{form.as_of.isoformat()}"
    return Handed(Child(agency.code, agency.name, form, filing=named, note=note), told)


def _files(filing: Filing) -> list[FilingFile]:
    """The files of a filing that may hold a form, those that are read best first."""
    found = [each for each in filing.files.all() if Path(each.name).suffix.lower() in _READ_FIRST]
    return sorted(found, key=lambda each: _READ_FIRST.index(Path(each.name).suffix.lower()))


def _form(file: FilingFile, asked: Asked, period: Period) -> tuple[FormTable | None, str]:
    """The form of a file, or why it can't be used."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"报表{Path(file.name).suffix.lower()}"
        path.write_bytes(bytes(file.content))
        try:
            form = read_filled(read_document(path)).form
        except UnreadableFile as wrong:
            return None, f"“{file.name}”{wrong.reason}"
    if form is None or form.kind not in (asked.kind, shape(asked.kind).rolls_into):
        return None, f"“{file.name}”不是{shape(asked.kind).title.format(place='')}"
    if form.as_of > period.last or (period.name and form.as_of != period.last):
        return None, f"“{file.name}”的数据截至{form.as_of}，不是{period.last}"
    return form, ""


def _faults(form: FormTable, asked: Asked) -> Iterator[Finding]:
    yield from check_form(form)
    if form.kind == asked.kind:
        yield from check_ledger(form, stood(asked.agency, asked.year, form.as_of))


def _of(agency: Agency, finding: Finding) -> Finding:
    return replace(finding, sentence=f"{agency.name}：{finding.sentence}")

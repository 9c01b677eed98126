"""通知 notice: the parts of a notice put together.

documents → letter + annexes → each table by its reader → Notice
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhida.core import regions
from zhida.core.notice import (
    AllocationTable,
    Attachment,
    Attachments,
    File,
    Form,
    Notice,
    Obligation,
    PerformanceTable,
    Repair,
    RowKind,
    Spending,
)
from zhida.core.provenance import Stated
from zhida.documents.blocks import Document, Table
from zhida.documents.parsing.allocation import (
    AllocationReading,
    continued,
    inline_allocation,
    read_allocation,
)
from zhida.documents.parsing.appropriations import appropriations_of
from zhida.documents.parsing.confirming import confirmed
from zhida.documents.parsing.forms import is_form, read_form
from zhida.documents.parsing.letter import Letter, obligations_in, read_letter
from zhida.documents.parsing.loose import loose_table
from zhida.documents.parsing.mentions import funds_mentioned, years_mentioned
from zhida.documents.parsing.performance import (
    is_performance_table,
    joined_tables,
    read_performances,
    spending_in,
)
from zhida.documents.parsing.performance import loose_table as loose_performance
from zhida.documents.parsing.segments import Parts, Segment, split


@dataclass(slots=True)
class _Annexes:
    """What the annexes hold, gathered in reading order."""

    allocation: list[AllocationTable] = field(default_factory=list)
    spending: list[Spending] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    targets: list[PerformanceTable] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def parse(documents: Sequence[Document]) -> Notice:
    """Read the documents of one notice (see `grouping.group`) as a typed notice.

    Never raises on odd content: what can't be read is absent, and what was put
    right is in `repairs`. Raises ValueError for no documents at all.
    """
    if not documents:
        raise ValueError("a notice needs at least one document")
    parts = [split(document) for document in documents]
    letter = read_letter(_letter(parts), next((each.title for each in documents if each.title), ""))
    annexes = _read_annexes(parts, letter)
    attached = [segment for part in parts for segment in part.annexes]
    segments = [segment for part in parts for segment in (*part.inner, *part.annexes)]
    notice = Notice(
        files=tuple(File(each.file, each.format, each.sha256) for each in documents),
        doc_number=letter.doc_number,
        issuers=letter.issuers,
        addressees=letter.addressees,
        copy_to=letter.copy_to,
        title=letter.title,
        date=letter.date,
        signed=letter.signed,
        printed=letter.printed,
        fund=letter.fund,
        sub_fund=letter.sub_fund,
        budget_year=letter.budget_year,
        status=letter.status,
        basis=letter.basis,
        total=letter.total,
        appropriations=appropriations_of(letter, annexes.allocation),
        availability=letter.availability,
        disclosure=letter.disclosure,
        attachments=Attachments(letter.attachments, tuple(_found(attached))),
        allocation=tuple(annexes.allocation),
        spending=(*letter.spending, *annexes.spending),
        forms=tuple(annexes.forms),
        targets=tuple(annexes.targets),
        obligations=tuple(_obligations(letter, annexes)),
        flags=letter.flags,
        projects=letter.projects,
        codes=(*letter.codes, *(code for table in annexes.allocation for code in table.codes)),
        years=(*letter.years, *years_mentioned(segments, annexes.targets)),
        funds=(*letter.funds, *funds_mentioned(segments, annexes.targets)),
        sums=letter.sums,
        paragraphs=letter.paragraphs,
        repairs=(*letter.repairs, *annexes.repairs),
    )
    return confirmed(notice)


def _letter(parts: Sequence[Parts]) -> Segment:
    """The letter of the notice: the longest, for annex files have a line or two at most."""
    return max((part.letter for part in parts), key=lambda segment: len(segment.blocks))


def _read_annexes(parts: Sequence[Parts], letter: Letter) -> _Annexes:
    found = _Annexes()
    within = _home(letter)
    known = _known_amounts(letter)
    year = letter.budget_year.value if letter.budget_year else None
    for part in parts:
        for segment in (*part.inner, *part.annexes):
            tables = joined_tables(_continued(segment)) or tuple(_loose(segment))
            if not tables and is_form(segment, None):
                found.forms.append(read_form(segment, None))
            for table in tables:
                _read_table(segment, table, within, known, year, found)
    told = None
    if not found.allocation:
        told = inline_allocation(letter.paragraphs, within, letter.total.fen)
    if told is not None:
        found.allocation.append(told)
    return found


def _continued(segment: Segment) -> Segment:
    """Tables cut by a page end made whole; those of goals have their own reader for that."""
    tables = segment.tables
    whole = len(tables) < 2 or any(map(is_performance_table, tables))
    return segment if whole else continued(segment)


def _read_table(
    segment: Segment,
    table: Table,
    within: str | None,
    known: Sequence[int],
    year: int | None,
    found: _Annexes,
) -> None:
    if is_performance_table(table, segment.title.value if segment.title else ""):
        targets, repairs = read_performances(segment, table, year, within)
        found.targets.extend(targets)
        found.spending.extend(one for target in targets for one in spending_in(target))
        found.repairs.extend(repairs)
    elif is_form(segment, table):
        found.forms.append(read_form(segment, table))
    elif (reading := read_allocation(segment, table, within, known)) is not None:
        found.repairs.extend(reading.repairs)
        if reading.names_recipients:
            found.allocation.append(reading.table)
        else:
            found.spending.extend(_spending(reading))


def _loose(segment: Segment) -> Iterator[Table]:
    """A table that text extraction left as one cell a line."""
    goals = loose_performance(segment)
    table = goals if goals and is_performance_table(goals) else loose_table(segment)
    if table is not None:
        yield table


def _home(letter: Letter) -> str | None:
    """The code of the region whose body issued the letter."""
    for body in letter.issuers:
        region = regions.of_body(body.value)
        if region is not None:
            return region.code
    return None


def _known_amounts(letter: Letter) -> tuple[int, ...]:
    amounts = [letter.total, *(each.total for each in letter.appropriations)]
    return tuple(amount.fen for amount in amounts if amount.fen)


def _spending(reading: AllocationReading) -> Iterator[Spending]:
    """The rows of a table whose rows are projects: the issuer's own spending."""
    table = reading.table
    for row in table.rows:
        amounts = [measure for measure in row.measures if measure.amount is not None]
        words = [measure.text for measure in row.measures if measure.text]
        if row.kind is RowKind.LEAF and amounts and amounts[-1].amount is not None:
            yield Spending(
                row.recipient, words[0] if words else None, amounts[-1].amount, row.source
            )


def _found(segments: Sequence[Segment]) -> Iterator[Attachment]:
    """What is really attached: each part once, tables of one title apart."""
    for segment in segments:
        if segment.title is not None:
            yield Attachment(segment.label, segment.title.value, segment.title.source)
        elif segment.label and segment.heading:
            yield Attachment(segment.label, "", segment.heading[0].source)


def _obligations(letter: Letter, annexes: _Annexes) -> Iterator[Obligation]:
    """The duties of the letter and of the forms' notes; who is not named is the addressee."""
    year = letter.budget_year.value if letter.budget_year else None
    signed = letter.date.value if letter.date else None
    notes: list[Stated[str]] = [rule for form in annexes.forms for rule in form.rules]
    notes += [remark for table in annexes.targets for remark in table.remarks]
    owners = "、".join(each.value for each in letter.addressees) or None
    for duty in letter.obligations:
        yield replace(duty, who=duty.who or owners)
    for note in notes:
        for duty in obligations_in(note, year, signed):
            yield replace(duty, who=duty.who or owners)

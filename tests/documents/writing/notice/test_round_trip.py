"""往返: a notice made at random is issued, read, and says the same."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import zhida
from specimens.drafts import notices
from zhida.core.notice import AllocationTable, Notice, PerformanceTable
from zhida.documents.writing.notice import Format, issue_files, write_files

Meaning = Callable[[object], object]
Gists = Callable[[Notice], Counter[tuple[object, ...]]]
THOROUGH = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip


def reread(notice: Notice, form: Format) -> Notice:
    """The notice that is read from the file that this one is written as."""
    with tempfile.TemporaryDirectory() as folder:
        files = issue_files(notice, formats=[form])
        return zhida.read(*write_files(Path(folder), list(files.values())))


def stated(notice: Notice) -> Notice:
    """A notice without what only a text has, and with brackets as tables print them.

    Sentences, and the mentions in them, come with the wording; the label of the
    only appropriation is whatever stands before the amount.
    """
    parts = notice.appropriations
    if len(parts) == 1:
        parts = (replace(parts[0], label=""),)
    found = tuple(replace(each, title=half(each.title)) for each in notice.attachments.found)
    return replace(
        notice, paragraphs=(), years=(), funds=(), sums=(), appropriations=parts,
        attachments=replace(notice.attachments, found=found),
        allocation=tuple(_titled(each) for each in notice.allocation),
        targets=tuple(replace(each, title=half(each.title)) for each in notice.targets),
    )  # fmt: skip


def _titled(table: AllocationTable) -> AllocationTable:
    return replace(table, title=half(table.title))


def half(text: str) -> str:
    """Brackets as the reader keeps them in titles."""
    return text.translate(str.maketrans("（）", "()"))


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
@THOROUGH
@given(notice=notices())
def test_a_notice_made_at_random_is_read_back_as_it_was_issued(
    form: Format, meaning: Meaning, notice: Notice
) -> None:
    assert meaning(stated(reread(notice, form))) == meaning(stated(notice))


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
@THOROUGH
@given(notice=notices())
def test_a_notice_that_was_read_is_reissued_with_every_word_and_finding(
    form: Format, meaning: Meaning, gists: Gists, notice: Notice
) -> None:
    once = reread(notice, Format.DOCX)
    again = reread(once, form)
    assert meaning(again) == meaning(once)
    assert gists(again) == gists(once)


@THOROUGH
@given(notice=notices())
def test_the_workbook_of_a_notice_has_the_same_tables(meaning: Meaning, notice: Notice) -> None:
    again = reread(notice, Format.XLSX)
    assert meaning(tuple(map(_figures, again.allocation))) == meaning(
        tuple(map(_figures, notice.allocation))
    )
    assert meaning(tuple(map(_goals, again.targets))) == meaning(tuple(map(_goals, notice.targets)))


def _figures(table: AllocationTable) -> tuple[object, ...]:
    """Heads, unit and figures; a workbook alone doesn't say which province its places are in."""
    rows = tuple((row.recipient, row.kind, row.parent, row.measures) for row in table.rows)
    return half(table.title), table.label, table.unit, table.columns, rows


def _goals(table: PerformanceTable) -> tuple[object, ...]:
    return (
        half(table.title), table.label, table.scope, table.year, table.header, table.amounts,
        table.goals, table.indicators,
    )  # fmt: skip

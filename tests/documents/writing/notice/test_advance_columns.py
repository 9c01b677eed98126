"""应下达、已提前下达、此次下达: the three columns of a settled advance come back from every format."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhida
from specimens.drafts import drafts
from zhida.core import regions
from zhida.core.notice import AllocationTable, ColumnRole
from zhida.core.notice.allocation import Row
from zhida.core.notice.issuing import notice_of
from zhida.core.notice.issuing.draft import Draft, Share
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format, issue_files

SETTLED = (ColumnRole.ENTITLED, ColumnRole.ADVANCED, ColumnRole.NOW)
XINJIANG = "650000"
_ANY = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def settled(draw: st.DrawFn) -> Draft:
    """A formal issue of one line to all counties of three prefectures, advances taken off.

    Some places were given more in advance than they are entitled to: 此次下达 is below zero.
    """
    draft = draw(drafts().filter(lambda each: each.status.value == "formal"))
    cities = [each for each in regions.children(XINJIANG) if len(regions.children(each.code)) > 6]
    chosen = cities[:3]
    fen = st.integers(-(10**5), 10**7).map(lambda each: each * 10_000)
    given_before = st.integers(0, 10**6).map(lambda each: each * 10_000)
    shares = []
    for city in chosen:
        for place in regions.children(city.code):
            before = draw(given_before)
            now = max(draw(fen), -before) or 10_000
            shares.append(Share(place.name, (now,), place, city, (before,)))
    return replace(
        draft, lines=draft.lines[:1], shares=tuple(shares), targets=(), forms=(), obligations=()
    )


def figures(table: AllocationTable) -> list[tuple[object, ...]]:
    """Of each row its place and the three amounts by what the columns mean."""
    at = {column.role: number for number, column in enumerate(table.columns)}
    return [(row.recipient, *(_fen(row, at[role]) for role in SETTLED)) for row in table.rows]


def _fen(row: Row, column: int) -> int | None:
    found = row.measure(column)
    return found.amount.fen if found is not None and found.amount is not None else None


@pytest.mark.parametrize("form", list(Format))
@_ANY
@given(draft=settled())
def test_what_was_settled_is_read_back_from_the_notice(form: Format, draft: Draft) -> None:
    notice = notice_of(draft)
    (table,) = notice.allocation
    assert [each.role for each in table.columns] == list(SETTLED)
    with tempfile.TemporaryDirectory() as folder:
        (file,) = issue_files(notice, formats=[form]).values()
        path = Path(folder) / file.name
        path.write_bytes(file.data)
        (read,) = zhida.read(path).allocation
    assert [each.role for each in read.columns] == list(SETTLED)
    assert figures(read) == figures(table)
    for _, entitled, advanced, now in figures(read):
        assert isinstance(entitled, int) and isinstance(advanced, int)
        assert now == entitled - advanced


@pytest.mark.parametrize("form", list(Format))
@_ANY
@given(draft=settled())
def test_the_table_alone_is_read_back_too(form: Format, draft: Draft) -> None:
    """As a form of its own, without a letter: over several pages, groups and subtotals too."""
    (table,) = notice_of(draft).allocation
    with tempfile.TemporaryDirectory() as folder:
        (file,) = form_files(table, "分配表", formats=[form])
        path = Path(folder) / file.name
        path.write_bytes(file.data)
        (read,) = zhida.read(path).allocation
    assert [each.role for each in read.columns] == list(SETTLED)
    assert figures(read) == figures(table)

"""一种预算的通知: whose money it is stands in the letter, so that the level below can book it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhida
from specimens.drafts import drafts
from zhida.core.notice import BudgetKind, FundingSource
from zhida.core.notice.issuing import notice_of
from zhida.core.notice.issuing.draft import Draft, Share
from zhida.documents.writing.notice import Format, issue_files

SOURCES = (FundingSource.CENTRAL, FundingSource.PROVINCE, FundingSource.PREFECTURE)
KINDS = (BudgetKind.GENERAL, BudgetKind.GOVERNMENT_FUND)


@pytest.mark.parametrize("kind", [Format.DOCX, Format.PDF])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=drafts(), source=st.sampled_from(SOURCES), budget=st.sampled_from(KINDS))
def test_money_of_one_budget_says_whose_it_is(
    tmp_path: Path, kind: Format, draft: Draft, source: FundingSource, budget: BudgetKind
) -> None:
    line = replace(draft.lines[0], source=source, kind=budget, label="")
    shares = tuple(Share(each.recipient, (10_000,), each.region) for each in draft.shares)
    notice = notice_of(replace(draft, lines=(line,), shares=shares, targets=(), forms=()))
    for name, file in issue_files(notice, formats=[kind]).items():
        (tmp_path / name).write_bytes(file.data)
        (whole,) = zhida.read(tmp_path / name).appropriations
        assert whole.source is source
        assert (whole.kind or BudgetKind.GENERAL) is budget

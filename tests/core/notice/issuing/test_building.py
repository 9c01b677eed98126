"""成文: a draft becomes a notice whose sums, codes and flags hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from specimens.drafts import drafts
from zhida.core.findings import Severity
from zhida.core.notice import ColumnRole, RowKind
from zhida.core.notice.issuing import Draft, DraftError, notice_of
from zhida.core.rules import check

EXAMPLES = settings(max_examples=60, deadline=None)
FAMILIES = ("N1", "N3", "N4")  # sums, codes, flags and regime


@EXAMPLES
@given(drafts())
def test_sums_codes_and_flags_of_a_built_notice_have_no_errors(draft: Draft) -> None:
    found = check(notice_of(draft))
    wrong = [each for each in found if each.severity in (Severity.FATAL, Severity.ERROR)]
    assert [each.sentence for each in wrong if each.code.startswith(FAMILIES)] == []


@EXAMPLES
@given(drafts())
def test_each_fen_of_the_shares_is_issued_once(draft: Draft) -> None:
    notice = notice_of(draft)
    by_line = [sum(share.fens[at] for share in draft.shares) for at in range(len(draft.lines))]
    assert [each.total.fen for each in notice.appropriations] == by_line
    assert notice.total.fen == sum(by_line)
    last = [table.rows[-1].measures[-1].amount for table in notice.allocation]
    assert sum(amount.fen or 0 for amount in last if amount) == notice.total.fen


@EXAMPLES
@given(drafts())
def test_subtotals_hold_their_members_and_the_total_holds_all(draft: Draft) -> None:
    for table in notice_of(draft).allocation:
        for at, row in enumerate(table.rows):
            below = [each for each in table.rows if each.parent == at]
            for column in range(len(table.columns)) if below else ():
                cells = [measure.amount for each in below if (measure := each.measure(column))]
                whole = row.measure(column)
                assert whole is not None and whole.amount is not None
                assert whole.amount.fen == sum(each.fen or 0 for each in cells if each)


@EXAMPLES
@given(drafts())
def test_flag_project_and_source_pass_unchanged(draft: Draft) -> None:
    """财预〔2020〕56号: the flag and the project's name stay the same down to the payment."""
    for line, part in zip(draft.lines, notice_of(draft).appropriations, strict=True):
        before, after = (
            (each.source, each.kind, each.project, each.flag and (each.flag.code, each.flag.label))
            for each in (line, part)
        )
        assert after == before


@EXAMPLES
@given(drafts())
def test_the_formal_issue_shows_entitlement_less_advance(draft: Draft) -> None:
    notice = notice_of(draft)
    netted = any(share.advanced for share in draft.shares)
    for at, table in enumerate(notice.allocation):
        roles = [column.role for column in table.columns]
        assert (roles[-1] is ColumnRole.NOW) == netted
        if netted:
            leaves = [row for row in table.rows if row.kind is RowKind.LEAF]
            for share, row in zip(draft.shares, leaves, strict=True):
                fens = [each.amount.fen for each in row.measures if each.amount]
                advanced = share.advanced[at] if share.advanced else 0
                assert fens == [share.fens[at] + advanced, advanced, share.fens[at]]


@EXAMPLES
@given(drafts())
def test_every_annex_is_listed_by_its_number(draft: Draft) -> None:
    notice = notice_of(draft)
    listed = [(each.label, each.title) for each in notice.attachments.listed]
    annexes = [(each.label, each.title) for each in notice.allocation]
    annexes += [(each.label, each.title) for each in notice.targets]
    annexes += [(each.label, each.title) for each in notice.forms]
    assert listed == list(dict.fromkeys(annexes))
    numbers = [str(at) for at in range(1, len(listed) + 1)]
    assert [label for label, _ in listed] == (numbers if len(listed) > 1 else [""])


@EXAMPLES
@given(drafts())
def test_a_draft_without_lines_or_recipients_is_refused(draft: Draft) -> None:
    for empty in (replace(draft, lines=()), replace(draft, shares=())):
        with pytest.raises(DraftError, match="没有可以下达的指标"):
            notice_of(empty)


@EXAMPLES
@given(drafts())
def test_a_share_must_have_one_amount_for_each_line(draft: Draft) -> None:
    first, *rest = draft.shares
    short = replace(draft, shares=(replace(first, fens=(*first.fens, 1)), *rest))
    with pytest.raises(DraftError, match=f"“{first.recipient}”有{len(first.fens) + 1}个金额"):
        notice_of(short)

"""接续: what a notice from above hands down to the next one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import zhida
from zhida.core.notice import (
    CodeStatement,
    Deadline,
    DeadlineKind,
    DocumentNumber,
    Notice,
    Obligation,
    Scheme,
    Status,
)
from zhida.core.notice.issuing import (
    Draft,
    DraftError,
    Share,
    basis_of,
    duties_of,
    lines_of,
    notice_of,
)
from zhida.core.provenance import Source

HERE = Source("拟稿")


@pytest.fixture(scope="module")
def upstream(root_samples: Path) -> Notice:
    """A city's notice without faults."""
    return zhida.read(next(root_samples.glob("08-*.txt")))


@pytest.fixture(scope="module")
def root_samples() -> Path:
    """The folder of the samples."""
    return Path(__file__).resolve().parents[4] / "samples"


def function(code: str, name: str = "") -> CodeStatement:
    """A function code."""
    return CodeStatement(Scheme.FUNCTION, code, name, HERE)


def test_source_flag_and_project_are_those_of_the_notice_above(upstream: Notice) -> None:
    for line, part in zip(lines_of(upstream), upstream.appropriations, strict=True):
        assert (line.source, line.kind, line.flag, line.project) == (
            part.source, part.kind, part.flag, part.project,
        )  # fmt: skip


def test_a_function_code_may_be_refined_but_not_exchanged(upstream: Notice) -> None:
    own = upstream.appropriations[0].codes.function[0].code
    finer = function(f"{own}01")
    assert lines_of(upstream, {own: finer})[0].codes.function == (finer,)
    with pytest.raises(DraftError, match=f"2080101不是{own}的细化科目"):
        lines_of(upstream, {own: function("2080101")})


def test_money_passed_on_gets_the_code_for_passing_on_once(upstream: Notice) -> None:
    passing = CodeStatement(
        Scheme.TRANSFER_FUNCTION, "2300249", "医疗卫生共同财政事权转移支付支出", HERE
    )
    assert lines_of(upstream, transfer=(passing,))[0].codes.transfer_function == (passing,)


def test_the_basis_names_the_notice_above_first(upstream: Notice) -> None:
    first = basis_of(upstream)[0]
    assert upstream.doc_number is not None
    assert (first.number, first.upstream, first.status) == (
        upstream.doc_number.value, True, Status.FORMAL,
    )  # fmt: skip


def test_duties_are_owed_to_the_issuer_of_the_next_notice(upstream: Notice) -> None:
    due = Deadline(DeadlineKind.ABSOLUTE, "2024年7月12日前", datetime.date(2024, 7, 12))
    duty = Obligation("各市财政局", "向省财政厅报送分配情况", "省财政厅", due, None, HERE)
    undated = Obligation(None, "加强管理", None, Deadline(DeadlineKind.UNSTATED, ""), None, HERE)
    owed = duties_of(Notice(files=(), obligations=(duty, undated)), "甲市财政局")
    assert [(each.who, each.what, each.to_whom) for each in owed] == [
        (None, "向甲市财政局报送分配情况", "甲市财政局")
    ]


def test_a_notice_is_passed_on_to_the_level_below(upstream: Notice) -> None:
    lines = lines_of(upstream)
    parts = [part.total.fen or 0 for part in upstream.appropriations]
    notice = notice_of(
        Draft(
            number=DocumentNumber("信财社", 2024, 5),
            date=datetime.date(2024, 7, 1),
            issuers=("信宜市财政局",),
            addressees=("信宜市医疗保障局",),
            fund=upstream.fund.value if upstream.fund else "",
            year=2024,
            status=Status.FORMAL,
            lines=lines,
            shares=(Share("信宜市医疗保障局", tuple(parts)),),
            basis=basis_of(upstream),
        )
    )
    assert notice.total.fen == sum(parts)
    assert [each.flag for each in notice.appropriations] == [
        each.flag for each in upstream.appropriations
    ]
    errors = [each.code for each in zhida.check(notice) if each.severity.rank < 2]
    assert [code for code in errors if code.startswith(("N1", "N3", "N4"))] == []

"""要素 elements: what kind of money an appropriation is, in the terms of a quota line."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core import classification, funds
from zhida.core.booking.answers import Answers
from zhida.core.booking.faults import fault
from zhida.core.findings import Finding
from zhida.core.ledger import Book, Earmark
from zhida.core.notice import (
    Appropriation,
    BudgetKind,
    CodeStatement,
    Notice,
    Regime,
    Scheme,
    Status,
)
from zhida.core.rules.codes.accounts import accounts_for, budget_of


@dataclass(frozen=True, slots=True)
class Elements:
    """要素: the earmark of an appropriation, and the codes of the lines that it makes.

    `states_flag` and `states_project` are false where the notice is silent, so
    that the line above speaks. `gov_econ` is the receiver's own class; the class
    of passing money on (513…) belongs to who passes it.
    """

    earmark: Earmark
    label: str
    advance: bool
    transfer_function: str
    function: str
    gov_econ: str
    dept_econ: str
    states_flag: bool
    states_project: bool

    @property
    def source(self) -> str:
        """Source and budget kind as the ledger's identities write them."""
        return f"{self.earmark.source}/{self.earmark.kind}"


def kind_of(notice: Notice, part: Appropriation) -> BudgetKind:
    """预算种类: as stated, or else by its function code, by the fund, or general.

    >>> kind_of(Notice(()), Appropriation(None, BudgetKind.GOVERNMENT_FUND, None, "")).value
    'government_fund'
    """
    if part.kind is not None:
        return part.kind
    for code in part.codes.function:
        if (kind := budget_of(Scheme.FUNCTION, code.code)) is not None:
            return kind
    fund = funds.get(notice.fund.value) if notice.fund else None
    kinds = fund.budget_kinds if fund else ()
    return kinds[0] if len(kinds) == 1 else BudgetKind.GENERAL


def elements_of(
    notice: Notice, answers: Answers
) -> tuple[tuple[Elements, ...], tuple[Finding, ...]]:
    """各项资金的要素: one for each appropriation; none, and findings, where one is missing."""
    findings: list[Finding] = []
    year = answers.year or (notice.budget_year.value if notice.budget_year else None)
    fund = answers.fund or (notice.fund.value if notice.fund else "")
    lacking = [
        word
        for word, value in (
            ("预算年度", year),
            ("资金名称", fund),
            ("发文日期", answers.date or (notice.date.value if notice.date else None)),
        )
        if not value
    ]
    for part in notice.appropriations:
        if (part.source or answers.source) is None:
            lacking.append(f"“{part.label}”的资金来源")
    if not notice.appropriations:
        lacking.append("下达的资金")
    if lacking:
        findings.append(fault("B402", f"通知没有写明{'、'.join(lacking)}。"))
        return (), tuple(findings)
    assert year is not None
    found = []
    for part in notice.appropriations:
        function = _function(notice, part, year, fund)
        if not function:
            findings.append(
                fault("B403", f"“{part.label}”的支出功能科目{_why(part)}，记账时留空。")
            )
        found.append(_elements(notice, part, answers, year, fund, function))
    return tuple(found), tuple(findings)


def _elements(
    notice: Notice, part: Appropriation, answers: Answers, year: int, fund: str, function: str
) -> Elements:
    flag, project = part.flag, part.project
    source = part.source or answers.source
    assert source is not None
    earmark = Earmark(
        Book.QUOTA,
        year,
        fund,
        source,
        kind_of(notice, part),
        notice.sub_fund.value if notice.sub_fund else "",
        flag.regime if flag else Regime.NONE,
        (flag.code or "") if flag else "",
        (project.code or "") if project else "",
    )
    passing = accounts_for("transfer_between_levels", year)
    return Elements(
        earmark,
        part.label,
        is_advance(notice),
        _single(part.codes.transfer_function),
        function,
        next((c for c in _codes(part.codes.gov_econ) if not c.startswith(passing)), ""),
        _single(part.codes.dept_econ),
        flag is not None,
        bool(earmark.project),
    )


def is_advance(notice: Notice) -> bool:
    """提前下达: whether the money was issued before its year, by this notice or the one above.

    What passes on advance money early in the year is still advance money: the
    formal issue brings the rest (facts of 003, 004).
    """
    if notice.status is not None and notice.status.value is Status.ADVANCE:
        return True
    above = [each.status for each in notice.basis if each.upstream]
    return bool(above) and all(status is Status.ADVANCE for status in above)


def _codes(statements: tuple[CodeStatement, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in statements))


def _single(statements: tuple[CodeStatement, ...]) -> str:
    codes = _codes(statements)
    return codes[0] if len(codes) == 1 else ""


def _function(notice: Notice, part: Appropriation, year: int, fund: str) -> str:
    """The function code: the letter's before the table's; of several what they have in common."""
    known = funds.get(fund)
    usable = [
        each
        for each in part.codes.function
        if classification.depth(Scheme.FUNCTION, each.code) is not None
        and (known is None or known.allows_function(each.code) is not False)
    ]
    chosen = _codes(tuple(each for each in usable if not each.in_table)) or _codes(tuple(usable))
    longest = [c for c in chosen if not any(o != c and o.startswith(c) for o in chosen)]
    return next((c for c in _above(longest[0]) if _fits_all(c, longest)), "") if longest else ""


def _above(code: str) -> tuple[str, ...]:
    """A code and those above it: 项, 款, 类."""
    section = classification.section_of(Scheme.FUNCTION, code)
    return (code, *(_above(section) if section else ()))


def _fits_all(code: str, codes: list[str]) -> bool:
    return all(each.startswith(code) for each in codes)


def _why(part: Appropriation) -> str:
    printed = "、".join(_codes(part.codes.function))
    return f"写作{printed}，不能直接使用" if printed else "没有写明"

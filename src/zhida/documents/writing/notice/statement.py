"""所述 statement: the typed fields of a notice as the phrases that its letter is made of."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.money import Amount, format_fen
from zhida.core.notice import (
    Appropriation,
    CodeStatement,
    FundingSource,
    Notice,
    Regime,
    Scheme,
)
from zhida.documents.writing.notice.wording import Statement
from zhida.documents.writing.words import STATUS

_CODES = {
    Scheme.INCOME: "收入列",
    Scheme.TRANSFER_FUNCTION: "转移支付支出列",
    Scheme.FUNCTION: "支出功能分类列",
    Scheme.GOV_ECON: "政府预算支出经济分类列",
    Scheme.DEPT_ECON: "部门预算支出经济分类列",
}
_FUNDING = {
    FundingSource.CENTRAL: "中央财政",
    FundingSource.PROVINCE: "省级财政",
    FundingSource.PREFECTURE: "市级财政",
    FundingSource.COUNTY: "县级财政",
}


def statement_of(notice: Notice) -> Statement:
    """所述: the phrases of a letter that issues what a notice holds."""
    year = notice.budget_year.value if notice.budget_year else 0
    flag = next(iter(notice.flags), None)
    return Statement(
        act=act_of(notice),
        year=year,
        fund=fund_of(notice),
        total=_money(notice.total),
        parts="，".join(_parts(notice.appropriations)),
        basis="、".join(_basis(notice)),
        codes="；".join(_codes(notice)),
        flag=f"{flag.code or ''}{flag.label}" if flag else "",
        flag_label=flag.label if flag else "",
        tracked=flag is not None and flag.regime is Regime.TRACKED,
        project=_project(notice),
        duties=[f"{each.due.text}{each.what}" for each in notice.obligations if each.due.text],
        allocation_label=next((table.label for table in notice.allocation), ""),
        targets_label=next((table.label for table in notice.targets), ""),
    )


def act_of(notice: Notice) -> str:
    """下达, 提前下达 …: the act of a notice in a word."""
    return STATUS[notice.status.value] if notice.status else "下达"


def fund_of(notice: Notice) -> str:
    """The name of the fund, its part in brackets."""
    fund = notice.fund.value if notice.fund else "补助资金"
    return f"{fund}（{notice.sub_fund.value}）" if notice.sub_fund else fund


def _money(amount: Amount) -> str:
    return format_fen(amount.fen) if amount.fen is not None else amount.printed


def _parts(appropriations: tuple[Appropriation, ...]) -> Iterator[str]:
    """Each part by its label; one part is no part."""
    if len(appropriations) < 2:
        return
    for each in appropriations:
        label = each.label or f"{_FUNDING[each.source] if each.source else ''}补助资金"
        yield f"{label}{_money(each.total)}"


def _basis(notice: Notice) -> Iterator[str]:
    for each in notice.basis:
        number = str(each.number) if each.number else ""
        if each.title:
            yield f"《{each.title}》（{number}）" if number else f"《{each.title}》"
        elif number:
            yield number


def _codes(notice: Notice) -> Iterator[str]:
    """The codes of each part; those that hold for all the money once."""
    sets = {each.codes.all for each in notice.appropriations}
    several = len(sets) > 1
    for each in notice.appropriations[: None if several else 1]:
        stated = "，".join(_code(code) for code in each.codes.all if not code.in_table)
        label = each.label if several else ""
        if stated:
            yield f"{label}{stated}"


def _code(code: CodeStatement) -> str:
    year = f"{code.year}年政府收支分类科目" if code.year else ""
    return f"{_CODES[code.scheme]}{year}“{code.code}{code.name}”"


def _project(notice: Notice) -> str:
    project = next(iter(notice.projects), None)
    if project is None:
        return ""
    name = f"项目名称“{project.name}”" if project.name else ""
    code = f"项目代码{project.code}" if project.code else ""
    return "，".join(each for each in (code, name) if each)

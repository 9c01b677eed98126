"""所述 statement: the typed fields of a notice as the phrases that its letter is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.money import Amount, Unit, format_fen
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    BudgetKind,
    CodeStatement,
    Flag,
    FundingSource,
    Notice,
    PerformanceTable,
    Regime,
    Scheme,
)
from zhida.documents.writing.notice.wording import FlagWords, Statement
from zhida.documents.writing.words import BUDGET, STATUS

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
    return Statement(
        act=act_of(notice),
        year=year,
        source=_source(notice),
        fund=fund_of(notice),
        total=_money(notice.total),
        parts="，".join(_parts(notice.appropriations)),
        basis="、".join(_basis(notice)),
        codes="；".join(_codes(notice)),
        flags=list(_flags(notice)),
        projects=list(_projects(notice)),
        availability=notice.availability.value if notice.availability else "",
        duties=list(_duties(notice)),
        allocation_label=_labels(notice.allocation),
        targets_label=_labels(notice.targets),
    )


def act_of(notice: Notice) -> str:
    """下达, 提前下达 …: the act of a notice in a word."""
    return STATUS[notice.status.value] if notice.status else "下达"


def fund_of(notice: Notice) -> str:
    """The name of the fund, its part in brackets."""
    fund = notice.fund.value if notice.fund else "补助资金"
    return f"{fund}（{notice.sub_fund.value}）" if notice.sub_fund else fund


def _source(notice: Notice) -> str:
    """中央财政 …: whose money it is, where there are no parts of which to say it."""
    if len(notice.appropriations) != 1:
        return ""
    (whole,) = notice.appropriations
    level = _FUNDING.get(whole.source, "") if whole.source else ""
    if level[:2] in fund_of(notice):
        level = ""
    kind = whole.kind or BudgetKind.GENERAL
    return level + ("" if kind is BudgetKind.GENERAL else f"{BUDGET[kind]}预算")


def _money(amount: Amount) -> str:
    return format_fen(amount.fen, Unit.WAN_YUAN) if amount.fen is not None else amount.printed


def _parts(appropriations: tuple[Appropriation, ...]) -> Iterator[str]:
    """Each part by its label; one part is no part."""
    if len(appropriations) < 2:
        return
    for each in appropriations:
        yield f"{_part(each)}{_money(each.total)}"


def _part(appropriation: Appropriation) -> str:
    """What a part is called: its label, else by its source."""
    source = _FUNDING.get(appropriation.source, "") if appropriation.source else ""
    return appropriation.label or f"{source}补助资金"


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
        label = _part(each) if several else ""
        if stated:
            yield f"{label}{stated}"


def _code(code: CodeStatement) -> str:
    year = f"{code.year}年政府收支分类科目" if code.year else ""
    return f"{_CODES[code.scheme]}{year}“{code.code}{code.name}”"


def _flags(notice: Notice) -> Iterator[FlagWords]:
    """Each flag once; one that some parts have not is told part by part."""
    held = [each.flag for each in notice.appropriations]
    if len(set(map(_mark, held))) < 2:
        for flag in notice.flags[:1]:
            yield _flag_words(flag, "")
        return
    for each in notice.appropriations:
        if each.flag is not None:
            yield _flag_words(each.flag, _part(each))


def _mark(flag: Flag | None) -> tuple[str | None, str] | None:
    return (flag.code, flag.label) if flag else None


def _flag_words(flag: Flag, scope: str) -> FlagWords:
    words = f"{flag.code or ''}{flag.label}"
    return FlagWords(
        words=words, label=flag.label, tracked=flag.regime is Regime.TRACKED, scope=scope
    )


def _projects(notice: Notice) -> Iterator[str]:
    for project in dict.fromkeys(notice.projects):
        name = f"项目名称“{project.name}”" if project.name else ""
        code = f"项目代码{project.code}" if project.code else ""
        yield "，".join(each for each in (code, name) if each)


def _duties(notice: Notice) -> Iterator[str]:
    """The dated duties of the letter; those of a note below a table stand there."""
    notes = [rule.value for form in notice.forms for rule in form.rules]
    notes += [remark.value for table in notice.targets for remark in table.remarks]
    owners = "、".join(each.value for each in notice.addressees)
    for each in notice.obligations:
        if each.due.text and not any(each.what in note for note in notes):
            who = each.who if each.who and each.who != owners else ""
            end = f"，{each.consequence}" if each.consequence else ""
            yield f"{who}于{each.due.text}{each.what}{end}"


def _labels(tables: Sequence[AllocationTable] | Sequence[PerformanceTable]) -> str:
    """附件1、2: the labels of some tables, each once."""
    return "、".join(dict.fromkeys(each.label for each in tables if each.label))

"""预算指标 appropriations: the money of the letter by source, with the codes that hold for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from zhida.core import funds
from zhida.core.money import Amount, AmountState
from zhida.core.notice import (
    Appropriation,
    BudgetKind,
    Codes,
    CodeStatement,
    Flag,
    FundingSource,
    Project,
    Regime,
    Scheme,
)
from zhida.core.provenance import Source
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of
from zhida.documents.parsing.letter.codes import CodeIn
from zhida.documents.parsing.letter.passages import Passage, simplified
from zhida.documents.parsing.letter.total import Total
from zhida.documents.parsing.normalise import clean

_LEVELS = (
    regex.compile("中央|国家级"),
    regex.compile("省级|省财政|自治区|省本级"),
    regex.compile("市级|州级|盟级|地区级|市财政|州财政"),
    regex.compile("县级|(?<!治)区级|县财政|(?<!治)区财政|旗级"),
)
_OFFICE = regex.compile(r"(?:[\u4e00-\u9fff]{0,8}?[省市州县区])?财政(?:厅|局|部)")
"""An office of finance is no source of money, for all that it has a level in its name."""
_ADDRESSED = regex.compile(r"你(?:省|市|县|区|州|盟|旗)(?:\([^()]*\))?")
"""下达你省(自治区…) names who receives, not whose money it is."""
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_RECIPIENT = regex.compile(
    r"(?:其中:?)?[\u4e00-\u9fff]{0,12}(?:(?<!直辖)市|(?<!自治)[县区旗]|本级|局|医院|中心|学校)"
)
_PURPOSE = regex.compile(r"(?:用于|专项用于|安排用于)(?P<purpose>[^,，。;；]{2,40})$")


def appropriations_of(
    total: Total,
    title: Passage | None,
    codes: Sequence[CodeIn],
    flags: Sequence[Flag],
    projects: Sequence[Project],
    issuers: Sequence[str],
) -> tuple[Appropriation, ...]:
    """预算指标: one for each stated part of the total, or one for the whole.

    A code goes to the appropriations whose budget and source its own words
    name; one that names neither goes to all but those it can't belong to
    (lottery money is booked under 229, everything else is not).
    """
    if total.amount.state is AmountState.ABSENT and not codes and title is None:
        return ()
    city = bool(issuers) and issuers[0].startswith(_MUNICIPALITIES)
    project = next(iter(projects), None)
    parts = list(_parts(total, title, city=city))
    return tuple(
        replace(
            part,
            codes=_grouped(tuple(_codes_for(part, parts, codes))),
            flag=_flag_for(part, flags),
            project=project,
        )
        for part in parts
    )


def _parts(total: Total, title: Passage | None, *, city: bool) -> Iterator[Appropriation]:
    about = title.text.partition("关于")[2] if title else ""
    level = _single_level(f"{total.label} {about}")
    kind = budget_kind_of(_plain(total.label))
    if not total.shares or _are_recipients(total):
        place = _place(total.amount, total)
        yield Appropriation(
            _at_level(level, city=city), kind, _purpose(total.label), total.label, total.amount,
            place=place,
        )  # fmt: skip
        return
    last = level
    for share in total.shares:
        words = _plain(share.label)
        own = funding_source_of(words)
        last = own or last
        yield Appropriation(
            _at_level(last, city=city),
            budget_kind_of(words) or kind,
            _purpose(share.label)
            or (None if own or budget_kind_of(words) else _fund_in(words) or share.label or None),
            share.label,
            share.amount,
            place=_place(share.amount, total),
        )


def _fund_in(words: str) -> str | None:
    named = funds.recognise(words)
    return named.printed if named else None


def _are_recipients(total: Total) -> bool:
    """Whether the parts are places and bodies that receive, not sources or purposes."""
    return any(_RECIPIENT.fullmatch(_plain(share.label)) for share in total.shares)


def _single_level(words: str) -> FundingSource | None:
    """The level whose money the words name, None where they name several."""
    text = _OFFICE.sub("", _ADDRESSED.sub("", _plain(words)))
    named = [pattern for pattern in _LEVELS if pattern.search(text)]
    return funding_source_of(text) if len(named) == 1 else None


def _at_level(source: FundingSource | None, *, city: bool) -> FundingSource | None:
    """市级 in a municipality under the central government is the provincial level."""
    if city and source is FundingSource.PREFECTURE:
        return FundingSource.PROVINCE
    return source


def _purpose(label: str) -> str | None:
    found = _PURPOSE.search(label)
    return found["purpose"] if found else None


def _place(amount: Amount, total: Total) -> Source | None:
    if amount.source is not None:
        return amount.source
    return total.passage.place(total.start, total.end) if total.passage else None


def _codes_for(
    part: Appropriation, parts: Sequence[Appropriation], codes: Sequence[CodeIn]
) -> Iterator[CodeStatement]:
    for code in codes:
        statement = code.statement
        kind = statement.kind or _kind_by_code(statement, parts)
        if len(parts) > 1:
            if kind is not None and _kind_among(part, parts) not in (None, kind):
                continue
            if not _fits_source(statement, part, parts):
                continue
            if not _fits_label(code, part, parts):
                continue
        yield statement


def _kind_by_code(statement: CodeStatement, parts: Sequence[Appropriation]) -> BudgetKind | None:
    """The budget that a code can only belong to, where the notice has several budgets."""
    if len({part.kind for part in parts}) < 2:
        return None
    lottery = "公益金" in statement.name or statement.code.startswith("229")
    if statement.scheme is Scheme.FUNCTION:
        return BudgetKind.GOVERNMENT_FUND if lottery else BudgetKind.GENERAL
    if statement.scheme in (Scheme.INCOME, Scheme.TRANSFER_FUNCTION):
        fund = statement.code.startswith(("11004", "23004"))
        return BudgetKind.GOVERNMENT_FUND if fund or lottery else BudgetKind.GENERAL
    return None


def _kind_among(part: Appropriation, parts: Sequence[Appropriation]) -> BudgetKind | None:
    """The budget of a part; beside money of another budget one that names none is general."""
    several = any(each.kind not in (None, BudgetKind.GENERAL) for each in parts)
    return part.kind or (BudgetKind.GENERAL if several else None)


def _fits_source(
    statement: CodeStatement, part: Appropriation, parts: Sequence[Appropriation]
) -> bool:
    sources = {each.source for each in parts}
    if statement.funding is None or statement.funding not in sources:
        return True
    return part.source in (None, statement.funding)


def _fits_label(code: CodeIn, part: Appropriation, parts: Sequence[Appropriation]) -> bool:
    """A code whose words repeat the label of one part belongs to that part."""
    words = code.label
    named = [each for each in parts if each.purpose and _plain(each.purpose)[:4] in words]
    return not named or part in named


def _flag_for(part: Appropriation, flags: Sequence[Flag]) -> Flag | None:
    """The flag that names this part, else the one on all the money; none where it is denied."""
    scoped = [flag for flag in flags if _in_scope(part, flag.scope)]
    whole = [flag for flag in flags if not flag.partial]
    whole.sort(key=lambda flag: flag.regime is Regime.NONE)
    found = next(iter((*scoped, *whole)), None)
    return found if found is not None and found.regime is not Regime.NONE else None


def _in_scope(part: Appropriation, scope: str) -> bool:
    """Whether the words of a scope name a part: by its amount, or by level and budget."""
    words, printed = _plain(scope), _plain(part.total.printed)
    if printed and printed in words:
        return True
    source, kind = funding_source_of(words), budget_kind_of(words)
    if source is None and kind is None:
        return False
    return (source in (None, part.source)) and (kind in (None, part.kind))


def _grouped(statements: tuple[CodeStatement, ...]) -> Codes:
    def of(scheme: Scheme) -> tuple[CodeStatement, ...]:
        return tuple(each for each in statements if each.scheme is scheme)

    return Codes(
        of(Scheme.INCOME),
        of(Scheme.TRANSFER_FUNCTION),
        of(Scheme.FUNCTION),
        of(Scheme.GOV_ECON),
        of(Scheme.DEPT_ECON),
    )


def _plain(words: str) -> str:
    return simplified(clean(words).text)

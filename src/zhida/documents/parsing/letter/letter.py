"""正文 letter: the letter part of a notice read to typed values.

blocks → fragments → structure → header, act, amounts, codes, flags, duties
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhida.core import funds
from zhida.core.money import ABSENT, Amount
from zhida.core.notice import (
    AmountMention,
    Appropriation,
    Attachment,
    Basis,
    CodeStatement,
    DocumentNumber,
    Flag,
    FundMention,
    Obligation,
    Project,
    Repair,
    Spending,
    Status,
    YearMention,
)
from zhida.core.provenance import Stated
from zhida.documents.parsing.letter import imprint
from zhida.documents.parsing.letter.act import act_of
from zhida.documents.parsing.letter.addressees import addressees_of
from zhida.documents.parsing.letter.amounts import amounts_in
from zhida.documents.parsing.letter.appropriations import appropriations_of
from zhida.documents.parsing.letter.attachments import attachments_of, listed
from zhida.documents.parsing.letter.basis import basis_of
from zhida.documents.parsing.letter.codes import CodeIn, codes_in
from zhida.documents.parsing.letter.figures import figures_mended
from zhida.documents.parsing.letter.flags import flags_in
from zhida.documents.parsing.letter.header import issuers_of, own_number
from zhida.documents.parsing.letter.mentions import funds_in, title_funds, years_in
from zhida.documents.parsing.letter.obligations import obligations_in
from zhida.documents.parsing.letter.passages import Passage, passage_of
from zhida.documents.parsing.letter.projects import projects_in
from zhida.documents.parsing.letter.spending import spending_in
from zhida.documents.parsing.letter.splitting import fragments_of, is_too_long
from zhida.documents.parsing.letter.structure import Structure, structure_of
from zhida.documents.parsing.letter.sums import arithmetic_in, sums_in
from zhida.documents.parsing.letter.timing import availability_in
from zhida.documents.parsing.letter.total import Total, is_whole, total_of
from zhida.documents.parsing.segments import Segment


@dataclass(frozen=True, slots=True)
class Letter:
    """正文: what the letter states; the fields are those of `Notice` of the same name.

    `attachments` are those that the letter lists. An obligation's `who` is
    None where the letter names nobody: then it is the addressees.
    """

    doc_number: Stated[DocumentNumber] | None = None
    issuers: tuple[Stated[str], ...] = ()
    addressees: tuple[Stated[str], ...] = ()
    copy_to: tuple[Stated[str], ...] = ()
    title: Stated[str] | None = None
    date: Stated[datetime.date] | None = None
    signed: Stated[datetime.date] | None = None
    printed: Stated[datetime.date] | None = None
    fund: Stated[str] | None = None
    sub_fund: Stated[str] | None = None
    budget_year: Stated[int] | None = None
    status: Stated[Status] | None = None
    basis: tuple[Basis, ...] = ()
    total: Amount = ABSENT
    appropriations: tuple[Appropriation, ...] = ()
    availability: Stated[str] | None = None
    disclosure: Stated[str] | None = None
    attachments: tuple[Attachment, ...] = ()
    spending: tuple[Spending, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    flags: tuple[Flag, ...] = ()
    projects: tuple[Project, ...] = ()
    codes: tuple[CodeStatement, ...] = ()
    years: tuple[YearMention, ...] = ()
    funds: tuple[FundMention, ...] = ()
    sums: tuple[AmountMention, ...] = ()
    paragraphs: tuple[Stated[str], ...] = ()
    repairs: tuple[Repair, ...] = ()


def read_letter(segment: Segment, page: str = "") -> Letter:
    """正文: read the letter of a notice. Never raises on odd text: it gives less.

    `page` is the title that a web page carries outside its text.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.blocks import Paragraph
    >>> lines = ("某县财政局关于下达2023年医疗救助补助资金的通知", "县医保局：", "现下达资金12万元。")
    >>> blocks = tuple(Paragraph(text, Source("x", block=n)) for n, text in enumerate(lines, 1))
    >>> letter = read_letter(Segment("", None, (), blocks))
    >>> letter.total.fen, letter.budget_year.value, letter.addressees[0].value
    (12000000, 2023, '县医保局')
    """
    parts = structure_of(fragments_of(segment.blocks))
    number, repairs = own_number(parts.head, parts.tail, page)
    signed_lines = (*parts.tail, *parts.head)
    signed = imprint.signed_date(parts.tail) or imprint.signed_date(parts.head)
    printed = imprint.printed_date(signed_lines)
    issuers = issuers_of(parts.head, parts.title, tuple(imprint.signature(parts.tail)))
    years = tuple(_years(parts))
    year = _budget_year(years)
    total = total_of(parts.body, parts.title.text if parts.title else "")
    codes = tuple(code for passage in parts.body for code in codes_in(passage))
    flags = tuple(_flags(parts, total))
    projects = tuple(_projects(parts))
    day = signed or printed
    mentions = tuple(_funds(parts))
    fund, sub_fund = _fund(parts, mentions)
    own = number.value if number else None
    return Letter(
        doc_number=number,
        issuers=issuers,
        addressees=addressees_of(parts.addressees),
        copy_to=imprint.copies(parts.tail),
        title=parts.title.stated() if parts.title else None,
        date=day,
        signed=signed,
        printed=printed,
        fund=fund,
        sub_fund=sub_fund,
        budget_year=year,
        status=_status(parts, total),
        basis=basis_of(parts.body, own),
        total=total.amount,
        appropriations=appropriations_of(
            total, parts.title, codes, flags, projects, [each.value for each in issuers]
        ),
        availability=availability_in(parts.body),
        disclosure=imprint.disclosure((*parts.tail, *parts.head, *parts.body[-1:])),
        attachments=attachments_of(parts.attachments),
        spending=tuple(each for passage in parts.body for each in spending_in(passage)),
        obligations=tuple(_obligations(parts, year, day, total)),
        flags=flags,
        projects=projects,
        codes=tuple(code.statement for code in codes),
        years=(*years, *_code_years(codes)),
        funds=mentions,
        sums=tuple(_sums(parts.body)),
        paragraphs=tuple(_paragraphs(parts)),
        repairs=(*repairs, *_repairs(total), *_figures(segment), *_too_long(segment)),
    )


def _years(parts: Structure) -> Iterator[YearMention]:
    if parts.title:
        yield from years_in(parts.title, "title")
    for passage in parts.body:
        yield from years_in(passage, "body")
    yield from years_in(listed(parts.attachments), "attachment_list")


def _code_years(codes: Sequence[CodeIn]) -> Iterator[YearMention]:
    """Each classification year once."""
    seen: set[int] = set()
    for code in codes:
        year = code.statement.year
        if year is not None and year not in seen:
            seen.add(year)
            yield YearMention(year, "codes", code.statement.source)


def _budget_year(years: Sequence[YearMention]) -> Stated[int] | None:
    """The first year of the title, or else the first that the body gives to its money."""
    for role in ("title", "body"):
        for mention in years:
            if mention.role == role:
                return Stated(mention.year, mention.source)
    return None


def _status(parts: Structure, total: Total) -> Stated[Status] | None:
    """The act of the title; without one, that of the words before the amount issued."""
    if parts.title and (act := act_of(parts.title.text)):
        return Stated(act, parts.title.source)
    if total.passage is not None and (act := act_of(total.label)):
        return Stated(act, total.passage.place(total.start, total.end))
    return None


def _funds(parts: Structure) -> Iterator[FundMention]:
    if parts.title:
        yield from title_funds(parts.title)
    for passage in parts.body:
        yield from funds_in(passage, "body")
    yield from funds_in(listed(parts.attachments), "attachment_list")


def _fund(
    parts: Structure, mentions: Sequence[FundMention]
) -> tuple[Stated[str] | None, Stated[str] | None]:
    """The fund of the title (of the body where the title names none) and its part."""
    titled = [m for m in mentions if m.role == "title" and m.fund]
    chosen = max(titled, key=lambda m: len(m.printed), default=None)
    if chosen is None and parts.title and (named := funds.generic(parts.title.text)):
        place = parts.title.place(*named.span)
        return Stated(named.name, place), Stated(named.sub_fund, place) if named.sub_fund else None
    if chosen is None:
        chosen = next((m for m in mentions if m.role == "body"), None)
    if chosen is None or chosen.fund is None:
        return None, None
    same = [m for m in mentions if m.fund == chosen.fund and m.sub_fund]
    part = next((m for m in (chosen, *same) if m.sub_fund), None)
    sub_fund = Stated(part.sub_fund, part.source) if part and part.sub_fund else None
    return Stated(chosen.fund, chosen.source), sub_fund


def _flags(parts: Structure, total: Total) -> Iterator[Flag]:
    """Every flag; one for a level of government is partial where there are several parts."""
    if parts.title:
        yield from flags_in(parts.title, title=True)
    for passage in parts.body:
        for flag in flags_in(passage):
            several = bool(flag.scope) and len(total.shares) > 1
            yield replace(flag, partial=flag.partial or several)


def _projects(parts: Structure) -> Iterator[Project]:
    for passage in (*([parts.title] if parts.title else []), *parts.body):
        yield from projects_in(passage)


def _obligations(
    parts: Structure,
    year: Stated[int] | None,
    day: Stated[datetime.date] | None,
    total: Total,
) -> Iterator[Obligation]:
    for passage in parts.body:
        yield from obligations_in(passage, year.value if year else None, day.value if day else None)


def _sums(body: Sequence[Passage]) -> Iterator[AmountMention]:
    """The sums that the text states and means to be whole."""
    for passage in body:
        amounts = amounts_in(passage)
        for found in sums_in(passage, amounts):
            if found.net or is_whole(found, amounts):
                whole = amounts[found.total]
                terms = tuple((part.label, amounts[part.amount].amount) for part in found.parts)
                last = amounts[found.parts[-1].amount]
                yield AmountMention(whole.amount, terms, passage.place(whole.start, last.end))
        for start, end, whole_amount, terms_amounts in arithmetic_in(passage):
            labelled = tuple(("", term) for term in terms_amounts)
            yield AmountMention(whole_amount, labelled, passage.place(start, end))


def _paragraphs(parts: Structure) -> Iterator[Stated[str]]:
    """The body's paragraphs as the author wrote them."""
    for passage in parts.body:
        yield passage.stated()


def _figures(segment: Segment) -> Iterator[Repair]:
    """Figures that were drawn apart: each was read as one, a person should look."""
    for paragraph in segment.paragraphs:
        if len(paragraph.text) > _LONGEST_LOOK:
            continue
        printed = figures_mended(passage_of(paragraph.text, paragraph.source))
        if printed:
            sentence = f"数字“{'”“'.join(printed)}”断开或误作字母，已按一个数字识别"
            yield Repair(sentence, (paragraph.source,), doubtful=True)


def _too_long(segment: Segment) -> Iterator[Repair]:
    if is_too_long(segment.blocks):
        sentence = "正文过长，只读了开头和结尾部分"
        yield Repair(sentence, (segment.blocks[0].source,), doubtful=True)


def _repairs(total: Total) -> Iterator[Repair]:
    if total.computed and total.passage is not None:
        sentence = f"正文没有写合计金额，按各项相加（{total.amount.printed}）得出"
        yield Repair(sentence, (total.passage.place(total.start, total.end),))


_LONGEST_LOOK = 12_000

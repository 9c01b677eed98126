"""文稿 papers: the documents of a plan, made from what the ledger and the plan hold."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from zhida.core.classification import name_of
from zhida.core.ledger import LedgerError, QuotaLine
from zhida.core.money import Unit
from zhida.core.notice import Notice
from zhida.core.notice.appropriations import Codes, CodeStatement, Flag, Project, Regime, Scheme
from zhida.core.notice.identity import Basis, DocumentNumber, Status
from zhida.core.notice.issuing import Draft, Line, Share, basis_of, duties_of, notice_of
from zhida.core.notice.mark import mark_of, printed
from zhida.core.provenance import Source
from zhida.core.regions import get
from zhida.core.rules.regime.model import flag_names
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document
from zhida.documents.writing.notice import Format, IssuedFile, issue_files
from zhida.documents.writing.notice.wording import STANDARD
from zhida.platform.allocation.models import Award, Plan
from zhida.platform.configuration import configuration
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.notices.queries import in_force
from zhida.platform.notices.queries import notice_of as stored_notice

_PLACE = Source("指标账")
_REGIMES = {Regime.NONE: "", Regime.DIRECT: "直达资金", Regime.TRACKED: "追踪"}


@dataclass(frozen=True, slots=True)
class Letter:
    """发文要素: what the bureau decides about its letter; the rest follows from plan and ledger.

    Empty `issuers` means the plan's agency, empty `addressees` the recipients.
    `upstream` is the notice from above, that which the agency took in unless said:
    its duties, forms and availability go on to the level below.
    """

    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    sub_fund: str = ""
    unit: Unit = Unit.WAN_YUAN
    availability: str = ""
    disclosure: str = ""
    upstream: Notice | None = field(default=None)


def kept(letter: Letter) -> dict[str, object]:
    """存发文要素: as JSON, without the notice from above. See `letter_of`."""
    return {
        "issuers": list(letter.issuers),
        "addressees": list(letter.addressees),
        "copy_to": list(letter.copy_to),
        "sub_fund": letter.sub_fund,
        "unit": letter.unit.label,
        "availability": letter.availability,
        "disclosure": letter.disclosure,
    }


def letter_of(plan: Plan) -> Letter:
    """取发文要素: as decided when the plan went out; the usual ones before that."""
    if plan.letter is None:
        return Letter()
    stored = dict(plan.letter)
    for name in ("issuers", "addressees", "copy_to"):
        stored[name] = tuple(stored[name])
    unit = next(each for each in Unit if each.label == stored["unit"])
    return Letter(**{**stored, "unit": unit})


def make(plan: Plan, letter: Letter) -> dict[str, bytes]:
    """成文: docx, xlsx and PDF by file name. Without a number and date while out for signing."""
    return {name: each.data for name, each in _issued(notice_for(plan, letter)).items()}


def marked(plan: Plan, letter: Letter) -> tuple[str, dict[str, bytes]]:
    """签发件: the verification mark of the numbered documents, and the documents that print it.

    The mark is taken of what the reader reads of them: so whoever reads a copy again gets
    the same.
    """
    notice = notice_for(plan, letter)
    (plain,) = _issued(notice, formats=(Format.DOCX,)).values()
    mark = mark_of(read_back(plain.name, plain.data))
    made = _issued(notice, mark=printed(mark, plan.number))
    return mark, {name: each.data for name, each in made.items()}


def _issued(
    notice: Notice, formats: Iterable[Format] = tuple(Format), mark: str = ""
) -> dict[str, IssuedFile]:
    configured = configuration()
    wording, fonts = configured.templates_folder or STANDARD, configured.fonts_folder
    return issue_files(notice, formats=formats, wording=wording, fonts=fonts, mark=mark)


def read_back(name: str, content: bytes) -> Notice:
    """重读: what a document of our own says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return parse([read_document(path)])


def notice_for(plan: Plan, letter: Letter) -> Notice:
    """通知: the typed notice that a plan issues."""
    lines = quota_lines(plan.pool.values_list("line_id", flat=True))
    pool = list(plan.pool.order_by("ordinal"))
    several = len(pool) > 1
    first = lines[pool[0].line_id]
    upstream = letter.upstream or _stored(plan)
    draft = Draft(
        number=_number(plan),
        date=plan.signed_on or datetime.date(plan.year, 1, 1),
        issuers=letter.issuers or (plan.agency.name,),
        addressees=letter.addressees or tuple(dict.fromkeys(_recipients(plan))),
        fund=first.earmark.fund,
        year=plan.year,
        status=Status.ADVANCE if first.advance else Status.FORMAL,
        lines=tuple(_line(lines[each.line_id], each.name if several else "") for each in pool),
        shares=tuple(_shares(plan)),
        basis=basis_of(upstream) if upstream else tuple(_basis(plan)),
        sub_fund=letter.sub_fund or None,
        unit=letter.unit,
        copy_to=letter.copy_to,
        availability=letter.availability or first.condition or None,
        disclosure=letter.disclosure or None,
        obligations=duties_of(upstream, plan.agency.name) if upstream else (),
        forms=upstream.forms if upstream else (),
    )
    notice = notice_of(draft)
    if not plan.number:
        return replace(notice, doc_number=None, date=None, signed=None)
    return notice


def _stored(plan: Plan) -> Notice | None:
    """The notice from above as this agency took it in, if it did."""
    document = in_force(plan.agency, plan.upstream_document)
    return stored_notice(document) if document else None


def _number(plan: Plan) -> DocumentNumber:
    if not plan.number:
        return DocumentNumber("", plan.year, 0)
    found = document_numbers_in(plan.number)
    if len(found) != 1:
        raise LedgerError(f"“{plan.number}”不是发文字号。请写成“机关代字〔年份〕序号号”的样子")
    return found[0].value.number


def _basis(plan: Plan) -> Iterator[Basis]:
    for found in document_numbers_in(plan.upstream_document):
        yield Basis(found.value.number, "", None, True, _PLACE)


def _line(line: QuotaLine, label: str) -> Line:
    earmark = line.earmark
    codes = Codes(
        transfer_function=_code(Scheme.TRANSFER_FUNCTION, line.transfer_function, line),
        function=_code(Scheme.FUNCTION, line.function, line),
        gov_econ=_code(Scheme.GOV_ECON, line.gov_econ, line),
    )
    flag = None
    if earmark.regime is not Regime.NONE:
        named = flag_names().get(earmark.flag, _REGIMES[earmark.regime])
        flag = Flag(earmark.regime, earmark.flag or None, named, _PLACE)
    project = Project(earmark.project, None, _PLACE) if earmark.project else None
    return Line(earmark.source, earmark.kind, codes, flag, project, label, earmark.purpose or None)


def _code(scheme: Scheme, code: str, line: QuotaLine) -> tuple[CodeStatement, ...]:
    if not code:
        return ()
    name = name_of(scheme, code, line.earmark.year) or ""
    earmark = line.earmark
    return (CodeStatement(scheme, code, name, _PLACE, earmark.year, earmark.kind, earmark.source),)


def _shares(plan: Plan) -> Iterator[Share]:
    ordinals = list(plan.pool.order_by("ordinal").values_list("ordinal", flat=True))
    fens: dict[str, dict[int, int]] = {}
    regions: dict[str, str] = {}
    awards = Award.objects.filter(plan=plan).select_related("recipient", "pool_line")
    for each in awards.order_by("recipient__region_id", "recipient__code"):
        name = _table_name(each)
        fens.setdefault(name, {})[each.pool_line.ordinal] = each.fen
        regions[name] = each.recipient.region_id
    for name, row in fens.items():
        yield Share(name, tuple(row.get(at, 0) for at in ordinals), get(regions[name]))


def _table_name(award: Award) -> str:
    """A place in the table is called by the place's name, a unit by its own."""
    agency = award.recipient
    return agency.region.name if agency.kind == agency.Kind.FINANCE else agency.name


def _recipients(plan: Plan) -> Iterator[str]:
    awards = Award.objects.filter(plan=plan).select_related("recipient")
    for each in awards.order_by("recipient__region_id", "recipient__code"):
        yield each.recipient.name

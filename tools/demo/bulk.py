"""成批记账 bulk: the rest of the chain, many vouchers in one batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from demo.days import YEAR, day
from demo.issuing import WAN, Office, held, shares
from demo.places import CENTRE, Place
from demo.stories import SECOND, UNPROVEN
from zhida.core.ledger import Book, Earmark, QuotaLine, Voucher
from zhida.core.ledger.verbs import Act, accept, apply, enable, issue, pay, receive, register
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

FUND = "医疗救助补助资金"
_PROJECT = "10000015Z155080000004"
_FUNCTIONS = {BudgetKind.GENERAL: "2101301", BudgetKind.GOVERNMENT_FUND: "2296013"}
_ISSUED, _REGISTERED, _ENABLED = 9, 10, 12
_AGAIN = 95
"""When the counties had the money of the second notice."""
_BY_HAND = 20 * WAN


@dataclass
class Batch:
    """Lines and vouchers that are booked together."""

    lines: list[QuotaLine] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    spending: list[tuple[str, QuotaLine, int]] = field(default_factory=list)
    """The units' lines with what the treasury can pay from them: code, line, fen."""

    def book(self, region: str) -> None:
        """All or none, in the scope of a region."""
        with scope(region):
            post(self.vouchers, open_lines(self.lines))


def act(holder: str, document: str, share: int, by: str = "", ordinal: int = 1) -> Act:
    """An act upon a document on a day of the year."""
    return Act(holder, document, day(share), by or "演示经办", "演示", ordinal=ordinal)


def centre(document: str, wan: int) -> Batch:
    """What the centre has for the year, in two budgets."""
    batch = Batch()
    for ordinal, kind in enumerate(_FUNCTIONS, 1):
        earmark = Earmark(
            Book.QUOTA, YEAR, FUND, FundingSource.CENTRAL, kind=kind,
            regime=Regime.DIRECT, flag="01", project=_PROJECT,
        )  # fmt: skip
        line = QuotaLine(earmark, f"{CENTRE}-finance", document)
        batch.lines.append(line)
        paper = act("国务院", f"全国预算{YEAR} {document}", 1, ordinal=ordinal)
        batch.vouchers.append(receive(paper, line, wan // ordinal * WAN))
    return batch


def passed(place: Place, weights: Mapping[str, int], document: str, on: int) -> Batch:
    """What a finance office holds, to those below by weight; they take it the same day."""
    batch = Batch()
    office = Office(place.code, place.name)
    for ordinal, (line, fen) in enumerate(_lines(office), 1):
        batch.lines.append(line)
        for code, part in shares(fen, weights).items():
            child = _child(line, code, document)
            paper = act(place.finance, document, on, office.drafter.name, ordinal)
            batch.lines.append(child)
            batch.vouchers += [issue(paper, line, code, part), accept(paper, line, child, part)]
    return batch


def counties(prefecture: Place) -> Batch:
    """A prefecture's money to its counties."""
    weights = {each.finance: 3 + at % 5 for at, each in enumerate(prefecture.below)}
    return passed(prefecture, weights, f"{prefecture.name[:2]}财社〔{YEAR}〕12号", _ISSUED)


def again(prefecture: Place) -> Batch:
    """The money of the second notice to the counties that have a story of it."""
    weights = {each.finance: 1 for each in prefecture.below if each.code in SECOND}
    return passed(prefecture, weights, f"{prefecture.name[:2]}财社〔{YEAR}〕61号", _AGAIN)


def unit_document(county: Place, number: str = "8") -> str:
    """The number under which a county's units have their money."""
    return f"{county.name}财社〔{YEAR}〕{number}号"


def units(county: Place) -> Batch:
    """A county's money to its units, which register it and make it executable in time."""
    batch = Batch()
    for code, line, fen, ordinal in _shared(county, batch, unit_document(county), _REGISTERED):
        enabled = act(code, f"可执行{YEAR}", _ENABLED, ordinal=ordinal)
        batch.vouchers.append(enable(enabled, line, fen))
        batch.spending.append((code, line, fen))
    if county.code == UNPROVEN:
        batch.vouchers += _by_hand(batch)
    return batch


def idle(county: Place) -> Batch:
    """What the county had of the second notice stands registered at its units, and no further."""
    batch = Batch()
    for _ in _shared(county, batch, unit_document(county, "31"), _AGAIN):
        pass
    return batch


def _shared(
    county: Place, batch: Batch, document: str, on: int
) -> Iterator[tuple[str, QuotaLine, int, int]]:
    """All that the county holds goes to its units in equal shares, and is registered there."""
    office = Office(county.code, county.name)
    for ordinal, (line, fen) in enumerate(_lines(office), 1):
        batch.lines.append(line)
        for code, part in shares(fen, dict.fromkeys(county.units, 1)).items():
            child = _child(line, code, document, line.function or _FUNCTIONS[line.earmark.kind])
            batch.lines.append(child)
            paper = act(county.finance, document, on, office.drafter.name, ordinal)
            batch.vouchers += [issue(paper, line, code, part), accept(paper, line, child, part)]
            hung = act(code, f"挂接{YEAR} {document}", on, ordinal=ordinal)
            batch.vouchers.append(register(hung, child, part))
            yield code, child, part, ordinal


def _by_hand(batch: Batch) -> list[Voucher]:
    """A payment that no file of the treasury proves; so much less is left for the treasury's."""
    holder, line, fen = batch.spending[0]
    batch.spending[0] = (holder, line, fen - _BY_HAND)
    paper = act(holder, f"支付{YEAR}-手工", 96)
    return [apply(paper, line, _BY_HAND), pay(paper, line, _BY_HAND)]


def _lines(office: Office) -> list[tuple[QuotaLine, int]]:
    """What an office has in hand, as lines of the ledger with their fen."""
    there = held(office)
    with scope(office.region):
        lines = quota_lines([each.number for each in there])
    return [(lines[each.number], each.available_fen) for each in there]


def _child(line: QuotaLine, holder: str, document: str, function: str = "") -> QuotaLine:
    return QuotaLine(
        line.earmark,
        holder,
        document,
        upstream_document=line.document,
        function=function,
        parent=line.digest,
    )

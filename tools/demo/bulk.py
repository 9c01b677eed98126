"""成批记账 bulk: the rest of the chain, many vouchers in one batch."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo.days import YEAR, day
from demo.issuing import WAN, Office, held, shares
from demo.places import CENTRE, Place
from zhida.core.ledger import Book, Earmark, QuotaLine, Voucher
from zhida.core.ledger.verbs import Act, accept, apply, enable, issue, pay, receive, register
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

FUND = "医疗救助补助资金"
_PROJECT = "10000015Z155080000004"
_FUNCTIONS = {BudgetKind.GENERAL: "2101301", BudgetKind.GOVERNMENT_FUND: "2296013"}
_TRANSIT, _HELD, _UNPAID, _REGISTERED = 3, 5, 7, 9
_CYCLE = 13


@dataclass
class Batch:
    """Lines and vouchers that are booked together."""

    lines: list[QuotaLine] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)

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
        paper = act("国务院", f"全国预算{YEAR}", 1, ordinal=ordinal)
        batch.vouchers.append(receive(paper, line, wan // ordinal * WAN))
    return batch


def counties(prefecture: Place, place: int) -> Batch:
    """A prefecture's money to its counties; some has not been taken there yet."""
    batch = Batch()
    office = Office(prefecture.code, prefecture.name)
    document = f"{prefecture.name[:2]}财社〔{YEAR}〕12号"
    weights = {each.finance: 3 + at % 5 for at, each in enumerate(prefecture.below)}
    for ordinal, parent in enumerate(_lines(office), 1):
        line, fen = parent
        for at, (code, part) in enumerate(shares(fen, weights).items()):
            if not part:
                continue
            child = _child(line, code, f"{prefecture.below[at].name[:2]}财社〔{YEAR}〕5号")
            paper = act(prefecture.finance, document, 30, office.drafter.name, ordinal)
            batch.vouchers.append(issue(paper, line, code, part))
            if (place + at) % _CYCLE != _TRANSIT:
                batch.lines.append(child)
                batch.vouchers.append(accept(paper, line, child, part))
        batch.lines.append(line)
    return batch


def unit_document(county: Place) -> str:
    """The number under which a county's units have their money."""
    return f"{county.name}财社〔{YEAR}〕8号"


def units(county: Place, place: int) -> Batch:
    """A county's money to its units, and how far it came there."""
    batch = Batch()
    stage = place % _CYCLE
    if stage in (_TRANSIT, _HELD):
        return batch
    office = Office(county.code, county.name)
    document = unit_document(county)
    for ordinal, (line, fen) in enumerate(_lines(office), 1):
        batch.lines.append(line)
        for code, part in shares(fen, dict.fromkeys(county.units, 1)).items():
            if not part:
                continue
            child = _child(
                line, code, document, function=line.function or _FUNCTIONS[line.earmark.kind]
            )
            batch.lines.append(child)
            paper = act(county.finance, document, 40, office.drafter.name, ordinal)
            batch.vouchers += [issue(paper, line, code, part), accept(paper, line, child, part)]
            batch.vouchers += _spent(child, part, place, ordinal)
    return batch


def _spent(line: QuotaLine, fen: int, place: int, ordinal: int) -> list[Voucher]:
    stage = place % _CYCLE
    late = 70 if place % 6 == 0 else 43
    name = line.holder
    found = [register(act(name, f"挂接{YEAR}", late, ordinal=ordinal), line, fen)]
    if stage == _REGISTERED:
        return found
    found.append(enable(act(name, f"可执行{YEAR}", late, ordinal=ordinal), line, fen))
    if stage == _UNPAID:
        return found
    share = 25 + place * 37 % 71
    for part, when in ((share // 2, 75), (share - share // 2, 95)):
        paid = fen * part // 100
        if paid:
            paper = act(name, f"支付{YEAR}-{when}", when, ordinal=ordinal)
            found += [apply(paper, line, paid), pay(paper, line, paid)]
    return found


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

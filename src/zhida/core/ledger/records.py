"""指标记录 records: quota lines with their figures, in the fields of the integrated budget system.

The fields are those of `data/quota_elements.csv`: the official ones
(预算管理一体化), then our own (`ZD_…`, status local) for what has no official
field. Every cell is text; money is in 元 with two decimals. Code lists that
were not found in public are our own too (`data/quota_codes.csv`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from zhida.core.ledger.encoding import digest
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.tracing import Node
from zhida.core.notice.appropriations import Regime
from zhida.data import load

Record = Mapping[str, str]
"""指标记录: text by the name of the field; a field that isn't there is blank."""

HELD, TRANSIT, EXPECTED_TRANSIT = "held", "transit", "expected_transit"
UNSPENT = ("expected", "expected_reserved", "pending", "reserved", "registered", "executable")
SPENT = ("applied", "paid")
KEPT = (*UNSPENT, *SPENT, "carried", "surplus")
"""Kinds of account of a holding, but for those in transit."""


@dataclass(frozen=True, slots=True)
class Element:
    """指标要素: a field of the exchange, what it means and which element of ours it carries.

    `form` is id, code, text, year, date, flag or money; `element` is "" where
    this ledger has nothing to say. `official` is false for our own fields.
    """

    field: str
    title: str
    meaning: str
    element: str
    form: str
    official: bool


@dataclass(frozen=True, slots=True)
class Transit:
    """在途: fen on its way to an agency (its code), and that agency's fiscal code."""

    kind: str
    receiver: str
    division: str
    fen: int


@dataclass(frozen=True, slots=True)
class Holding:
    """持有: a quota line with its figures in fen; see `tracing.Node` for their meaning.

    `division` is the holder's nine-digit fiscal code and `level` its level (0
    centre … 3 county); `day` that of the first paper that brought money. `key`
    is the identifier in the file, the line's digest in those of ours.
    """

    quota: QuotaLine
    division: str
    level: int
    day: datetime.date | None = None
    first: int = 0
    reduced: int = 0
    received: int = 0
    returned: int = 0
    adjusted: int = 0
    kept: Mapping[str, int] = field(default_factory=dict)
    transits: tuple[Transit, ...] = ()
    key: str = ""

    @property
    def incoming(self) -> int:
        """指标金额: what came from outside, from above, and by 调剂."""
        return self.first + self.received + max(self.adjusted, 0)

    @property
    def outgoing(self) -> int:
        """调减金额: what went back outside or up, and by 调剂."""
        return self.reduced + self.returned + max(-self.adjusted, 0)


@cache
def elements() -> tuple[Element, ...]:
    """指标要素表: the fields in the order of the files.

    >>> [each.field for each in elements()[:3]]
    ['BGT_ID', 'MOF_DIV_CODE', 'FISCAL_YEAR']
    """
    return tuple(
        Element(
            row["field"],
            row["title"],
            row["meaning"],
            row["element"],
            row["form"],
            row["status"] != "local",
        )
        for row in load("quota_elements")
    )


@cache
def code_of(field: str, value: str) -> str:
    """代码: how the exchange writes a value of ours.

    >>> code_of("FUND_TYPE_CODE", "government_fund")
    '2'
    """
    for row in load("quota_codes"):
        if row["field"] == field and row["value"] == value:
            return row["code"]
    raise LedgerError(f"{field}没有与“{value}”对应的代码。请在数据表 quota_codes.csv 中补上")


@cache
def values_of(field: str) -> Mapping[str, str]:
    """代码表: our value for each code of a field."""
    return {row["code"]: row["value"] for row in load("quota_codes") if row["field"] == field}


def yuan(fen: int) -> str:
    """元: fen with two decimals, exactly.

    >>> yuan(-123456), yuan(5)
    ('-1234.56', '0.05')
    """
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def holding_of(node: Node, divisions: Mapping[str, str]) -> Holding:
    """持有: the figures of a traced line. `divisions` are fiscal codes by agency code."""
    quota = node.line.quota
    brought = (*node.first.behind, *node.received.behind, *node.adjusted.behind)
    accounts = {(each.kind, each.counterpart): each.figure.fen for each in node.kept}
    return Holding(
        quota,
        divisions[quota.holder],
        node.line.level,
        min((voucher.document_date for voucher, fen in brought if fen > 0), default=None)
        if node.incoming + max(node.adjusted.fen, 0)
        else None,
        node.first.fen,
        node.reduced.fen,
        node.received.fen,
        node.returned.fen,
        node.adjusted.fen,
        {kind: fen for (kind, to), fen in accounts.items() if to is None and fen},
        tuple(
            Transit(kind, to, divisions[to], fen)
            for (kind, to), fen in accounts.items()
            if to is not None and fen
        ),
        quota.digest.hex(),
    )


def records_of(holding: Holding) -> Iterator[Record]:
    """指标记录: one of what is held, and one for each receiver of what is on its way."""
    values = _values(holding)
    yield _record(values)
    for each in holding.transits:
        yield _record(
            _elements_of(holding)
            | {
                "digest": transit_key(holding.quota, each).hex(),
                "parent": values["digest"],
                "carried_from": "",
                "record": code_of("BGT_TYPE_CODE", each.kind),
                "receiver": each.receiver,
                "REC_DIV_CODE": each.division,
                "incoming": yuan(each.fen),
                "outgoing": yuan(0),
                "unspent": yuan(each.fen),
                "spent": yuan(0),
                "executable": "0",
            }
        )


def transit_key(quota: QuotaLine, transit: Transit) -> bytes:
    """The identity of what is on its way, from the line that it left."""
    return digest(quota.digest, transit.kind, transit.receiver)


def summary_of(quota: QuotaLine) -> str:
    """指标说明: fund and purpose for people.

    Never read back: see ZD_FUND and ZD_PURPOSE.
    """
    earmark = quota.earmark
    return f"{earmark.fund}（{earmark.purpose}）" if earmark.purpose else earmark.fund


def _record(values: Mapping[str, str]) -> Record:
    return {each.field: values.get(each.field, values.get(each.element, "")) for each in elements()}


def _values(holding: Holding) -> dict[str, str]:
    quota = holding.quota
    link = "passed" if quota.parent else "carried" if quota.carried_from else "first"
    spent = sum(holding.kept.get(kind, 0) for kind in SPENT)
    money = {
        "incoming": holding.incoming,
        "outgoing": holding.outgoing,
        "unspent": sum(holding.kept.get(kind, 0) for kind in UNSPENT),
        "spent": spent,
        "first": holding.first,
        "reduced": holding.reduced,
        "adjusted": holding.adjusted,
        **{f"kept.{kind}": holding.kept.get(kind, 0) for kind in KEPT},
    }
    return _elements_of(holding) | {
        "digest": quota.digest.hex(),
        "parent": quota.parent.hex() if quota.parent else "",
        "carried_from": quota.carried_from.hex() if quota.carried_from else "",
        "record": code_of("BGT_TYPE_CODE", HELD),
        "link": code_of("SOURCE_TYPE_CODE", link),
        "executable": _flag(bool(spent or holding.kept.get("executable"))),
        **{name: yuan(fen) for name, fen in money.items()},
    }


_PLAIN = (
    "earmark.year earmark.fund earmark.purpose earmark.flag document upstream_document condition"
    " transfer_function function gov_econ dept_econ implementing_project holder"
).split()


def _elements_of(holding: Holding) -> dict[str, str]:
    quota = holding.quota
    earmark = quota.earmark
    tracked = earmark.regime is Regime.TRACKED
    return {name: str(attrgetter(name)(quota)) for name in _PLAIN} | {
        "division": holding.division,
        "day": holding.day.isoformat() if holding.day else "",
        "summary": summary_of(quota),
        "level": code_of("BUDGET_LEVEL_CODE", str(holding.level)),
        "earmark.kind": code_of("FUND_TYPE_CODE", earmark.kind),
        "earmark.source": code_of("ZD_SOURCE", earmark.source),
        "ZD_REGIME": code_of("ZD_REGIME", earmark.regime),
        "IS_TRACK": _flag(tracked),
        "PRO_CODE": earmark.project,
        "TRACK_PRO_CODE": earmark.project if tracked else "",
        "earmark.three_guarantees": _flag(earmark.three_guarantees),
        "advance": _flag(quota.advance),
        "IS_DELETED": "0",
    }


def _flag(value: bool) -> str:
    return "1" if value else "0"

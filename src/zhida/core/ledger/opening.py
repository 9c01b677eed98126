"""期初 opening: the vouchers that put imported holdings on the books, all under the verb `open`.

Each line's money enters on its 待下达 account, from outside or from the line
above, and is moved from there to where it stands: so the ledger knows who
passed what to whom, as it would had it been there from the start.
"""

from __future__ import annotations

import datetime
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhida.core.ledger.act import Act, voucher_of
from zhida.core.ledger.chart import Relation
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.records import Holding
from zhida.core.ledger.voucher import AccountKey, Identity, Transfer, Voucher
from zhida.core.provenance import Source

_POOL, _ORIGIN, _TRANSIT = "pending", "origin", "transit"


@dataclass(frozen=True, slots=True)
class _Opening:
    """Who imports, and from where."""

    actor: str
    reason: str
    sources: Mapping[str, Source]

    def voucher(
        self,
        holding: Holding,
        part: str,
        transfers: Sequence[Transfer],
        counterpart: str | None = None,
        holder: str = "",
    ) -> Voucher:
        """One part of what is known of a holding: its identity is the record's key and the part."""
        quota = holding.quota
        source = self.sources.get(holding.key)
        act = Act(
            quota.holder,
            quota.document,
            holding.day or datetime.date(quota.earmark.year, 1, 1),
            self.actor,
            self.reason,
            (source,) if source else (),
        )
        identity = Identity(
            "open",
            quota.holder,
            holding.key,
            quota.earmark.year,
            counterpart or quota.holder,
            purpose=part,
        )
        return voucher_of(
            "open", act, identity, holder or quota.holder, tuple(transfers), counterpart
        )


def openings(
    holdings: Iterable[Holding], actor: str, reason: str, sources: Mapping[str, Source]
) -> tuple[Voucher, ...]:
    """期初凭证: what books the holdings; they must be booked together.

    `sources` are the places in the file by the record's key. The upper line of
    each holding that received money must be among them.
    """
    opening = _Opening(actor, reason, sources)
    by_digest = {each.quota.digest: each for each in holdings}
    vouchers: list[Voucher] = []
    for each in by_digest.values():
        vouchers += _came_in(opening, each, by_digest)
    vouchers += _adjustments(opening, by_digest.values())
    for each in by_digest.values():
        vouchers += _stands(opening, each)
    return tuple(vouchers)


def _came_in(
    opening: _Opening, each: Holding, by_digest: Mapping[bytes, Holding]
) -> Iterator[Voucher]:
    """收到: from outside, and from the line above."""
    own = _account(each.quota, _POOL)
    if each.first:
        first = Transfer(_account(each.quota, _ORIGIN), own, each.first)
        yield opening.voucher(each, "first", [first])
    if each.received or each.returned:
        assert each.quota.parent is not None
        upper = by_digest[each.quota.parent]
        if upper.quota.holder == each.quota.holder:
            yield from _inside(opening, each, upper)
        else:
            yield from _between(opening, each, upper)


def _stands(opening: _Opening, each: Holding) -> Iterator[Voucher]:
    """留存: from the account where all came in to those where it stands, or back outside."""
    own = _account(each.quota, _POOL)
    rows = [
        Transfer(own, _account(each.quota, kind), fen)
        for kind, fen in each.kept.items()
        if kind != _POOL
    ]
    if each.reduced:
        rows.append(Transfer(own, _account(each.quota, _ORIGIN), each.reduced))
    if rows:
        yield opening.voucher(each, "stands", rows)
    for one in each.transits:
        way = _account(each.quota, one.kind, one.receiver)
        yield opening.voucher(each, one.kind, [Transfer(own, way, one.fen)], one.receiver)


def _inside(opening: _Opening, each: Holding, upper: Holding) -> Iterator[Voucher]:
    """细化: money of the same holder needs no way."""
    own, pool = _account(each.quota, _POOL), _account(upper.quota, _POOL)
    if each.received:
        yield opening.voucher(each, "refined", [Transfer(pool, own, each.received, Relation.CHILD)])
    if each.returned:
        yield opening.voucher(
            each, "unrefined", [Transfer(own, pool, each.returned, Relation.PARENT)]
        )


def _between(opening: _Opening, each: Holding, upper: Holding) -> Iterator[Voucher]:
    """上下级: what one sends, then what the other takes, each by its own hand."""
    own, pool = _account(each.quota, _POOL), _account(upper.quota, _POOL)
    giver, taker = upper.quota.holder, each.quota.holder
    if each.received:
        way = _account(upper.quota, _TRANSIT, taker)
        yield opening.voucher(each, "sent", [Transfer(pool, way, each.received)], taker, giver)
        taken = [Transfer(way, own, each.received, Relation.CHILD)]
        yield opening.voucher(each, "received", taken, giver)
    if each.returned:
        way = _account(each.quota, _TRANSIT, giver)
        yield opening.voucher(each, "returned", [Transfer(own, way, each.returned)], giver)
        back = [Transfer(way, pool, each.returned, Relation.PARENT)]
        yield opening.voucher(each, "retrieved", back, taker, giver)


def _adjustments(opening: _Opening, holdings: Iterable[Holding]) -> Iterator[Voucher]:
    """调剂: givers are paired with takers of the same holder and earmark, in order of key."""
    groups: dict[tuple[str, bytes], list[Holding]] = defaultdict(list)
    for each in holdings:
        if each.adjusted:
            groups[each.quota.holder, each.quota.earmark.digest].append(each)
    for group in groups.values():
        group.sort(key=lambda each: each.key)
        takers = deque((each, each.adjusted) for each in group if each.adjusted > 0)
        for giver in (each for each in group if each.adjusted < 0):
            left = -giver.adjusted
            while left:
                taker, wants = takers.popleft()
                fen = min(left, wants)
                gives, takes = (_account(each.quota, _POOL) for each in (giver, taker))
                yield opening.voucher(
                    taker,
                    f"adjusted/{giver.key}",
                    [Transfer(gives, takes, fen, Relation.KIN)],
                )
                left -= fen
                if wants > fen:
                    takers.appendleft((taker, wants - fen))


def _account(quota: QuotaLine, kind: str, counterpart: str | None = None) -> AccountKey:
    return AccountKey(quota.digest, kind, counterpart)

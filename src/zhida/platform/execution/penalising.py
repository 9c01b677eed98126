"""提出扣减 penalising: measures the regions below one on a day, and proposes what their money loses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.execution.penalties import Party, PenaltyProposal, propose
from zhida.core.execution.penalty_schemes import PassThrough, PenaltyScheme
from zhida.core.execution.progress import Progress
from zhida.core.ledger.errors import LedgerError
from zhida.core.money import format_fen
from zhida.core.notice.appropriations import FundingSource
from zhida.core.regions import find
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.execution.progress import by_region
from zhida.platform.execution.raising import found_alerts
from zhida.platform.execution.selecting import Selection, parents_of, subtree
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

CONCEPT = "execution"
_LATE = ("E102", "E104")


@dataclass(frozen=True, slots=True)
class Wish:
    """扣减要求: for which region, year, fund and day; `scores` and `bases` by name of the place.

    `bases` are fen from which is cut (next year's money), by default what each place got in
    `year`. `scores` must be there for a scheme that measures scores.
    """

    scheme: PenaltyScheme
    year: int
    day: datetime.date
    region: str = ""
    fund: str = ""
    source: FundingSource | None = FundingSource.CENTRAL
    bases: Mapping[str, int] | None = None
    scores: Mapping[str, Fraction] | None = None


def propose_penalties(actor: Actor, wish: Wish) -> PenaltyProposal:
    """提出扣减: by the figures of the ledger on a day; nothing but the journal is written.

    Raises `LedgerError` where there is nobody to measure, or a file names others.
    """
    place = wish.region or actor.region
    with scope(actor.region):
        require(actor, "propose_penalty", about(place))
        done = proposed(wish, place)
        record(
            actor,
            "propose_penalty",
            CONCEPT,
            f"{place} {wish.year} {wish.scheme.code}",
            None,
            {
                "day": wish.day.isoformat(),
                "cut_fen": done.cut_fen,
                "reserve_fen": done.reserve_fen,
                "cuts": {each.party.code: each.cut_fen for each in done.cuts if each.cut_fen},
            },
            region=place,
        )
        return done


def proposed(wish: Wish, place: str) -> PenaltyProposal:
    """扣减的数字: what would be proposed, in the running scope; nothing is written.

    Raises `LedgerError` where there is nobody to measure, or a file names others.
    """
    parties, above = _parties(wish, place)
    if not parties:
        raise LedgerError(f"区划{place}之下在{wish.year}年没有收到过这项资金，无从扣减")
    return propose(wish.scheme, parties, above)


def _parties(wish: Wish, place: str) -> tuple[list[Party], list[Party]]:
    """Those directly below; with pass-through those below them, and themselves above."""
    passes = wish.scheme.pass_through is not PassThrough.NONE
    tree = subtree(place, parents_of(wish.day))
    asked = Selection(
        wish.year,
        region=place,
        fund=wish.fund or wish.scheme.fund,
        source=wish.source,
        on=wish.day,
    )
    rows = {each.key: each for each in by_region(asked, 2 if passes else 1) if each.depth}
    measures = _Measures(wish, place, tree)
    direct = [each for each in rows.values() if each.depth == 1]
    if not passes:
        own = [measures.party(each.key, each.name, each.rolled.subtree, "") for each in direct]
        return measures.with_bases(own), []
    # money that a prefecture keeps for itself bears its part of the cut
    lower = [
        measures.party(each.key, each.name, each.rolled.subtree, tree[each.key] or "")
        if each.depth == 2
        else measures.party(each.key, f"{each.name}本级", each.rolled.own, each.key)
        for each in rows.values()
    ]
    parties = [each for each in measures.with_bases(lower) if each.base_fen]
    upper = [measures.party(each.key, each.name, each.rolled.subtree, "") for each in direct]
    return parties, upper


class _Measures:
    """考核数: the figures of the places below one; what a file says of them, by code."""

    def __init__(self, wish: Wish, place: str, tree: Mapping[str, str | None]) -> None:
        self._wish, self._place, self._tree = wish, place, tree
        if wish.scheme.measure == "score" and wish.scores is None:
            raise LedgerError(f"“{wish.scheme.name}”按得分扣减，请用 --scores 给出各地得分")
        self._scores = {
            self._code(name, "得分"): score for name, score in (wish.scores or {}).items()
        }
        self._late: dict[str, int] = {}
        if wish.scheme.measure == "late_days":
            self._late = self._latest()

    def _code(self, name: str, what: str) -> str:
        region = find(name, within=self._place)
        if region is None or region.code not in self._tree:
            raise LedgerError(
                f"{what}中的“{name}”不是区划{self._place}之下的地方。请写行政区划的名称"
            )
        return region.code

    def _latest(self) -> dict[str, int]:
        """The most days over the time of each place, with all below it."""
        latest: dict[str, int] = {}
        for alert in found_alerts(self._place, self._wish.day, (self._wish.year,), _LATE):
            region: str | None = alert.region
            while region is not None:
                latest[region] = max(latest.get(region, 0), alert.measure or 0)
                region = self._tree.get(region)
        return latest

    def party(self, code: str, name: str, stood: Progress, above: str) -> Party:
        """A place, with what it got as its base."""
        measure, told = self._measure(code, stood)
        return Party(code, name, stood.available, measure, told, above)

    def with_bases(self, parties: list[Party]) -> list[Party]:
        """The same with next year's money as their bases, as the plan names them and in its order.

        Who got nothing before has no measure: nothing is cut from it.
        """
        if self._wish.bases is None:
            return parties
        known = {each.code: each for each in parties}
        found = []
        for name, fen in self._wish.bases.items():
            code = self._code(name, "方案")
            before = known.get(code) or Party(code, name, 0, None, "", self._tree[code] or "")
            found.append(replace(before, name=name, base_fen=fen))
        return found

    def _measure(self, code: str, stood: Progress) -> tuple[Fraction | None, str]:
        if self._wish.scheme.measure == "score":
            return self._scores.get(code), ""
        if self._wish.scheme.measure == "late_days":
            return Fraction(self._late.get(code, 0)), ""
        if stood.rate is None:
            return None, ""
        told = f"支出{format_fen(stood.paid)} ÷ 可用{format_fen(stood.available)}"
        return stood.rate * 100, told

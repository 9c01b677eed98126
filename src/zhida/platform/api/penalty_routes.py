"""扣减接口 penalties: what slow execution or low scores would take from next year's money; a proposal."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from ninja import Query
from pydantic import Field, StringConstraints

from zhida.core.execution.penalties import PartyCut
from zhida.core.execution.penalty_schemes import PenaltyScheme, penalty_scheme, penalty_schemes
from zhida.core.notice import FundingSource
from zhida.platform.api.bearer import Call
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Day, FenAsked, Said, Told, Year
from zhida.platform.execution.penalising import Wish, propose_penalties

routes = Routes("扣减")

_MOST_PLACES = 5000
Points = Annotated[str, StringConstraints(pattern=r"^\d{1,6}(\.\d{1,6})?$")]


class OfYear(Asked):
    """年度."""

    year: Year


class SchemeTold(Told):
    """扣减办法: `measure` is what it looks at; `measured_on` its month and day."""

    code: str
    name: str
    fund: str
    measure: str
    measured_on: str
    basis: str
    status: str
    source: str


class ProposeAsked(OfYear):
    """提出扣减: by a scheme, of a region, on the scheme's own day unless said.

    `bases_fen` are what is cut from, by place, what each got in the year unless said;
    `scores` must be there for a scheme that looks at scores.
    """

    scheme: Said
    region: Code = ""
    day: Day | None = None
    fund: Code = ""
    source: FundingSource | None = FundingSource.CENTRAL
    bases_fen: Annotated[dict[Code, FenAsked] | None, Field(max_length=_MOST_PLACES)] = None
    scores: Annotated[dict[Code, Points] | None, Field(max_length=_MOST_PLACES)] = None


class CutTold(Told):
    """一地的扣减: with its arithmetic; `found` is what was measured."""

    code: str
    name: str
    base_fen: int
    found: str
    cut_fen: int
    returned_fen: int
    kept_fen: int
    arithmetic: list[str]


class ProposalTold(Told):
    """扣减建议: nothing is taken by it; `above` are the cuts that are passed on to `cuts`."""

    scheme: SchemeTold
    day: Day
    base_fen: int
    cut_fen: int
    reserve_fen: int
    cuts: list[CutTold]
    above: list[CutTold]


@routes.read("/penalties/schemes")
def penalty_schemes_of(call: Call, asked: Query[OfYear]) -> list[SchemeTold]:
    """扣减办法: that hold in a budget year."""
    return [_scheme(each) for each in penalty_schemes(asked.year)]


@routes.write("/penalties", "propose_penalty")
def propose_penalty(call: Call, body: ProposeAsked) -> ProposalTold:
    """提出扣减: by the figures of the ledger; a proposal, told in the journal."""
    scheme = penalty_scheme(body.scheme, body.year)
    wish = Wish(
        scheme,
        body.year,
        body.day or scheme.measured_on(body.year),
        call.region(body.region, "propose_penalty"),
        body.fund,
        body.source,
        body.bases_fen,
        None if body.scores is None else {at: Fraction(to) for at, to in body.scores.items()},
    )
    done = propose_penalties(call.actor, wish)
    return ProposalTold(
        scheme=_scheme(scheme),
        day=wish.day,
        base_fen=done.base_fen,
        cut_fen=done.cut_fen,
        reserve_fen=done.reserve_fen,
        cuts=[_cut(each) for each in done.cuts],
        above=[_cut(each) for each in done.above],
    )


def _scheme(each: PenaltyScheme) -> SchemeTold:
    return SchemeTold(
        code=each.code,
        name=each.name,
        fund=each.fund,
        measure=each.measure,
        measured_on=f"{each.month:02}-{each.day:02}",
        basis=each.basis,
        status=each.status,
        source=each.source,
    )


def _cut(each: PartyCut) -> CutTold:
    return CutTold(
        code=each.party.code,
        name=each.party.name,
        base_fen=each.party.base_fen,
        found=each.party.told,
        cut_fen=each.cut_fen,
        returned_fen=each.returned_fen,
        kept_fen=each.kept_fen,
        arithmetic=list(each.arithmetic),
    )

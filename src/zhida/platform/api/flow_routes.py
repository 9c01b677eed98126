"""资金流向接口 flow: where a region's money stands, as bands from place to place and on to its state."""

from __future__ import annotations

from ninja import Query

from zhida.platform.api.bearer import Call
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Day, Told, Year
from zhida.platform.ledger import figures
from zhida.platform.ledger.flowing import STATES, Place, flow_of
from zhida.platform.ledger.origins import step_href

routes = Routes("资金流向")


class FlowAsked(Asked):
    """流向范围: of a region and below (the actor's own unless said), of a fund, source or paper, on a day."""

    year: Year
    region: Code = ""
    fund: Code = ""
    source: Code = ""
    document: Code = ""
    on: Day | None = None


class NodeTold(Told):
    """结点: a place (with the `region` to go down to, "" for several) or a state."""

    name: str
    region: str
    state: str


class BandTold(Told):
    """流带: from a node to a node, by their places in `nodes`."""

    start: int
    end: int
    amount_fen: int


class PlaceTold(Told):
    """所在: what stands there by state; `origin` is the address of what it is made of."""

    name: str
    received_fen: int
    states_fen: dict[str, int]
    origin: str


class FlowTold(Told):
    """资金流向: what comes into a node goes out of it again; the same money by place and by level."""

    nodes: list[NodeTold]
    bands: list[BandTold]
    places: list[PlaceTold]
    levels: list[PlaceTold]
    whole: PlaceTold


@routes.read("/ledger/flow")
def flow(call: Call, asked: Query[FlowAsked]) -> FlowTold:
    """资金流向: unallocated, in transit and unpaid are nodes like the payment."""
    found = flow_of(
        figures.Asked(
            asked.year,
            region=call.region(asked.region),
            below=bool(asked.document),
            document=asked.document,
            fund=asked.fund,
            source=asked.source,
            on=asked.on,
        )
    )
    return FlowTold(
        nodes=[
            NodeTold(name=each.name, region=each.region, state=each.state) for each in found.nodes
        ],
        bands=[BandTold(start=start, end=end, amount_fen=fen) for start, end, fen in found.bands],
        places=[_place(each) for each in found.places],
        levels=[_place(each) for each in found.levels],
        whole=_place(found.whole),
    )


def _place(each: Place) -> PlaceTold:
    return PlaceTold(
        name=each.name,
        received_fen=each.received,
        states_fen={state: fen for state, fen in each.states.items() if state in STATES},
        origin=step_href(each.asked),
    )

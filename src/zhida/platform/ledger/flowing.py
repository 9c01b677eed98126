"""资金流向 flowing: where a region's money stands, as bands from place to place and on to its state.

Every fen is in one band out of each node that it passed, so that what comes into a node goes
out of it again; unallocated, in transit and unpaid are nodes like the payment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.platform.ledger.figures import REGION, UNITS, Asked, by_step, region_tree
from zhida.platform.pages.labels import label
from zhida.platform.regions.fiscal_tree import LEVELS
from zhida.platform.regions.models import Region

TOP = 12
"""Places below that are drawn by themselves; the others are one node. The table has all."""

STATES = {
    "expected": (gettext_lazy("预计"), ("expected",)),
    "unallocated": (gettext_lazy("待分配"), ("unallocated",)),
    "transit": (gettext_lazy("在途"), ("transit",)),
    "unpaid": (gettext_lazy("未支付"), ("registered", "executable", "applied")),
    "paid": (gettext_lazy("已支付"), ("paid",)),
    "carried": (gettext_lazy("已结转"), ("carried",)),
    "surplus": (gettext_lazy("已核销"), ("surplus",)),
}
"""去处: where money may stand, each with its steps."""


@dataclass(frozen=True, slots=True)
class Place:
    """去处之一: a row of the table: what is asked for it, and its fen by state."""

    key: str
    name: str
    asked: Asked
    states: Mapping[str, int]

    @property
    def received(self) -> int:
        """全部: what stands there in any state."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Node:
    """结点: of the picture; `region` is that which a click opens, "" for none."""

    name: str
    region: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """流向: nodes, bands (from, to, fen), and the same money as rows by place and by level."""

    nodes: tuple[Node, ...]
    bands: tuple[tuple[int, int, int], ...]
    places: tuple[Place, ...]
    levels: tuple[Place, ...]
    whole: Place


def flow_of(asked: Asked) -> Flow:
    """流向: of a region's money and all below it, as far as the asked accounts go."""
    tree = region_tree(asked)
    stood = _stood(asked)
    codes = {asked.region, *(region for region, _ in stood), *_with_parents(stood, tree)}
    regions = {
        each.code: each for each in Region.objects.only("name", "level").filter(code__in=codes)
    }
    whole = _sum(stood.values())
    subtotals = _subtotals(stood, tree)
    places = _places(asked, stood, subtotals, tree, regions)
    nodes, bands = _picture(asked, stood, subtotals, tree, regions)
    name = regions[asked.region].name
    top = Place(asked.region, name, asked, whole)
    return Flow(nodes, bands, places, _levels(asked, stood, regions), top)


_Key = tuple[str, bool]
"""A region's code, and whether it is of its spending units."""
_Fens = Mapping[str, int]


def _stood(asked: Asked) -> dict[_Key, _Fens]:
    found: dict[_Key, _Fens] = {}
    for (region, unit), steps in by_step(asked, REGION, UNITS).items():
        fens = {state: sum(steps.get(s, 0) for s in of) for state, (_name, of) in STATES.items()}
        if any(fens.values()):
            found[region, unit] = fens
    return found


def _sum(parts: Iterable[_Fens]) -> dict[str, int]:
    whole: dict[str, int] = defaultdict(int)
    for each in parts:
        for state, fen in each.items():
            whole[state] += fen
    return dict(whole)


def _with_parents(stood: Mapping[_Key, _Fens], tree: Mapping[str, str | None]) -> Iterator[str]:
    for region, _kind in stood:
        code = tree.get(region)
        while code is not None:
            yield code
            code = tree.get(code)


def _subtotals(
    stood: Mapping[_Key, _Fens], tree: Mapping[str, str | None]
) -> dict[str, dict[str, int]]:
    """What stands in each region and all below it, by state."""
    found: dict[str, dict[str, int]] = {}
    for (region, _kind), fens in stood.items():
        code: str | None = region
        while code is not None:
            row = found.setdefault(code, defaultdict(int))
            for state, fen in fens.items():
                row[state] += fen
            code = tree.get(code)
    return found


def _places(
    asked: Asked,
    stood: Mapping[_Key, _Fens],
    subtotals: Mapping[str, _Fens],
    tree: Mapping[str, str | None],
    regions: Mapping[str, Region],
) -> tuple[Place, ...]:
    here = asked.region
    own = [
        Place("offices", _("本级主管部门"), replace(asked, own=True, units="offices"), fens)
        for fens in [stood.get((here, False))]
        if fens
    ]
    own += [
        Place("units", _("本级用款单位"), replace(asked, own=True, units="units"), fens)
        for fens in [stood.get((here, True))]
        if fens
    ]
    below = [
        Place(code, regions[code].name, replace(asked, region=code), subtotals[code])
        for code in sorted(subtotals)
        if tree.get(code) == here
    ]
    return (*own, *below)


def _levels(
    asked: Asked, stood: Mapping[_Key, _Fens], regions: Mapping[str, Region]
) -> tuple[Place, ...]:
    levels = sorted({regions[code].level for code, unit in stood if not unit})
    found = []
    for level in levels:
        part = replace(asked, level=level, units="offices")
        own = (f for (code, unit), f in stood.items() if not unit and regions[code].level == level)
        found.append(
            Place(
                f"level{level}",
                _("{level}主管部门").format(level=label(LEVELS[level])),
                part,
                _sum(own),
            )
        )
    if units := _sum(fens for (_, unit), fens in stood.items() if unit):
        found.append(Place("units", _("用款单位"), replace(asked, units="units"), units))
    return tuple(found)


def _picture(
    asked: Asked,
    stood: Mapping[_Key, _Fens],
    subtotals: Mapping[str, _Fens],
    tree: Mapping[str, str | None],
    regions: Mapping[str, Region],
) -> tuple[tuple[Node, ...], tuple[tuple[int, int, int], ...]]:
    size = {code: sum(fens.values()) for code, fens in subtotals.items()}
    direct = sorted(
        (code for code in size if tree.get(code) == asked.region), key=lambda c: (-size[c], c)
    )
    drawn = direct if len(direct) <= TOP + 1 else direct[:TOP]
    rest = Node(_("其余{count}个").format(count=len(direct) - len(drawn)))
    by_level = {level: Node(label(name)) for level, name in LEVELS.items()}
    named = {code: Node(regions[code].name, code) for code in (asked.region, *drawn)}
    nodes = {
        code: named.get(code)
        or (rest if tree.get(code) == asked.region else by_level[regions[code].level])
        for code in regions
    }
    ends = {state: Node(label(STATES[state][0]), state=state) for state in STATES}
    bands: dict[tuple[Node, Node], int] = defaultdict(int)
    for code, fen in size.items():
        above = tree.get(code)
        if above is not None and nodes[above] is not nodes[code]:
            bands[nodes[above], nodes[code]] += fen
    spending = Node(_("用款单位"))
    for (code, unit), fens in stood.items():
        start = spending if unit else nodes[code]
        if unit:
            bands[nodes[code], spending] += sum(fens.values())
        for state, fen in fens.items():
            if fen:
                bands[start, ends[state]] += fen
    bands = {pair: fen for pair, fen in bands.items() if fen > 0}
    drawn_nodes = tuple(dict.fromkeys(end for pair in bands for end in pair))
    at = {each: place for place, each in enumerate(drawn_nodes)}
    return drawn_nodes, tuple((at[start], at[end], fen) for (start, end), fen in bands.items())

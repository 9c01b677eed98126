"""红绿灯 lights: the worst open alert of each fund in each place below the region that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from zhida.core.execution.alerts.alert import Colour
from zhida.core.execution.alerts.thread import OVER
from zhida.platform.pages.lens import Lens
from zhida.platform.regions.models import Reach


@dataclass(frozen=True, slots=True)
class Light:
    """灯: the worst colour and how many alerts are open; none is calm."""

    colour: Colour | None = None
    alerts: int = 0


@dataclass(frozen=True, slots=True)
class Lights:
    """红绿灯: `rows` are places by code and name, each with a light for each fund."""

    funds: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Light, ...]], ...]


def lights(lens: Lens) -> Lights:
    """红绿灯: of the open alerts of the region itself and of each child with all below it.

    Places in which nothing is amiss are left out.
    """
    above = dict(
        Reach.objects.filter(ancestor_id__in=lens.below).values_list("descendant_id", "ancestor_id")
    )
    worst: dict[tuple[str, str], Light] = {}
    for code, fund, colour, count in _open():
        place = above.get(code, code if code == lens.region else "")
        if place:
            worst[place, fund] = _worse(worst.get((place, fund), Light()), colour, count)
    return _rows(worst, {lens.region: lens.places[lens.region], **lens.below})


def _open() -> Iterable[tuple[str, str, Colour, int]]:
    """The open alerts that the scope shows, counted by region, fund and colour."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [[each.value for each in OVER]])
        return [(code, fund, Colour(colour), n) for code, fund, colour, n in cursor.fetchall()]


_OPEN = """
SELECT a.region_id, coalesce(e.fund, ''), a.colour, count(*)
FROM execution_raisedalert a
LEFT JOIN ledger_line l ON l.id = a.line_id
LEFT JOIN ledger_earmark e ON e.id = l.earmark_id
WHERE a.state <> ALL(%s)
GROUP BY 1, 2, 3
"""


def _rows(worst: Mapping[tuple[str, str], Light], places: Mapping[str, str]) -> Lights:
    funds = tuple(sorted({fund for _, fund in worst}))
    amiss = {place for place, _ in worst}
    return Lights(
        funds,
        tuple(
            (code, name, tuple(worst.get((code, fund), Light()) for fund in funds))
            for code, name in places.items()
            if code in amiss
        ),
    )


def _worse(light: Light, colour: Colour, count: int) -> Light:
    worse = light.colour if light.colour and light.colour.rank < colour.rank else colour
    return Light(worse, light.alerts + count)

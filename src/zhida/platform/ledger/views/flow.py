"""资金流向页 views: the money of a region as bands to where it stands; the tables say the same."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.ledger.figures import ALL, Asked
from zhida.platform.ledger.flowing import STATES, Flow, Place, flow_of
from zhida.platform.ledger.origins import step_href
from zhida.platform.ledger.views.lines import choices_of, day_of
from zhida.platform.pages.charts import Chart
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import UNITS, Lens
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table, words

_FILTERS = ("fund", "source", "document")
_COLOURS = {
    "expected": "#b9c2cb",
    "unallocated": "#d9a441",
    "transit": "#e0c070",
    "unpaid": "#c9805c",
    "paid": "#4d8a63",
    "carried": "#8a94a3",
    "surplus": "#a9a3ad",
}
"""By state: what stands still is warm, what is paid is green."""


@page("see")
def flow(looking: Looking) -> HttpResponse:
    """资金流向: of a fund, source or paper in a year; a click goes down a level."""
    lens, query = looking.lens, looking.request.GET
    said = {name: query.get(name, "").strip()[:200] for name in _FILTERS}
    asked = Asked(
        lens.year,
        region=lens.region,
        below=bool(said["document"]),
        on=day_of(query.get("on", "")),
        **said,  # type: ignore[arg-type]
    )
    found = flow_of(asked)
    more = {name: value for name, value in said.items() if value}
    context = {
        "asked": asked,
        "chart": _chart(found, lens, more) if found.bands else None,
        "tab": "flow",
        **choices_of(lens.year),
    }
    places = _table("places", _("下级各地的资金在哪里"), found.places, found, lens, more)
    levels = _table("levels", _("各级的资金在哪里"), found.levels, found, lens, more)
    return show(looking, "ledger/flow.html", context, [places, levels], concept="ledger")


def _link(region: str, lens: Lens, more: dict[str, str]) -> str:
    return f"{reverse('ledger-flow')}?{urlencode({**_lens(lens), 'region': region, **more})}"


def _lens(lens: Lens) -> dict[str, object]:
    return {"year": lens.year, "unit": lens.unit}


def _chart(found: Flow, lens: Lens, more: dict[str, str]) -> Chart:
    size = UNITS[lens.unit].value
    said = [f"{words(fen, Kind.MONEY, lens.unit)} {lens.unit_name}" for *_, fen in found.bands]
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [each.name for each in found.nodes],
            "color": [_COLOURS.get(each.state, "#1f4e79") for each in found.nodes],
            "pad": 14,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label} %{value:,.2f}<extra></extra>",
        },
        "link": {
            "source": [start for start, *_ in found.bands],
            "target": [end for _, end, _ in found.bands],
            "value": [fen / size for *_, fen in found.bands],
            "customdata": said,
            "color": [
                _pale(_COLOURS.get(found.nodes[end].state, "#1f4e79")) for _, end, _ in found.bands
            ],
            "hovertemplate": "%{source.label} → %{target.label} %{customdata}<extra></extra>",
        },
    }
    links = [_link(each.region, lens, more) if each.region else "" for each in found.nodes]
    height = max(420, min(900, 60 + 34 * len(found.nodes)))
    title = _("%(name)s %(year)s年度资金流向（%(unit)s）") % {
        "name": lens.region_name,
        "year": lens.year,
        "unit": lens.unit_name,
    }
    return Chart("flow", title, [trace], {"height": height}, links)


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.28)"


def _table(
    key: str, title: str, rows: tuple[Place, ...], found: Flow, lens: Lens, more: dict[str, str]
) -> Table:
    shown = [state for state in STATES if found.whole.states.get(state)]
    columns = (
        Column("place", _("所在")),
        Column("received", _("全部"), Kind.MONEY),
        *(Column(each, label(STATES[each][0]), Kind.MONEY, group=_("其中")) for each in shown),
    )
    notes = [_("每一分钱只在一处，按现在所在的地方列；含各级自有的资金，选“来源”只看一种。")]
    return Table(
        key,
        title,
        columns,
        [_row(each, shown, lens, more) for each in rows],
        lens.unit,
        found.whole.asked.on,
        _row(replace(found.whole, name=_("合计"), key=""), shown, lens, more),
        notes=tuple(notes if key == "places" else []),
        empty=_("这个区划在这个年度还没有资金。收到通知后在“通知”页入账。"),
    )


def _row(place: Place, shown: list[str], lens: Lens, more: dict[str, str]) -> Row:
    region = place.key if place.key.isdigit() and place.asked.region == place.key else ""
    return Row(
        (
            Cell(place.name, _link(region, lens, more) if region else ""),
            Cell(place.received, step_href(replace(place.asked, steps=ALL))),
            *(
                Cell(
                    place.states.get(each, 0),
                    step_href(replace(place.asked, steps=STATES[each][1])),
                )
                for each in shown
            ),
        )
    )

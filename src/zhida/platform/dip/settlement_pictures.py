"""结算的图 settlement pictures: where a pool's fund went, as a waterfall."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from zhida.platform.dip.pictures import BLUE, GREEN, GREY, RED
from zhida.platform.dip.settlement_grids import figure_href, went
from zhida.platform.dip.settlement_sums import FIELDS, Sums
from zhida.platform.pages.charts import Chart
from zhida.platform.pages.lens import UNITS, Lens
from zhida.platform.pages.tables import money


def fund_chart(lens: Lens, number: int, sums: Sums) -> Chart:
    """去向图: the fund, what each kind of payment took of it, and what is left; each bar its origin."""
    size = UNITS[lens.unit].value
    bars = [("fund", str(FIELDS["fund"]), sums.of("fund"))]
    bars += [(name, words, -fen) for name, words, fen in went(sums)]
    trace = {
        "type": "waterfall",
        "measure": ["absolute", *["relative"] * (len(bars) - 2), "total"],
        "x": [f"{words}<br>{money(abs(fen), lens.unit)}" for _name, words, fen in bars],
        "y": [float(Fraction(fen, size)) for _name, _words, fen in bars],
        "connector": {"line": {"color": GREY, "width": 1}},
        "increasing": {"marker": {"color": GREEN}}, "decreasing": {"marker": {"color": RED}},
        "totals": {"marker": {"color": BLUE}},
        "hovertemplate": "%{x}<extra></extra>",
    }  # fmt: skip
    layout = {
        "margin": {"l": 72, "r": 16, "t": 16, "b": 48}, "waterfallgap": 0.45,
        "xaxis": {"fixedrange": True, "tickangle": 0},
        "yaxis": {"fixedrange": True, "gridcolor": "#e6e9ed", "tickformat": ",",
                  "title": {"text": lens.unit_name}},
    }  # fmt: skip
    links = [figure_href(lens, number, name) for name, _words, _fen in bars]
    return Chart("fund-chart", _("基金的去向"), [trace], layout, links)

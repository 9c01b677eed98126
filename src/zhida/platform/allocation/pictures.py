"""方案的图 pictures: a recipient's total as a waterfall."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from zhida.documents.allocation.planned import PlannedAllocation
from zhida.platform.allocation.grids import step_name
from zhida.platform.pages.charts import Chart
from zhida.platform.pages.lens import UNITS, Lens
from zhida.platform.pages.tables import money

_UP, _DOWN, _WHOLE = "#5b8a72", "#b0644a", "#3f5f8a"


def waterfall_chart(planned: PlannedAllocation, at: int, lens: Lens) -> Chart:
    """瀑布图: the parts of a recipient's total one after the other, in the lens's unit."""
    bars = planned.waterfall(at)
    size = UNITS[lens.unit].value
    whole = bars[-1].end if bars else 0
    names = [*(step_name(bar) for bar in bars), _("合计")]
    amounts = [*(bar.amount for bar in bars), whole]
    values = [float(Fraction(fen, size)) for fen in amounts]
    trace: dict[str, object] = {
        "type": "waterfall",
        "orientation": "v",
        "measure": [*["relative"] * len(bars), "total"],
        "x": names,
        "y": values,
        "text": [money(fen, lens.unit) for fen in amounts],
        "textposition": "outside",
        "cliponaxis": False,
        "connector": {"line": {"color": "#c9ced6", "width": 1}},
        "increasing": {"marker": {"color": _UP}},
        "decreasing": {"marker": {"color": _DOWN}},
        "totals": {"marker": {"color": _WHOLE}},
        "hovertemplate": "%{x}<br>%{y:,.6f}<extra></extra>",
    }
    layout = {
        "margin": {"l": 64, "r": 16, "t": 24, "b": 48},
        "xaxis": {"fixedrange": True, "tickangle": 0},
        "yaxis": {"fixedrange": True, "gridcolor": "#e6e9ed", "title": {"text": lens.unit_name}},
        "waterfallgap": 0.45,
    }
    name, words = planned.recipients.records[at].name, _("逐项说明")
    return Chart("waterfall-chart", f"{name}　{words}", [trace], layout)

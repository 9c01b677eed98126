"""演示报告: one html page of a settled year, its charts with a table under each; it needs no network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from zhida.core.money import Unit, format_fen

if TYPE_CHECKING:
    from zhida.engines.dip.flow_year import FlowYear
    from zhida.engines.dip.monitoring import Measure

_COLOURS = ("#1f4e79", "#7a9cbd", "#c7ccd1")
_STYLE = (
    "body{font-family:sans-serif;color:#1d2329;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}"
    "table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25rem .75rem;border-bottom:1px solid #dde2e7;overflow-wrap:anywhere}"
    "th{text-align:left;font-weight:normal}thead th{font-weight:bold;text-align:right}"
    "thead th:first-child{text-align:left}td{text-align:right}tfoot *{font-weight:bold}"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """图: series of fen over `labels`, `head` says what those are; lying bars have them in full."""

    title: str
    head: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[int]]
    lying: bool = False

    @property
    def height(self) -> int:
        """Pixels, so that each lying bar has its label beside it."""
        return 120 + 24 * len(self.labels) if self.lying else 320


def report_html(
    facts: Mapping[str, str], years: Sequence[FlowYear], measures: Sequence[Measure]
) -> str:
    """演示报告: facts as a table, then measures, payouts and months."""
    from zhida.engines.dip.result_columns import MEASURES, measure_text

    rows = "".join(f"<tr><th>{escape(name)}<td>{escape(text)}" for name, text in facts.items())
    told = "".join(
        f"<tr><th>{escape(MEASURES[each.name])}<td>{measure_text(each.name, each.value)}"
        for each in measures
        if not each.institution
    )
    charts = [chart for each in years for chart in _charts(each)]
    shown = "".join(
        f'<h2>{escape(chart.title)}</h2><div id="c{at}"></div>{_table(chart)}'
        for at, chart in enumerate(charts)
    )
    drawn = "".join(f"Plotly.newPlot({_drawn(at, chart)});" for at, chart in enumerate(charts))
    script = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>按病种付费演示</title>'
        f"<style>{_STYLE}</style>"
        f"<h1>按病种付费演示</h1><table>{rows}</table><h2>监测指标</h2><table>{told}</table>{shown}"
        f"<script>{script}</script><script>{drawn}</script></html>\n"
    )


def _charts(year: FlowYear) -> list[Chart]:
    of = f"统筹区{year.flow.pool} 险种{year.flow.insutype}"
    payouts = year.settlement.payouts
    codes = [each.institution for each in payouts]
    parts = {
        "按月预付": [each.paid_fen for each in payouts],
        "清算补付": [max(0, each.due_fen) for each in payouts],
        "质量保证金": [each.deposit_fen for each in payouts],
    }
    months = [sum(part.paid_fen for part in taken.parts)
              for taken in year.flow.taken if taken.step == "prepaid"]  # fmt: skip
    names = [f"{at}月" for at, _ in enumerate(months, 1)]
    against = [each.gross_fen - each.fund_fen for each in payouts]
    return [
        Chart(f"{of}：各机构应分基金（元）", "机构", codes, parts, lying=True),
        Chart(f"{of}：各月预付（元）", "月份", names, {"按月预付": months}),
        Chart(f"{of}：按分值应分与按项目记账之差（元）", "机构", codes, {"差额": against}, lying=True),
    ]  # fmt: skip


def _table(chart: Chart) -> str:
    """The figures of a chart, with their sums."""
    heads = "".join(f"<th>{escape(name)}" for name in (chart.head, *chart.series))
    rows = "".join(
        f"<tr><th>{escape(label)}" + "".join(f"<td>{yuan(fen)}" for fen in amounts)
        for label, *amounts in zip(chart.labels, *chart.series.values(), strict=True)
    )
    sums = "".join(f"<td>{yuan(sum(amounts))}" for amounts in chart.series.values())
    return f"<table><thead><tr>{heads}<tbody>{rows}<tfoot><tr><th>合计{sums}</table>"


def _drawn(at: int, chart: Chart) -> str:
    """The arguments of Plotly's call; an institution's code is a name and not a number."""
    traces = [
        {"type": "bar", "name": name, "marker": {"color": colour},
         "orientation": "h" if chart.lying else "v",
         ("y" if chart.lying else "x"): list(chart.labels),
         ("x" if chart.lying else "y"): [yuan(fen).replace(",", "") for fen in amounts]}
        for (name, amounts), colour in zip(chart.series.items(), _COLOURS, strict=False)
    ]  # fmt: skip
    amounts = {
        "type": "linear",
        "tickformat": ",.0f",
        "gridcolor": "#dde2e7",
        "zerolinecolor": "#8a949e",
    }
    labels = {"type": "category", "automargin": True, "ticks": ""}
    layout = {
        "barmode": "stack", "height": chart.height, "margin": {"t": 10, "r": 20, "b": 40},
        "font": {"family": "sans-serif", "size": 12, "color": "#1d2329"},
        "xaxis": amounts if chart.lying else labels,
        "yaxis": labels | {"autorange": "reversed"} if chart.lying else amounts,
        "showlegend": len(traces) > 1,
        "legend": {"orientation": "h", "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    }  # fmt: skip
    options = {"displayModeBar": False, "responsive": True}
    given = (f"c{at}", traces, layout, options)
    return ",".join(json.dumps(each, ensure_ascii=False) for each in given)


def yuan(fen: int) -> str:
    """金额: fen as yuan with two places and separators, without its unit.

    >>> yuan(-123_456_789)
    '-1,234,567.89'
    """
    whole, _, part = format_fen(abs(fen), Unit.YUAN, places=2).removesuffix("元").partition(".")
    return f"{'-' if fen < 0 else ''}{int(whole):,}.{part}"

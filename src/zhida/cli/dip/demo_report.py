"""演示报告: one html page of a settled year, with its charts; it opens without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from zhida.core.money import Unit, format_fen

if TYPE_CHECKING:
    from zhida.engines.dip.flow_year import FlowYear
    from zhida.engines.dip.monitoring import Measure

_TENTHS = 10_000

Figure = tuple[str, list[dict[str, object]]]


def report_html(
    facts: Mapping[str, str], years: Sequence[FlowYear], measures: Sequence[Measure]
) -> str:
    """演示报告: facts as a table, then payouts, months and measures."""
    from zhida.engines.dip.monitoring import MEASURES

    rows = "".join(f"<tr><th>{escape(name)}<td>{escape(text)}" for name, text in facts.items())
    told = "".join(
        f"<tr><th>{escape(MEASURES[each.name])}<td>{each.value // _TENTHS}."
        f"{each.value % _TENTHS:04d}"
        for each in measures
        if not each.institution
    )
    figures = [figure for each in years for figure in _figures(each)]
    charts = "".join(f'<h2>{escape(title)}</h2><div id="c{at}"></div>'
                     for at, (title, _) in enumerate(figures))  # fmt: skip
    drawn = "".join(
        f'Plotly.newPlot("c{at}",{json.dumps(traces, ensure_ascii=False)},'
        '{barmode:"stack",margin:{t:10},yaxis:{tickformat:",.0f"}},{displaylogo:false});'
        for at, (_, traces) in enumerate(figures)
    )
    script = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>按病种付费演示</title>'
        "<style>body{font-family:sans-serif;max-width:70rem;margin:2rem auto}"
        "th{text-align:left;padding-right:2rem}td{text-align:right}</style>"
        f"<h1>按病种付费演示</h1><table>{rows}</table><h2>监测指标</h2><table>{told}</table>{charts}"
        f"<script>{script}</script><script>{drawn}</script></html>\n"
    )


def _figures(year: FlowYear) -> list[Figure]:
    of = f"统筹区{year.flow.pool} 险种{year.flow.insutype}"
    payouts = year.settlement.payouts
    codes = [each.institution for each in payouts]
    parts = {
        "按月预付": [each.paid_fen for each in payouts],
        "清算补付": [max(0, each.due_fen) for each in payouts],
        "质量保证金": [each.deposit_fen for each in payouts],
    }
    bars: list[dict[str, object]] = [
        {"type": "bar", "name": name, "x": codes, "y": [fen / 100 for fen in amounts]}
        for name, amounts in parts.items()
    ]
    months = [sum(part.paid_fen for part in taken.parts)
              for taken in year.flow.taken if taken.step == "prepaid"]  # fmt: skip
    by_month: list[dict[str, object]] = [
        {"type": "bar", "x": [f"{at}月" for at, _ in enumerate(months, 1)],
         "y": [fen / 100 for fen in months]}
    ]  # fmt: skip
    against: list[dict[str, object]] = [
        {"type": "bar", "name": "按分值与按项目之差", "x": codes,
         "y": [(each.gross_fen - each.fund_fen) / 100 for each in payouts]}
    ]  # fmt: skip
    return [(f"{of}：各机构应分基金（元）", bars), (f"{of}：各月预付（元）", by_month),
            (f"{of}：按分值应分与按项目记账之差（元）", against)]  # fmt: skip


def yuan(fen: int) -> str:
    """金额: fen as yuan with two places, without its unit."""
    return format_fen(fen, Unit.YUAN, places=2).removesuffix("元")

"""病种付费的图 pictures: coverage, days of upload, measures, and who gains by a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from zhida.engines.dip.result_columns import INDICES
from zhida.platform.dip.figures import measured, page_of
from zhida.platform.dip.grids import BANDS, measure_title, quality_name
from zhida.platform.dip.institutions import Measures
from zhida.platform.dip.models import Result
from zhida.platform.dip.monitoring_grids import SPREAD, spread_of
from zhida.platform.pages.charts import Chart
from zhida.platform.pages.lens import UNITS, Lens
from zhida.platform.pages.tables import money

BLUE, GREEN, RED, GREY, SAND = "#3f5f8a", "#5b8a72", "#b0644a", "#c9ced6", "#d9b46c"
_GRID = "#e6e9ed"
MOST_BARS = 60
"""Institutions that a chart draws; its table has them all."""


def shares_chart(shares: Sequence[tuple[str, Fraction, str]], target: int) -> Chart:
    """覆盖图: shares of 1 as bars, each with its address, against a target in percent."""
    names = [words for words, _value, _href in shares][::-1]
    values = [float(value * 100) for _words, value, _href in shares][::-1]
    colours = [GREEN if value >= target else RED for value in values]
    trace = {
        "type": "bar", "orientation": "h", "x": values, "y": names,
        "marker": {"color": colours}, "text": [f"{value:.2f}%" for value in values],
        "textposition": "outside", "cliponaxis": False,
        "hovertemplate": "%{y} %{x:.2f}%<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 60 + 44 * len(names), "margin": {"l": 8, "r": 48, "t": 24, "b": 24},
        "xaxis": {"range": [0, 112], "tickvals": [0, 20, 40, 60, 80, 100], "ticksuffix": "%",
                  "fixedrange": True, "gridcolor": _GRID},
        "yaxis": {"automargin": True, "fixedrange": True, "ticksuffix": "  "}, "bargap": 0.5,
        **_line(target, _("目标{n}%").format(n=target), upright=True),
    }  # fmt: skip
    title = _("覆盖和质量")
    return Chart("coverage-chart", title, [trace], layout, [href for *_rest, href in shares][::-1])


def days_chart(result: Result) -> Chart:
    """天数分布图: lists by the days that they took; those in time apart."""
    rows = result.body["by_institution"]
    sums = [sum(each[name] for each in rows) for name in BANDS]
    limit = result.body["upload_days"]
    ends = (1, 3, 7, 14, 30, None)
    colours = [GREEN if end is not None and end <= limit else RED for end in ends]
    trace = {
        "type": "bar", "x": [quality_name(name) for name in BANDS], "y": sums,
        "marker": {"color": colours}, "text": [f"{each:,}" for each in sums],
        "textposition": "outside", "cliponaxis": False,
        "hovertemplate": "%{x} %{y:,}<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 300, "margin": {"l": 64, "r": 16, "t": 28, "b": 32}, "bargap": 0.45,
        "xaxis": {"fixedrange": True}, "yaxis": {"fixedrange": True, "gridcolor": _GRID},
    }  # fmt: skip
    title = _("清单按首次上传距出院的天数（绿色为{n}天之内）").format(n=limit)
    return Chart("days-chart", title, [trace], layout)


def timely_chart(lens: Lens, result: Result) -> Chart:
    """及时率图: the institutions that upload latest, against the share that is asked of them."""
    body = result.body
    least = body["timely_percent"]
    rows = sorted(
        (each for each in body["by_institution"] if each["lists"]),
        key=lambda each: (Fraction(each["in_time"], each["lists"]), each["fixmedins_code"]),
    )
    shown = rows[:MOST_BARS]
    values = [float(Fraction(each["in_time"] * 100, each["lists"])) for each in shown]
    trace = {
        "type": "bar", "x": [each["fixmedins_code"] for each in shown], "y": values,
        "marker": {"color": [GREEN if each["timely"] == "是" else RED for each in shown]},
        "hovertemplate": "%{x} %{y:.2f}%<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 320, "margin": {"l": 56, "r": 72, "t": 16, "b": 8}, "bargap": 0.3,
        "xaxis": {"fixedrange": True, "type": "category", "tickangle": -60, "automargin": True,
                  "tickfont": {"size": 10}},
        "yaxis": {"fixedrange": True, "gridcolor": _GRID, "ticksuffix": "%", "range": [0, 103]},
        **_line(least, _("及时线{n}%").format(n=least)),
    }  # fmt: skip
    title = _("各机构清单及时率，由低到高")
    if len(rows) > MOST_BARS:
        title = _("清单及时率最低的{n}家机构").format(n=MOST_BARS)
    links = [page_of(lens, "dip-institution", each["fixmedins_code"]) for each in shown]
    return Chart("timely-chart", title, [trace], layout, links)


def years_chart(found: Mapping[int, Measures], pool: str, name: str) -> Chart:
    """历年图: a measure of a pool by year."""
    points = [
        (str(year), _shown(each.rows[pool, "", name]))
        for year, each in found.items()
        if (pool, "", name) in each.rows
    ]
    trace = {
        "type": "scatter", "mode": "lines+markers+text", "x": [x for x, _by in points],
        "y": [y for _by, y in points], "line": {"color": BLUE, "width": 2}, "marker": {"size": 8},
        "text": [_written(name, y) for _by, y in points], "textposition": "top center",
        "cliponaxis": False, "hovertemplate": "%{x} %{text}<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 280, "margin": {"l": 64, "r": 40, "t": 28, "b": 32},
        "xaxis": {"fixedrange": True, "type": "category"}, "yaxis": _axis(name),
    }  # fmt: skip
    title = _("{measure}，统筹区历年").format(measure=measure_title(name))
    return Chart("years-chart", title, [trace], layout)


def institutions_chart(lens: Lens, found: Measures, pool: str, name: str) -> Chart:
    """分机构图: a measure of each institution, the highest first, against its pool's."""
    rows = [(institution, _shown(found.rows[pool, institution, name])) for institution in found.institutions(pool)
            if (pool, institution, name) in found.rows]  # fmt: skip
    rows.sort(key=lambda each: (-each[1], each[0]))
    shown = rows[:MOST_BARS]
    trace = {
        "type": "bar", "x": [institution for institution, _by in shown], "y": [value for _by, value in shown],
        "marker": {"color": BLUE}, "customdata": [_written(name, value) for _by, value in shown],
        "hovertemplate": "%{x} %{customdata}<extra></extra>",
    }  # fmt: skip
    whole = found.rows.get((pool, "", name))
    line = _shown(whole) if whole else 0.0
    layout = {
        "height": 320, "margin": {"l": 64, "r": 88, "t": 16, "b": 8}, "bargap": 0.3,
        "xaxis": {"fixedrange": True, "type": "category", "tickangle": -60, "automargin": True,
                  "tickfont": {"size": 10}},
        "yaxis": _axis(name), **_line(line, _("统筹区") + f"<br>{_written(name, line)}"),
    }  # fmt: skip
    title = _("{measure}，各机构").format(measure=measure_title(name))
    links = [page_of(lens, "dip-institution", institution) for institution, _by in shown]
    return Chart("institutions-chart", title, [trace], layout, links)


def spread_chart(found: Mapping[int, Measures], pool: str) -> Chart:
    """变异系数图: groups by the spread of their costs, a bar for each year."""
    years = {year: counted for year, each in found.items()
             if (counted := spread_of(each, pool)) is not None}  # fmt: skip
    names = dict(zip(SPREAD, (_("CV小于0.5"), _("CV在0.5至1"), _("CV大于1")), strict=True))
    colours = dict(zip(SPREAD, (GREEN, SAND, RED), strict=True))
    traces = [
        {
            "type": "bar", "orientation": "h", "name": words, "y": [str(year) for year in years],
            "x": [counted[key] for counted in years.values()], "marker": {"color": colours[key]},
            "text": [f"{counted[key]:,}" for counted in years.values()],
            "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
            "hovertemplate": "%{y} " + words + " %{x:,}<extra></extra>",
        }
        for key, words in names.items()
    ]  # fmt: skip
    layout = {
        "height": 280, "barmode": "stack", "bargap": 0.45, "showlegend": True,
        "legend": {"orientation": "h", "traceorder": "normal", "y": 1.02, "yanchor": "bottom", "x": 0},
        "margin": {"l": 56, "r": 24, "t": 32, "b": 28},
        "xaxis": {"fixedrange": True, "gridcolor": _GRID},
        "yaxis": {"fixedrange": True, "type": "category", "autorange": "reversed"},
    }  # fmt: skip
    return Chart("spread-chart", _("病种个数，按费用变异系数"), traces, layout)


def gains_chart(lens: Lens, result: Result) -> Chart:
    """得失图: what a plan gives each institution more or less, the greatest gain first."""
    sums: dict[str, int] = {}
    for each in result.body["institutions"]:
        code = each["fixmedins_code"]
        sums[code] = sums.get(code, 0) + each["difference_fen"]
    rows = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    if len(rows) > MOST_BARS:
        rows = rows[: MOST_BARS // 2] + rows[-MOST_BARS // 2 :]
    size = UNITS[lens.unit].value
    trace = {
        "type": "bar", "x": [code for code, _by in rows],
        "y": [float(Fraction(fen, size)) for _by, fen in rows],
        "marker": {"color": [GREEN if fen >= 0 else RED for _by, fen in rows]},
        "customdata": [money(fen, lens.unit) for _by, fen in rows],
        "hovertemplate": "%{x} %{customdata}<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 340, "margin": {"l": 72, "r": 16, "t": 16, "b": 8}, "bargap": 0.3,
        "xaxis": {"fixedrange": True, "type": "category", "tickangle": -60, "automargin": True,
                  "tickfont": {"size": 10}},
        "yaxis": {"fixedrange": True, "gridcolor": _GRID, "tickformat": ",", "zerolinecolor": "#8a949e",
                  "title": {"text": lens.unit_name}},
    }  # fmt: skip
    title = _("方案比现行多分或少分，各机构")
    links = [page_of(lens, "dip-institution", code) for code, _by in rows]
    return Chart("gains-chart", title, [trace], layout, links)


def levels_chart(lens: Lens, result: Result) -> Chart:
    """等级瀑布图: from what the levels have now to what the plan gives them."""
    rows = result.body["levels"]
    levels: dict[str, int] = {}
    for each in rows:
        name = each["level"] or _("未填")
        levels[name] = levels.get(name, 0) + each["difference_fen"]
    now = sum(each["now_fen"] for each in rows)
    plan = sum(each["plan_fen"] for each in rows)
    size = UNITS[lens.unit].value
    fen = [now, *levels.values(), plan]
    least = min(now, plan) - 2 * max((abs(each) for each in levels.values()), default=0)
    trace = {
        "type": "waterfall", "measure": ["absolute", *["relative"] * len(levels), "total"],
        "x": [_("现行应分"), *(_("等级{level}").format(level=each) for each in levels), _("方案应分")],
        "y": [float(Fraction(each, size)) for each in fen],
        "text": [money(each, lens.unit) for each in fen], "textposition": "outside",
        "cliponaxis": False, "connector": {"line": {"color": GREY, "width": 1}},
        "increasing": {"marker": {"color": GREEN}}, "decreasing": {"marker": {"color": RED}},
        "totals": {"marker": {"color": BLUE}},
        "hovertemplate": "%{x} %{text}<extra></extra>",
    }  # fmt: skip
    top = max(now, plan) + 2 * max((abs(each) for each in levels.values()), default=0)
    layout = {
        "height": 320, "margin": {"l": 80, "r": 16, "t": 28, "b": 32}, "waterfallgap": 0.5,
        "xaxis": {"fixedrange": True, "type": "category"},
        "yaxis": {"fixedrange": True, "gridcolor": _GRID, "tickformat": ",", "title": {"text": lens.unit_name},
                  "range": [float(Fraction(max(least, 0), size)), float(Fraction(top, size))]},
    }  # fmt: skip
    title = (
        _("从现行到方案，按机构等级（纵轴不从零起）")
        if least > 0
        else _("从现行到方案，按机构等级")
    )
    return Chart("levels-chart", title, [trace], layout)


def _shown(row: Mapping[str, object]) -> float:
    value, _kind = measured(row)
    assert not isinstance(value, str)
    number = float(Fraction(value))  # type: ignore[arg-type]
    return number if row["name"] in INDICES else number * 100


def _written(name: str, value: float) -> str:
    return f"{value:.4f}" if name in INDICES else f"{value:.2f}%"


def _axis(name: str) -> dict[str, object]:
    suffix = "" if name in INDICES else "%"
    return {"fixedrange": True, "gridcolor": _GRID, "ticksuffix": suffix, "rangemode": "tozero",
            "automargin": True}  # fmt: skip


def _line(at: float, words: str, *, upright: bool = False) -> dict[str, object]:
    """A named line across the drawing."""
    here, across = ("x", "y") if upright else ("y", "x")
    shape = {
        "type": "line", f"{here}0": at, f"{here}1": at, f"{across}0": 0, f"{across}1": 1,
        f"{across}ref": "paper", "line": {"color": "#59636e", "width": 1.5, "dash": "dot"},
    }  # fmt: skip
    note = {
        f"{here}": at, f"{across}": 1, f"{across}ref": "paper", "text": words, "showarrow": False,
        f"{across}anchor": "bottom" if upright else "left", "font": {"size": 11, "color": "#59636e"},
        "align": "left",
    }  # fmt: skip
    return {"shapes": [shape], "annotations": [note]}


def changes_chart(counted: Sequence[tuple[str, int, str]]) -> Chart:
    """变动图: how many groups changed in each way, each bar with its address."""
    trace = {
        "type": "bar", "x": [words for words, _number, _href in counted],
        "y": [number for _words, number, _href in counted], "marker": {"color": BLUE},
        "text": [f"{number:,}" for _words, number, _href in counted], "textposition": "outside",
        "cliponaxis": False, "hovertemplate": "%{x} %{y:,}<extra></extra>",
    }  # fmt: skip
    layout = {
        "height": 240, "margin": {"l": 56, "r": 16, "t": 28, "b": 32}, "bargap": 0.6,
        "xaxis": {"fixedrange": True}, "yaxis": {"fixedrange": True, "gridcolor": _GRID},
    }  # fmt: skip
    return Chart(
        "changes-chart", _("各类变动"), [trace], layout, [href for *_rest, href in counted]
    )

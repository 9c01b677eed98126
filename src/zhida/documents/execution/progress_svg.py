"""进度图 progress_svg: a bar for each row, its parts by step, against the time that has passed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from unicodedata import east_asian_width

from jinja2 import Environment, StrictUndefined, Template

from zhida.core.execution.pace import Pace, SpendingPlan, percent, time_share
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.money import Unit
from zhida.documents.execution.progress_grids import row_name
from zhida.documents.ledger.grids import plain
from zhida.documents.writing.replacing import replacing

_MOST_ROWS = 60
_LABEL, _PLOT, _ROW, _HEAD = 210, 560, 32, 96
_NAME = 30  # half-width characters before the bar
_TONES = {
    "paid": "#2f5d8a",
    "applied": "#5b8db8",
    "executable": "#8fb3cf",
    "registered": "#b9d0e0",
    "transit": "#b7a983",
    "unallocated": "#ded6be",
    "carried": "#86ada2",
    "surplus": "#6f6a86",
}


@dataclass(frozen=True, slots=True)
class _Part:
    x: float
    width: float
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    y: int
    rate: str
    whole: str
    plan: float | None
    parts: tuple[_Part, ...]


def progress_svg(
    title: str,
    rows: Sequence[ProgressRow],
    year: int,
    on: datetime.date,
    plans: Mapping[str, SpendingPlan] | None = None,
    unit: Unit = Unit.WAN_YUAN,
) -> str:
    """进度图: each bar is what a row has available, split by step; the broken line is the time.

    The rows with the most money are drawn, sixty at most; a triangle is where
    the plan should be by now.
    """
    money = [(row, row.rolled.subtree if row.depth else row.rolled.own) for row in rows]
    money = sorted((each for each in money if each[1].available), key=lambda x: -x[1].available)
    bars = tuple(
        _bar(
            row_name(row, rows),
            Pace(progress, year, on, (plans or {}).get(row.key)),
            _HEAD + number * _ROW,
            unit,
        )
        for number, (row, progress) in enumerate(money[:_MOST_ROWS])
    )
    share = time_share(year, on)
    used = [step for step in _TONES if any(getattr(progress, step) for _, progress in money)]
    foot = _HEAD + len(bars) * _ROW
    return _template().render(
        title=title,
        note=f"{year}年度，数据截至{on.isoformat()}；单位：{unit.label}。"
        "每条为可用资金，按环节分段；虚线为时间进度，三角为计划。",
        bars=bars,
        ticks=[(_x(each, 100), f"{each}%") for each in range(0, 101, 20)],
        legend=[(STEPS[step], _TONES[step]) for step in used],
        left=_LABEL,
        plot=_PLOT,
        width=_LABEL + _PLOT + 240,
        height=foot + 68,
        foot=foot,
        time=_x(share.numerator, share.denominator),
        time_words=f"{percent(share)}%",
        hidden=len(money) - len(bars),
    )


def write_progress_svg(
    path: Path,
    title: str,
    rows: Sequence[ProgressRow],
    year: int,
    on: datetime.date,
    plans: Mapping[str, SpendingPlan] | None = None,
    unit: Unit = Unit.WAN_YUAN,
) -> None:
    """写进度图: the picture as a file; raises `UnwritableReport` where it can't be written."""
    with replacing(path) as draft:
        draft.write_text(progress_svg(title, rows, year, on, plans, unit), encoding="utf-8")


def _bar(name: str, pace: Pace, y: int, unit: Unit) -> _Bar:
    progress, planned = pace.progress, None
    if pace.planned is not None:
        planned = min(_x(int(pace.planned), progress.available), float(_LABEL + _PLOT))
    return _Bar(
        _short(name),
        y,
        f"{percent(progress.rate)}%",
        f"{plain(progress.paid, unit)} / {plain(progress.available, unit)}",
        planned,
        tuple(_parts(progress, unit)),
    )


def _parts(progress: Progress, unit: Unit) -> Iterator[_Part]:
    before = 0
    for step, tone in _TONES.items():
        fen = getattr(progress, step)
        if fen > 0:
            x = _x(before, progress.available)
            width = round(_x(before + fen, progress.available) - x, 2)
            yield _Part(x, width, tone, f"{STEPS[step]} {plain(fen, unit)}{unit.label}")
            before += fen


def _x(part: int, whole: int) -> float:
    """Where a share stands. Pixels, not money: here a float is right."""
    return round(_LABEL + _PLOT * part / whole, 2)


def _short(text: str) -> str:
    width = 0
    for place, each in enumerate(text):
        width += 2 if east_asian_width(each) in "WFA" else 1
        if width > _NAME:
            return f"{text[: place - 1]}…"
    return text


@cache
def _template() -> Template:
    text = files(__package__).joinpath("progress.svg.jinja").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text)

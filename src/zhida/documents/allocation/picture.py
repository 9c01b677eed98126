"""瀑布图 picture: how each recipient's total came about, as one self-contained SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from zhida.core.allocation.comparison import Bar
from zhida.core.money import Unit
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.result_tables import figure, wan

_MOST_ROWS = 60
_LABEL, _PLOT, _ROW = 170, 620, 30
_TONES = ("#2f5d8a", "#5b8db8", "#8fb3cf", "#4f7f73", "#86ada2", "#8a7a52", "#b7a983", "#6f6a86")
_DOWN = "#b4553f"


@dataclass(frozen=True, slots=True)
class _Shape:
    x: float
    width: float
    lower: bool
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    y: int
    end: float
    total: str
    shapes: tuple[_Shape, ...]


def waterfall_svg(planned: PlannedAllocation) -> str:
    """A line for each recipient, the largest first: what adds above, what takes away below.

    At most sixty recipients are drawn; the tables have them all.
    """
    bars = [planned.waterfall(i) for i in range(len(planned.recipients.records))]
    widest = max((bar.end for each in bars for bar in each), default=0) or 1
    tones = _tones(planned)
    order = sorted(range(len(bars)), key=lambda i: -bars[i][-1].end)[:_MOST_ROWS]
    rows = [
        _Row(
            planned.recipients.records[i].name,
            88 + number * _ROW,
            _x(bars[i][-1].end, widest),
            str(figure(list(planned.totals.values())[i], planned.unit)),
            tuple(_shape(bar, i, widest, tones) for bar in bars[i] if bar.amount),
        )
        for number, i in enumerate(order)
    ]
    ticks = [(_x(each, widest), str(wan(each, 0))) for each in _ticks(widest)]
    shown = [(name, tone) for name, tone in tones.items() if _adds(bars, name)]
    return _template().render(
        title=planned.title,
        basis=planned.basis,
        rows=rows,
        ticks=ticks,
        legend=shown,
        down=_DOWN,
        left=_LABEL,
        right=_LABEL + _PLOT + 90,
        width=_LABEL + _PLOT + 110,
        height=88 + len(rows) * _ROW + 30 * (1 + (len(shown) + 5) // 6),
        foot=88 + len(rows) * _ROW + 24,
        hidden=len(bars) - len(rows),
    )


def _adds(bars: list[tuple[Bar, ...]], name: str) -> bool:
    """Whether a step adds 0.1万元 anywhere: rounding alone needs no place in the key."""
    least = Unit.WAN_YUAN.value // 10
    return any(bar.amount >= least for each in bars for bar in each if bar.step.name == name)


def _tones(planned: PlannedAllocation) -> dict[str, str]:
    """A tone for each step; from the ninth on they come round again."""
    names = list(dict.fromkeys(step.name for step in planned.allocation.steps))
    return {name: _TONES[at % len(_TONES)] for at, name in enumerate(names)}


def _shape(bar: Bar, recipient: int, widest: int, tones: dict[str, str]) -> _Shape:
    start, end = sorted((bar.start, bar.end))
    grounds = bar.step.grounds
    place = f"，{grounds.sources[recipient].describe()}" if grounds.sources else ""
    words = f"{bar.step.name} {wan(bar.amount):f}万元{place}"
    lower = bar.amount < 0
    x = _x(start, widest)
    tone = _DOWN if lower else tones[bar.step.name]
    return _Shape(x, max(round(_x(end, widest) - x, 2), 0.5), lower, tone, words)


def _x(fen: int, widest: int) -> float:
    """Where an amount stands. Pixels, not money: here a float is right."""
    return round(_LABEL + _PLOT * fen / widest, 2)


def _ticks(widest: int) -> list[int]:
    """Four to eight round amounts of whole 万元 up to the widest."""
    step = 1_000_000
    while widest // step > 8:
        for factor in (2, 5, 10):
            if widest // (step * factor) <= 8 or factor == 10:
                step *= factor
                break
    return list(range(0, widest + 1, step))


@cache
def _template() -> Template:
    text = files(__package__).joinpath("waterfall.svg.jinja").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text)

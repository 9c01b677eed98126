"""追踪图 trace_svg: a trace as a quiet layered picture, one column for each level; no script in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from unicodedata import east_asian_width

from jinja2 import Environment, StrictUndefined

from zhida.core.ledger.gathering import Branch, for_one_sheet
from zhida.core.ledger.tracing import Node, Step, Trace
from zhida.core.money import Unit, format_fen
from zhida.documents.ledger.headings import heading
from zhida.documents.writing.replacing import replacing

_WIDTH, _GAP, _ROW, _MARGIN, _HEAD = 216, 84, 58, 24, 64
_WIDEST, _NARROWEST = 18.0, 1.0
_NAME, _LINE = 32, 36  # half-width characters that fit in a box


@dataclass(frozen=True, slots=True)
class Box:
    """框: one line of the ledger in the picture; `y` is its middle, in pixels as `x` is."""

    x: int
    y: float
    name: str
    lines: tuple[str, ...]
    whole: str
    tone: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """连线: money from one box to another, as wide as it is great."""

    path: str
    width: float
    whole: str


def picture(trace: Trace, unit: Unit = Unit.WAN_YUAN) -> str:
    """追踪图: the way from the first source to the line, and the line's tree, as SVG.

    Of a line with more than 60 lower ones, the greatest are shown and the rest
    put together; of a whole tree too large for one sheet, fewer.
    """
    greatest = max(
        trace.node.incoming, *(each.figure.fen for each in trace.above if each.figure), 1
    )
    drawing = _Drawing(unit, greatest)
    branch = for_one_sheet(trace.node)
    middle = drawing.tree(branch, len(trace.above), 0)
    drawing.chain(trace.above, middle, branch)
    columns = 1 + max(box.x for box in drawing.boxes) // (_WIDTH + _GAP)
    return (
        _environment()
        .from_string(_template())
        .render(
            boxes=drawing.boxes,
            ribbons=drawing.ribbons,
            width=2 * _MARGIN + columns * _WIDTH + (columns - 1) * _GAP,
            height=_HEAD + branch.leaves() * _ROW + _MARGIN,
            box_width=_WIDTH,
            title=heading(trace.node.line.quota.earmark),
            note=f"单位：{unit.label}。每一框收到的金额等于留存、下达与退回之和；线的粗细表示金额大小。",
        )
    )


def write_picture(path: Path, trace: Trace, unit: Unit = Unit.WAN_YUAN) -> None:
    """写追踪图: the picture as a file; raises `UnwritableReport` where it can't be written."""
    with replacing(path) as draft:
        draft.write_text(picture(trace, unit), encoding="utf-8")


class _Drawing:
    """Boxes and ribbons in the order in which they are drawn."""

    def __init__(self, unit: Unit, greatest: int) -> None:
        self.unit = unit
        self.boxes: list[Box] = []
        self.ribbons: list[Ribbon] = []
        self._greatest = greatest

    def tree(self, branch: Branch, column: int, row: int) -> float:
        """Draw a branch from a row on; answers the middle of its box."""
        x = _x(column)
        taken: list[tuple[float, int, str]] = []
        next_row = row
        for child in branch.children:
            middle = self.tree(child, column + 1, next_row)
            taken.append((middle, child.node.taken, child.node.line.holder_name))
            next_row += child.leaves()
        if branch.rest:
            middle = _y(next_row)
            name = f"其余{branch.rest.count}家"
            said = f"收到 {self._money(branch.rest.taken)}"
            self.boxes.append(Box(_x(column + 1), middle, name, (said,), f"{name}，{said}", "rest"))
            taken.append((middle, branch.rest.taken, name))
        own = (taken[0][0] + taken[-1][0]) / 2 if taken else _y(row)
        self._node(branch.node, x, own)
        for middle, fen, name in taken:
            self._ribbon(x + _WIDTH, own, _x(column + 1), middle, fen, name)
        return own

    def chain(self, above: tuple[Step, ...], middle: float, branch: Branch) -> None:
        """Draw the way from the first source, on the height of the line itself."""
        for column, step in enumerate(above):
            said = f"下达 {self._money(step.figure.fen)}" if step.figure else "金额属于其他区划"
            name, document = step.line.holder_name, step.line.quota.document
            box = Box(
                _x(column),
                middle,
                _short(name, _NAME),
                (_short(document), said),
                f"{name}，{document}，{said}",
                "above",
            )
            self.boxes.append(box)
            fen = step.figure.fen if step.figure else 0
            self._ribbon(_x(column) + _WIDTH, middle, _x(column + 1), middle, fen, name)

    def _node(self, node: Node, x: int, y: float) -> None:
        document = node.line.quota.document
        said = " · ".join(self._parts(node))
        self.boxes.append(
            Box(
                x,
                y,
                _short(node.line.holder_name, _NAME),
                (_short(document), _short(said)),
                f"{node.line.holder_name}，{document}，{said}",
                "paid"
                if any(each.kind == "paid" and each.figure.fen for each in node.kept)
                else "",
            )
        )

    def _parts(self, node: Node) -> Iterator[str]:
        yield f"收到 {self._money(node.incoming)}"
        paid = sum(each.figure.fen for each in node.kept if each.kind == "paid")
        if paid:
            yield f"支付 {self._money(paid)}"
        if node.held - paid:
            yield f"留存 {self._money(node.held - paid)}"

    def _ribbon(self, x1: int, y1: float, x2: int, y2: float, fen: int, name: str) -> None:
        bend = (x2 - x1) / 2
        path = f"M{x1} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2} {y2:g}"
        width = max(_NARROWEST, min(_WIDEST, _WIDEST * fen / self._greatest))
        self.ribbons.append(Ribbon(path, round(width, 1), f"{name} {self._money(fen)}"))

    def _money(self, fen: int) -> str:
        return format_fen(fen, self.unit, places=2).removesuffix(self.unit.label)


def _x(column: int) -> int:
    return _MARGIN + column * (_WIDTH + _GAP)


def _y(row: int) -> float:
    return _HEAD + row * _ROW + _ROW / 2


def _short(text: str, most: int = _LINE) -> str:
    """As much as fits in a box; the whole stands in its title."""
    width = 0
    for place, each in enumerate(text):
        width += 2 if east_asian_width(each) in "WFA" else 1
        if width > most:
            return f"{text[: place - 1]}…"
    return text


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _template() -> str:
    return files("zhida.documents.ledger").joinpath("trace.svg.jinja").read_text("utf-8")

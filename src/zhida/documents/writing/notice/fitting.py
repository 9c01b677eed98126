"""排行 fitting: the sizes and widths at which headings and tables look as the standard wants them.

A letterhead keeps to one line; a title's lines are of about one length, so that
no word is left alone on the last; a figure in a table is never broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import ceil
from unicodedata import east_asian_width

from zhida.documents.writing.notice.layout import Grid

TEXT_WIDTH = 442.2  # points: 156 mm
WIDE_TEXT_WIDTH = 637.8  # points: 225 mm, on a lying page
CELL_INSET = 3.0  # points kept free on each side of a cell
_TABLE_SIZES = (12.0, 10.5, 9.0, 8.0, 7.0)
_SMALL_FROM = 10  # columns from which figures are set smaller
_GLUED = re.compile(r"[（〔《“「]*(?:[!-~]+|[^!-~])[）〕》”」，。；：、？！]*")
_FIGURES = 1.12  # how much wider figures are than half a hanzi, at most


def length(text: str) -> float:
    """The length of a text in hanzi; a Latin letter or figure is half a one.

    >>> length("2024年")
    3.0
    """
    return sum(1.0 if east_asian_width(each) in "WFA" else 0.5 for each in text)


def fitted_size(lines: Iterable[str], largest: float) -> float:
    """The type size, in half points, at which each of some lines fits the text block.

    >>> fitted_size(["新疆维吾尔自治区财政厅文件"], 36), fitted_size(["县财政局文件"], 36)
    (33.5, 36)
    """
    longest = max(map(length, lines), default=1.0)
    return min(largest, int(2 * TEXT_WIDTH / (longest + 0.1)) / 2)


def title_lines(text: str, most: float, words: Sequence[str] = ()) -> list[str]:
    """A title in as few lines of at most `most` hanzi as it needs, of about one length.

    No line ends within one of `words`, a figure or a year, behind an opening or
    before a closing bracket (§7.3.1: 词意完整，长短适宜).

    >>> title_lines("关于下达2024年医疗救助补助资金的通知", 14, ("医疗", "救助", "补助", "资金"))
    ['关于下达2024年医疗', '救助补助资金的通知']
    """
    pieces = _title_pieces(text, words)
    lengths = [length(piece) for piece in pieces]
    count = ceil(sum(lengths) / most)
    while count < len(pieces):
        ends = _even_breaks(lengths, count, most)
        if ends is not None:
            return ["".join(pieces[a:b]) for a, b in pairwise((0, *ends))]
        count += 1
    return [text]


def _title_pieces(text: str, words: Sequence[str]) -> list[str]:
    """What a line end must not part; brackets and marks go with what they belong to."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    core = rf"\d+年度?|{known + '|' if known else ''}[A-Za-z0-9.%]+|."
    return re.findall(rf"[（(《〈“]*(?:{core})[）)》〉”、，：]*", text, re.DOTALL)


def _even_breaks(lengths: Sequence[float], count: int, most: float) -> tuple[int, ...] | None:
    """Where `count` lines end, none over `most`, their lengths as even as can be."""
    mean = sum(lengths) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            wide = 0.0
            for end in range(start + 1, len(lengths) + 1):
                wide += lengths[end - 1]
                if wide > most:
                    break
                made = (cost + (wide - mean) ** 2, (*ends, end))
                longer[end] = min(longer.get(end, made), made)
        best = longer
    found = best.get(len(lengths))
    return found[1] if found else None


def fitted_grid(grid: Grid, width: float) -> Grid:
    """A grid with its columns in points, in the largest type in which no figure is broken.

    The widths keep their proportions but where a figure needs more.
    """
    needs = tuple(_needs(grid))
    for size in _TABLE_SIZES[1 if grid.width >= _SMALL_FROM else 0 :]:
        least = [need * size + 2 * CELL_INSET for need in needs]
        if sum(least) <= width:
            return replace(grid, widths=tuple(_shared(grid.widths, least, width)), size=size)
    total = sum(grid.widths)
    return replace(
        grid, widths=tuple(share * width / total for share in grid.widths), size=_TABLE_SIZES[-1]
    )


@lru_cache(maxsize=65536)
def breadths(text: str) -> tuple[float, ...]:
    """How wide each piece that a line end must not part may become, in hanzi.

    A bracket stays with what it encloses, a mark with what is before it.

    >>> breadths("共（3）。")
    (1.0, 3.56)
    """
    return tuple(_breadth(piece) for piece in _GLUED.findall(text))


def _breadth(piece: str) -> float:
    latin = sum(1 for each in piece if each < "\x7f")
    return length(piece) + 0.5 * latin * (_FIGURES - 1)


def _needs(grid: Grid) -> Iterator[float]:
    """The longest unbroken piece of each column, in hanzi; at least two."""
    longest = [2.0] * grid.width
    for box in grid.boxes:
        if box.columns == 1:
            pieces = breadths(box.text)
            longest[box.column] = max(longest[box.column], *pieces, 0.0)
    yield from longest


def _shared(shares: Sequence[float], least: Sequence[float], width: float) -> Iterator[float]:
    """Widths in proportion to shares, none less than its least; they sum to the width."""
    held: set[int] = set()
    while True:
        free = width - sum(least[at] for at in held)
        total = sum(share for at, share in enumerate(shares) if at not in held)
        tight = {
            at
            for at, share in enumerate(shares)
            if at not in held and free * share < least[at] * total
        }
        if not tight:
            break
        held |= tight
    for at, share in enumerate(shares):
        yield least[at] if at in held else free * share / total

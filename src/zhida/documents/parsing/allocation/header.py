"""表头 header: which rows are the head of a table, and what each column is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from zhida.data import load
from zhida.documents.parsing.allocation.grid import Grid, GridRow, Place, texts

_TOTAL = re.compile(r"\(?(?:.{0,12}(?:总|合|共|小)\s*计|总额)(?:[(:].{0,12})?\)?$")
_GRAND = re.compile(r"\(?(?:全[省市州区县盟]|本次|金额|资金)?(?:总|合|共)\s*计|总额")
_CODE_LABEL = re.compile(r"(?:支出|收入|功能|经济)?(?:功能|经济|预算)?(?:分类)?(?:科目|分类)")
_CODE = re.compile(r"[1235]\d{2,6}(?!\d)")
_ORDINALS = re.compile(r"(?:第?\(?(?:\d{1,2}|[A-Za-z甲乙丙丁])\)?列?(?:\s*=.*)?)$")


@dataclass(frozen=True, slots=True)
class Header:
    """表头: `names[c]` joins the header over column c with "/".

    `meanings[c]` is a meaning of `data/column_words.csv` or "" where no word
    tells. `body` are the data rows, `codes` the rows that state classification
    codes, `banners` the texts that run over the whole width (title, unit).
    """

    names: tuple[str, ...]
    meanings: tuple[str, ...]
    places: tuple[Place | None, ...]
    body: tuple[GridRow, ...]
    codes: tuple[GridRow, ...]
    banners: tuple[Place, ...]


def header_of(grid: Grid) -> Header:
    """Split a grid into its head and its body."""
    banners, rows = _banners(grid)
    end = _first_data_row(rows)
    heads = [row for row in rows[:end] if not _is_code_row(row)]
    rest = [row for row in rows[end:] if not _is_ordinal_row(row)]
    codes = tuple(row for row in rows if _is_code_row(row))
    body = tuple(row for row in rest if not _is_code_row(row))
    heads = [row for row in heads if not _is_ordinal_row(row)]
    if not grid.aligned:
        heads = [_spread(row, heads[at + 1 :]) for at, row in enumerate(heads)]
    names = tuple(_name(heads, column) for column in range(grid.width))
    places = tuple(_lowest(heads, column) for column in range(grid.width))
    return Header(names, tuple(map(meaning_of, names)), places, body, codes, banners)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["meaning"], re.compile(row["pattern"])) for row in load("column_words"))


@cache
def meaning_of(header: str) -> str:
    """What a column with this header is, "" where no word tells; its last part goes first.

    >>> meaning_of("单位名称"), meaning_of("补助资金/其中/中央"), meaning_of("救助人数")
    ('name', 'of_which', 'count')
    """
    if not header:
        return ""
    last = header.rsplit("/", 1)[-1]
    for meaning, pattern in _words():
        if pattern.search(last) or (meaning in ("of_which", "total") and pattern.search(header)):
            return meaning
    return next((meaning for meaning, pattern in _words() if pattern.search(header)), "")


def is_total(label: str) -> bool:
    """Whether a row label says that the row is a sum.

    >>> is_total("合 计"), is_total("石家庄市小计"), is_total("审计局")
    (True, True, False)
    """
    return bool(_TOTAL.match(label))


def is_grand_total(label: str) -> bool:
    """Whether a row label can name the sum of the whole table.

    >>> is_grand_total("全省合计"), is_grand_total("石家庄市小计")
    (True, False)
    """
    return bool(_GRAND.match(label))


def _banners(grid: Grid) -> tuple[tuple[Place, ...], list[GridRow]]:
    """Texts above the head that run over the width: the only text of their row."""
    rows = list(grid.rows)
    banners: list[Place] = []
    while len(rows) > 2 and grid.width > 1:
        origins = [place for place in rows[0] if place is not None and place.origin and place.text]
        if len(origins) != 1 or is_total(origins[0].text):
            break
        banners.append(origins[0])
        rows.pop(0)
    return tuple(banners), rows


def _first_data_row(rows: list[GridRow]) -> int:
    """The first row with a figure under a head, or with the word for a sum before a figure."""
    for at, row in enumerate(rows):
        if at == 0 or _is_ordinal_row(row) or _is_code_row(row):
            continue
        if any(place is not None and place.is_figure and place.origin for place in row):
            return _back_over_sections(rows, at)
    return len(rows)


def _back_over_sections(rows: list[GridRow], at: int) -> int:
    """Rows of a single label right above the first figure are sections of the body."""
    while at > 1:
        filled = [text for text in texts(rows[at - 1]) if text]
        if len(set(filled)) != 1 or meaning_of(filled[0]) not in ("", "name"):
            break
        if not (is_total(filled[0]) or filled[0][0] in "一二三四五六七八九十("):
            break
        at -= 1
    return at


def _is_code_row(row: GridRow) -> bool:
    filled = [text for text in texts(row) if text]
    if len(filled) < 2 or not _CODE_LABEL.match(filled[0]) or len(filled[0]) > 14:
        return False
    return all(_CODE.match(text) for text in filled[1:])


def _is_ordinal_row(row: GridRow) -> bool:
    """A row that numbers the columns: 1, 2, 3=1+2."""
    filled = [text for text in texts(row) if text and text not in ("栏次", "列次", "行次")]
    if len(filled) < 2 or not all(_ORDINALS.match(text) for text in filled):
        return False
    digits = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return len(digits) < 2 or all(b - a == 1 for a, b in pairwise(digits))


def _spread(row: GridRow, below: list[GridRow]) -> GridRow:
    """In a flattened head a merged cell left blanks to its right: let it cover them."""
    spread: list[Place | None] = []
    left: Place | None = None
    for column, place in enumerate(row):
        if place is not None and place.text:
            left = place
            spread.append(place)
        elif left is not None and any(_text(other, column) for other in below):
            spread.append(Place(left.cell, False))
        else:
            spread.append(place)
    return tuple(spread)


def _text(row: GridRow, column: int) -> str:
    place = row[column] if column < len(row) else None
    return place.text if place is not None else ""


def _name(heads: list[GridRow], column: int) -> str:
    parts: list[str] = []
    for row in heads:
        text = _text(row, column)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return "/".join(parts)


def _lowest(heads: list[GridRow], column: int) -> Place | None:
    for row in reversed(heads):
        place = row[column] if column < len(row) else None
        if place is not None and place.text:
            return place
    return None

"""方格图 tiles: the regions below one as tiles in rows, coloured by their rate; no map data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.data import load

CLASSES = 5
"""Classes of colour: each a fifth of the way to 100 %."""
_LOOSE = 8
"""Tiles in a row, for regions whose place isn't told."""


@dataclass(frozen=True, slots=True)
class Tile:
    """方格: a region with its rate (None: no money) and the addresses of its origin and its page."""

    region: str
    name: str
    rate: Fraction | None
    origin: str
    page: str

    @property
    def shade(self) -> int:
        """色级: 1 … 5 by the rate, 0 without one.

        >>> [Tile("", "", Fraction(n, 100), "", "").shade for n in (0, 19, 20, 80, 100, 130)]
        [1, 1, 2, 5, 5, 5]
        """
        if self.rate is None:
            return 0
        return min(CLASSES, max(1, int(self.rate * CLASSES) + 1))


def laid_out(within: str, tiles: Sequence[Tile]) -> list[list[Tile | None]]:
    """排布: the tiles row by row, None for an empty place; those without a place follow.

    >>> tiles = [Tile("650100", "乌鲁木齐市", None, "", ""), Tile("659001", "石河子市", None, "", "")]
    >>> rows = laid_out("650000", tiles)
    >>> [[each and each.name for each in row] for row in rows][-1]
    ['石河子市', None, None, None, None, None, None]
    """
    places = _places(within)
    by_place = {places[each.region]: each for each in tiles if each.region in places}
    loose = [each for each in tiles if each.region not in places]
    depth = max((row for row, _ in by_place), default=0)
    width = max((column for _, column in places.values()), default=min(len(loose), _LOOSE))
    rows = [
        [by_place.get((row, column)) for column in range(1, width + 1)]
        for row in range(1, depth + 1)
    ]
    for first in range(0, len(loose), width):
        part: list[Tile | None] = [*loose[first : first + width]]
        rows.append(part + [None] * (width - len(part)))
    return rows


def has_places(within: str) -> bool:
    """Whether the places of a region's tiles are told, roughly by direction."""
    return bool(_places(within))


def _places(within: str) -> Mapping[str, tuple[int, int]]:
    return {
        row["region"]: (int(row["row"]), int(row["column"]))
        for row in load("tile_map")
        if row["within"] == within
    }

"""懒取 lazy: rows of a table that are fetched page by page, so that the whole never stands in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

from zhida.platform.pages.tables import Row

AT_ONCE = 1000
"""Rows that an export fetches at a time."""
COUNTED = 100_000
"""How far rows are counted where there may be millions, and how many an export may have."""


class LazyRows(Sequence[Row]):
    """懒取的行: `count` tells how many there are, `part` fetches some, by offset and number.

    With `most` they are shown up to there; `more` tells whether there are others beyond. A count
    needn't go on after `most` and one.

    >>> rows = LazyRows(lambda: 3, lambda first, number: [Row(())] * number)
    >>> len(rows), len(rows[1:9]), len(list(rows))
    (3, 2, 3)
    """

    def __init__(
        self,
        count: Callable[[], int],
        part: Callable[[int, int], Sequence[Row]],
        most: int | None = None,
    ) -> None:
        self._count, self._fetch, self._most = count, part, most
        self._last: tuple[tuple[int, int], Sequence[Row]] | None = None  # asked for again and again

    @cached_property
    def _counted(self) -> int:
        return self._count()

    @property
    def _length(self) -> int:
        return self._counted if self._most is None else min(self._counted, self._most)

    @property
    def more(self) -> bool:
        """还有: whether there are others beyond those that are shown."""
        return self._counted > self._length

    def __len__(self) -> int:
        return self._length

    def _part(self, first: int, number: int) -> Sequence[Row]:
        if self._last is None or self._last[0] != (first, number):
            self._last = (first, number), self._fetch(first, number)
        return self._last[1]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, int):
            place = range(self._length)[at]
            return self._part(place, 1)[0]
        first, last, step = at.indices(self._length)
        return self._part(first, max(0, min(last, self._length) - first))[::step]

    def __iter__(self) -> Iterator[Row]:
        for first in range(0, self._length, AT_ONCE):
            yield from self._part(first, min(AT_ONCE, self._length - first))

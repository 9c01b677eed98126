"""栏 columns: the cell of a row that stands under a head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhida.documents.parsing.evaluation.vocabulary import key_of
from zhida.documents.parsing.performance.grid import Box, Line, written


@dataclass(frozen=True, slots=True)
class Columns:
    """栏: the heads of a block by their key, with the columns of the table they cover."""

    homes: Mapping[str, Box]

    def __contains__(self, key: str) -> bool:
        return key in self.homes

    def cell(self, line: Line, key: str, shift: int = 0) -> Box | None:
        """The cell of a row under a head, None where there is none.

        `shift` is how many columns the row stands to the right of the heads. A head that
        reaches into the row is no cell of it: where a page ends below the heads, blank
        cells of the next page look like theirs.
        """
        home = self.homes.get(key)
        if home is None:
            return None
        first, last = home.first + shift, home.last + shift
        under = [box for box in line if box.first <= last and box.last >= first]
        exact = [box for box in under if box.first == first]
        found = next(iter(exact or under), None)
        return None if found is not None and found.source == home.source else found


def columns_in(block: str, line: Line) -> Columns:
    """The heads of a block that a row holds, each the first time it stands there."""
    homes: dict[str, Box] = {}
    for box in written(line):
        key = key_of(block, box.text)
        if key is not None and key not in homes and not box.carried:
            homes[key] = box
    return Columns(homes)

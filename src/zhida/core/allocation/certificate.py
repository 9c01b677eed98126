"""凭证 certificate: proof that a rounded table is the best one, checked without a solver.

Each node of the table (a column, a recipient, a group within a column) has a
price. Where no cell could be moved up or down at a gain under these prices, no
other table of the same margins deviates less: that is the duality of linear
programming, and it needs neither trust in a solver nor a solver.

A price is a pair: first the deviation, in `total`-ths of a unit; then the tie
number. Pairs compare as Python compares tuples.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from zhida.core.allocation.margins import Margins

Price = tuple[int, int]
Cells = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """凭证: a price for each column, and for each line: one, or for a group one per column."""

    columns: tuple[Price, ...]
    lines: tuple[tuple[Price, ...], ...]


def tie_number(line: str, column: str) -> int:
    """平局序号: which of two equally good cells is rounded up: those of least sum.

    The first 40 bits of SHA-256 over the two codes in UTF-8, a line feed between them.

    >>> tie_number("甲县", "中央")
    847124666948
    """
    return int.from_bytes(sha256(f"{line}\n{column}".encode()).digest()[:5], "big")


def fault(margins: Margins, cells: Cells, certificate: Certificate) -> str | None:
    """What is wrong with a rounded table or its certificate, None where both hold.

    A table that passes sums exactly by line, column and group; each cell is the
    floor or the ceiling of its exact share; and no such table deviates less, or
    equally with a lower sum of tie numbers.
    """
    width = len(margins.columns)
    left = [line.total for line in margins.lines]
    below = [[0] * width for _ in margins.lines]
    top = [column.total for column in margins.columns]
    if not len(cells) == len(certificate.lines) == len(left) or len(certificate.columns) != width:
        return "行数或列数不符"
    for i, (line, row, prices) in enumerate(
        zip(margins.lines, cells, certificate.lines, strict=True)
    ):
        if len(row) != width or len(prices) != (width if i in margins.groups else 1):
            return f"“{line.code}”的列数不符"
        above = certificate.columns if line.parent is None else certificate.lines[line.parent]
        for j, cell in enumerate(row):
            whole, rest = margins.share(i, j)
            if cell != whole and (cell != whole + 1 or not rest):
                return f"“{line.code}”第{j + 1}列与精确份额相差一个单位或以上"
            (top if line.parent is None else below[line.parent])[j] -= cell
            below[i][j] += cell if i in margins.groups else 0
            left[i] -= cell
            price = prices[j] if i in margins.groups else prices[0]
            gain = margins.total - 2 * rest + above[j][0] - price[0]
            if rest and not gain:
                gain = tie_number(line.code, margins.columns[j].code) + above[j][1] - price[1]
            if rest and (gain > 0 if cell > whole else gain < 0):
                return f"“{line.code}”第{j + 1}列可以改进"
    if any(left) or any(top) or any(any(row) for row in below):
        return "行、列或小计不等于合计"
    return None

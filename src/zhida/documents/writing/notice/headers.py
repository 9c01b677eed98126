"""表头 headers: names of several levels as merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.documents.writing.notice.layout import Box


def header_boxes(paths: Sequence[tuple[str, ...]]) -> tuple[Box, ...]:
    """Boxes of a header; `paths` are the names over each column, outermost first.

    Neighbours that share a name share its cell; a name with none below it
    reaches down to the last row of the header.

    >>> [(b.row, b.column, b.text, b.rows, b.columns) for b in header_boxes([("甲",),
    ...     ("乙", "丙"), ("乙", "丁")])]
    [(0, 0, '甲', 2, 1), (0, 1, '乙', 1, 2), (1, 1, '丙', 1, 1), (1, 2, '丁', 1, 1)]
    """
    height = max(map(len, paths), default=0)
    boxes = _level(paths, 0, 0, height)
    return tuple(sorted(boxes, key=lambda box: (box.row, box.column)))


def _level(paths: Sequence[tuple[str, ...]], row: int, column: int, height: int) -> Iterator[Box]:
    at = 0
    while at < len(paths):
        name, end = paths[at][0], at + 1
        if len(paths[at]) == 1:
            yield Box(row, column + at, name, rows=height - row, head=True)
        else:
            while end < len(paths) and len(paths[end]) > 1 and paths[end][0] == name:
                end += 1
            yield Box(row, column + at, name, columns=end - at, head=True)
            yield from _level([path[1:] for path in paths[at:end]], row + 1, column + at, height)
        at = end

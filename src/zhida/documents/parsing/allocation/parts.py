"""列间关系 parts: which columns a total column sums, by the head and by the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhida.core.notice import Column, ColumnRole, MeasureKind
from zhida.documents.parsing.allocation.figures import figure_of
from zhida.documents.parsing.allocation.raw import RawRow

_GENERIC = ("金额", "资金", "补助", "下达", "安排", "分配", "拨付", "预算", "资金额", "总")


def with_parts(columns: Sequence[Column], rows: Sequence[RawRow]) -> tuple[Column, ...]:
    """Give every total column its parts; find totals that the head does not call so."""
    settled = list(columns)
    for index, column in enumerate(columns):
        if column.role is ColumnRole.TOTAL:
            settled[index] = replace(column, parts=_parts(index, columns, rows))
    if not any(column.parts for column in settled):
        found = _unnamed_total(columns, rows)
        if found is not None:
            parts = _others(found, columns)
            settled[found] = replace(columns[found], role=ColumnRole.TOTAL, parts=parts)
    return _with_wholes(_with_plain_parts(settled), rows)


def _with_plain_parts(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A 小计 of which nothing is told apart is a plain part of the total over it."""
    summed = {part for column in columns for part in column.parts}
    return tuple(
        replace(column, role=ColumnRole.PART)
        if column.role is ColumnRole.TOTAL and not column.parts and at in summed
        else column
        for at, column in enumerate(columns)
    )


def _with_wholes(columns: Sequence[Column], rows: Sequence[RawRow]) -> tuple[Column, ...]:
    """Give every of-which column its whole; 其中 goes on over the columns that complete it."""
    settled = list(columns)
    for index, column in enumerate(columns):
        if column.role is not ColumnRole.OF_WHICH or column.parts:
            continue
        whole, run = _whole(index, columns, rows)
        for at in run:
            settled[at] = replace(columns[at], role=ColumnRole.OF_WHICH, parts=whole)
    return tuple(settled)


def _whole(
    index: int, columns: Sequence[Column], rows: Sequence[RawRow]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The column left of an of-which column that contains it (none for the first column), and
    the run of columns that makes it up."""
    money = [at for at, column in enumerate(columns) if column.kind is MeasureKind.MONEY]
    left = [at for at in money if at < index and columns[at].role is not ColumnRole.OF_WHICH]
    right = [at for at in money if at > index]
    for whole in reversed(left):
        for end in range(len(right), 0, -1):
            run = (index, *right[:end])
            kept, asked = _satisfied(whole, run, columns, rows)
            if asked and kept == asked:
                return (whole,), run
    fitting = [at for at in left if _contains(at, index, columns, rows)]
    return tuple((fitting or left)[-1:]), (index,)


def _contains(whole: int, part: int, columns: Sequence[Column], rows: Sequence[RawRow]) -> bool:
    """Whether two rows of three, at least, keep a part within its whole: a slip is no proof."""
    kept = asked = 0
    for row in rows:
        outer = figure_of(row.cells.get(whole), columns[whole])
        inner = figure_of(row.cells.get(part), columns[part])
        if outer is not None and inner is not None:
            asked += 1
            kept += abs(inner) <= abs(outer)
    return 3 * kept >= 2 * asked


def _parts(index: int, columns: Sequence[Column], rows: Sequence[RawRow]) -> tuple[int, ...]:
    """The candidate that most rows satisfy; none where hardly any row does."""
    best: tuple[int, ...] = ()
    best_share = (0, 1)
    for candidate in _candidates(index, columns):
        right, asked = _satisfied(index, candidate, columns, rows)
        if right * best_share[1] > best_share[0] * max(asked, 1):
            best, best_share = candidate, (right, max(asked, 1))
    return best if best_share[0] * 2 >= best_share[1] else ()


def _candidates(index: int, columns: Sequence[Column]) -> Iterator[tuple[int, ...]]:
    prefix = columns[index].header.rpartition("/")[0]
    money = [at for at, column in enumerate(columns) if column.kind is MeasureKind.MONEY]
    kind = columns[index].kind
    same = [at for at in range(len(columns)) if columns[at].kind is kind and at != index]
    if prefix:
        yield tuple(at for at in same if columns[at].header.startswith(prefix + "/"))
    yield tuple(at for at in _others(index, columns) if columns[at].kind is kind)
    totals = [at for at in money if columns[at].role is ColumnRole.TOTAL and at != index]
    grouped = {columns[at].header.rpartition("/")[0] for at in totals} - {""}
    yield tuple(
        at
        for at in same
        if at in totals
        or (
            columns[at].header.rpartition("/")[0] not in grouped
            and columns[at].role is not ColumnRole.OF_WHICH
        )
    )
    right = _run(index, columns, 1)
    left = _run(index, columns, -1)
    yield tuple(at for at in right if columns[at].role is not ColumnRole.OF_WHICH)
    yield tuple(sorted(at for at in left if columns[at].role is not ColumnRole.OF_WHICH))
    yield tuple(right)


def _run(index: int, columns: Sequence[Column], step: int) -> list[int]:
    """The money columns beside a total, up to the next total."""
    run: list[int] = []
    at = index + step
    while 0 <= at < len(columns) and columns[at].role is not ColumnRole.TOTAL:
        if columns[at].kind is columns[index].kind:
            run.append(at)
        at += step
    return run


def _others(index: int, columns: Sequence[Column]) -> tuple[int, ...]:
    return tuple(
        at
        for at, column in enumerate(columns)
        if at != index and column.kind is MeasureKind.MONEY and column.role is ColumnRole.PART
    )


def _satisfied(
    index: int, parts: tuple[int, ...], columns: Sequence[Column], rows: Sequence[RawRow]
) -> tuple[int, int]:
    """How many rows obey total = Σ parts, and how many could be asked."""
    right = asked = 0
    for row in rows:
        if row.run is not None or len(parts) < 2:
            continue
        total = figure_of(row.cells.get(index), columns[index])
        known = [figure_of(row.cells.get(part), columns[part]) for part in parts]
        if total is None or all(part is None for part in known):
            continue
        asked += 1
        right += total == sum(part or 0 for part in known)
    return right, asked


def _unnamed_total(columns: Sequence[Column], rows: Sequence[RawRow]) -> int | None:
    """A column called just 金额 that equals all the others in every row is their total."""
    for index, column in enumerate(columns):
        generic = column.header.rsplit("/", 1)[-1].split("(")[0].endswith(_GENERIC)
        if column.kind is not MeasureKind.MONEY or column.role is not ColumnRole.PART:
            continue
        others = _others(index, columns)
        right, asked = _satisfied(index, others, columns, rows)
        if generic and column.funding is None and asked >= 2 and right == asked:
            return index
    return None

"""查进度 progress: where money stands, on any day, for any part of the fiscal tree.

    with scope(actor.region):
        asked = Selection(2025, region="650000", on=datetime.date(2025, 6, 30))
        for row in by_region(asked):
            print(row.name, row.rolled.subtree.rate)

What stands now is what the accounts keep; a past day is added up from the movements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from django.db import connection

from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow, Rolled, roll_up
from zhida.platform.execution.selecting import Selection, accounts, parents_of, subtree
from zhida.platform.execution.standing import long_reading, standing, step_kinds
from zhida.platform.ledger.figures import KIND, REGION, by_step
from zhida.platform.pages.labels import label
from zhida.platform.regions.fiscal_tree import LEVELS


class Grouping(StrEnum):
    """分组: one row for each of these."""

    LINE = "line"
    HOLDER = "holder"
    REGION = "region"
    LEVEL = "level"
    FUND = "fund"
    SOURCE = "source"


def progress_rows(asked: Selection, grouping: Grouping) -> tuple[ProgressRow, ...]:
    """进度行: of a selection, one for each line, agency, region …"""
    ask = {
        Grouping.LINE: by_line,
        Grouping.HOLDER: by_holder,
        Grouping.REGION: by_region,
        Grouping.LEVEL: by_level,
        Grouping.FUND: by_fund,
        Grouping.SOURCE: by_source,
    }
    return ask[grouping](asked)


def total(asked: Selection) -> Progress:
    """合计: the progress of all that was selected."""
    return sum(_sums(asked, KIND).values(), Progress())


def by_region(asked: Selection, depth: int = 1) -> tuple[ProgressRow, ...]:
    """按区划: the region that was asked for and those below it in the fiscal tree of the day.

    Each row has what its own agencies hold, and the whole below it; down to
    `depth` levels. The subtrees of the children and what the node holds itself
    add up to its subtree. Raises `ValueError` for a selection without a region.
    """
    if not asked.region:
        raise ValueError("a selection without a region")
    tree = subtree(asked.region, parents_of(asked.on))
    own = {str(key): progress for key, progress in _sums(asked, REGION).items()}
    rolled = roll_up(tree, own)
    depths: dict[str, int] = {}
    for code, above in tree.items():
        depths[code] = 0 if above is None else depths[above] + 1
    shown = [
        code
        for code in _preorder(tree)
        if depths[code] <= depth and (rolled[code].subtree != Progress() or not depths[code])
    ]
    names = _names("regions_region", "code", shown)
    return tuple(ProgressRow(code, names[code], rolled[code], depths[code]) for code in shown)


def by_level(asked: Selection) -> tuple[ProgressRow, ...]:
    """按级次: what stands with the agencies of each level of the fiscal tree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, level FROM regions_region")
        levels = dict(cursor.fetchall())
    sums: dict[int, Progress] = defaultdict(Progress)
    for region, progress in _sums(asked, REGION).items():
        sums[levels[region]] += progress
    return tuple(
        ProgressRow(str(level), label(LEVELS[level]), Rolled(sums[level], sums[level]))
        for level in sorted(sums)
        if sums[level] != Progress()
    )


def by_holder(asked: Selection) -> tuple[ProgressRow, ...]:
    """按单位: what each agency holds, with what it passed down and where that stands.

    One that passed all on has a row too.
    """
    own = _sums(asked, "a.holder_id")
    below = _below(asked, "l.holder_id")
    names = _agencies(own)
    rows = (
        ProgressRow(names[key][0], names[key][1], Rolled(progress, progress + below[key]))
        for key, progress in own.items()
        if progress != Progress() or below[key] != Progress()
    )
    return tuple(sorted(rows, key=lambda row: row.key))


def by_line(asked: Selection) -> tuple[ProgressRow, ...]:
    """按指标: what stands on each line, with what it passed down and where that stands."""
    own = _sums(asked, "a.line_id")
    below = _below(asked, "l.id")
    names = _lines(own)
    rows = (
        ProgressRow(*names[key], Rolled(progress, progress + below[key]))
        for key, progress in own.items()
        if progress != Progress() or below[key] != Progress()
    )
    return tuple(sorted(rows, key=lambda row: (row.name, row.key)))


def by_fund(asked: Selection) -> tuple[ProgressRow, ...]:
    """按资金: the progress of each fund."""
    return _plain(_sums(asked, "e.fund"))


def by_source(asked: Selection) -> tuple[ProgressRow, ...]:
    """按来源: the progress of central, provincial … money."""
    return _plain(_sums(asked, "e.source"))


def _plain(sums: Mapping[object, Progress]) -> tuple[ProgressRow, ...]:
    return tuple(
        ProgressRow(str(key), str(key), Rolled(progress, progress))
        for key, progress in sorted(sums.items(), key=lambda each: str(each[0]))
        if progress != Progress()
    )


def _preorder(tree: Mapping[str, str | None]) -> list[str]:
    below: dict[str | None, list[str]] = defaultdict(list)
    for code, above in tree.items():
        below[above].append(code)
    order: list[str] = []
    waiting = list(reversed(below[None]))
    while waiting:
        code = waiting.pop()
        order.append(code)
        waiting += reversed(below[code])
    return order


def _sums(asked: Selection, key: str) -> dict[object, Progress]:
    """The progress of each value of an expression over an account, its earmark and its holder."""
    if asked.is_now:
        found = by_step(asked.of_ledger, key)
        return {each: Progress(**steps) for (each,), steps in found.items()}
    query, values = standing(asked, key)
    with long_reading(asked), connection.cursor() as cursor:
        cursor.execute(_BY_STEP.format(balances=query), values | step_kinds())
        return {row[0]: Progress(*row[1:]) for row in cursor.fetchall()}


# One row for each key, one column for each step, in the order of `Progress`.
_BY_STEP = (
    "SELECT key, "
    + ", ".join(
        f"COALESCE(sum(fen) FILTER (WHERE kind = ANY(%({step})s)), 0)::bigint" for step in STEPS
    )
    + " FROM (SELECT key, kind, sum(fen)::bigint AS fen FROM ({balances}) AS stood"
    " GROUP BY key, kind) AS each GROUP BY key"
)


def _below(asked: Selection, root: str) -> dict[object, Progress]:
    """What stands on lines below those selected, by the root's key; a line of the same key isn't.

    A line refined within the holder belongs to the holder's own accounts, but
    lies below the line that it refines.
    """
    pairs: dict[object, set[int]] = defaultdict(set)
    lines, values = accounts(asked, "DISTINCT a.line_id")
    with connection.cursor() as cursor:
        cursor.execute(_DESCENDANTS.format(lines=lines, root=root), values)
        for key, line in cursor.fetchall():
            pairs[key].add(line)
    every = tuple(sorted(set().union(*pairs.values()))) if pairs else ()
    if not every:
        return defaultdict(Progress)
    wider = Selection(asked.year, lines=every, book=asked.book, on=asked.on, booked=asked.booked)
    stood = _sums(wider, "a.line_id")
    return defaultdict(
        Progress,
        {
            key: sum((stood.get(line, Progress()) for line in numbers), Progress())
            for key, numbers in pairs.items()
        },
    )


_DESCENDANTS = """
WITH RECURSIVE down AS (
    SELECT {root} AS key, l.holder_id, l.id FROM ledger_line l WHERE l.id IN ({lines})
    UNION
    SELECT down.key, down.holder_id, l.id FROM down JOIN ledger_line l ON l.parent_id = down.id
)
SELECT down.key, down.id FROM down JOIN ledger_line l ON l.id = down.id
WHERE {root} <> down.key
"""


def _names(table: str, column: str, keys: Sequence[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, name FROM {table} WHERE {column} = ANY(%s)", [list(keys)])
        return dict(cursor.fetchall())


def _agencies(numbers: Iterable[object]) -> dict[object, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, name FROM regions_agency WHERE id = ANY(%s)", [list(numbers)]
        )
        return {number: (code, name) for number, code, name in cursor.fetchall()}


def _lines(numbers: Iterable[object]) -> dict[object, tuple[str, str]]:
    """The start of each line's key, by which it can be traced, and whose it is by which paper."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id, substr(encode(l.digest, 'hex'), 1, 12), g.name || ' ' || l.document"
            " FROM ledger_line l JOIN regions_agency g ON g.id = l.holder_id WHERE l.id = ANY(%s)",
            [list(numbers)],
        )
        return {number: (key, name) for number, key, name in cursor.fetchall()}

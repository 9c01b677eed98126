"""来路 upward: the chain of lines above a line, up to the first receipt, and no sibling of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from zhida.core.ledger.tracing import Step, TracedLine, chain, trees
from zhida.platform.ledger.queries import movements_of, traced_lines


def steps_above(lines: Sequence[TracedLine]) -> dict[int, tuple[Step, ...]]:
    """来路: the steps above each of these lines by the line's number, topmost first."""
    found: dict[int, tuple[Step, ...]] = {}
    for line in lines:
        numbers = [*_ancestors(line.number), line.number]
        above = traced_lines(numbers)
        (tree,) = trees(above, movements_of(numbers), {})
        found[line.number] = tuple(chain(tree))
    return found


def _ancestors(number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE up AS (SELECT COALESCE(parent_id, carried_from_id) AS id"
            " FROM ledger_line WHERE id = %s UNION ALL"
            " SELECT COALESCE(l.parent_id, l.carried_from_id) FROM ledger_line l"
            " JOIN up ON l.id = up.id) SELECT id FROM up WHERE id IS NOT NULL",
            [number],
        )
        return [found for (found,) in cursor.fetchall()]

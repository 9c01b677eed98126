"""来路 upward: the chain of lines above a line, up to the first receipt, and no sibling of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.db import connection

from zhida.core.ledger.tracing import Step, TracedLine, chain, trees
from zhida.platform.ledger.lines import line_of
from zhida.platform.ledger.queries import movements_of, traced_lines


def steps_above(lines: Sequence[TracedLine]) -> dict[int, tuple[Step, ...]]:
    """来路: the steps above each of these lines by the line's number, topmost first.

    The chain itself is known to every holder on it; what another's region moved
    is not, and then the step has no figure.
    """
    found: dict[int, tuple[Step, ...]] = {}
    for line in lines:
        upwards = _upwards(line)
        numbers = [each.number for each in upwards]
        seen = {each.number for each in traced_lines(numbers)}
        (tree,) = trees(upwards, movements_of(numbers), {})
        found[line.number] = tuple(chain(tree, seen))
    return found


def _upwards(line: TracedLine) -> list[TracedLine]:
    """The line and those that it hangs on, lowest first."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [line.number])
        rows = cursor.fetchall()
    numbers = [row[0] for row in rows]
    above = dict(pairwise(numbers))
    found = []
    for number, relation, name, region, level, *elements in rows:
        upper = above.get(number)
        found.append(
            TracedLine(
                number,
                line_of(number, *elements)[1],
                upper if relation == "parent" else None,
                upper if relation == "carried" else None,
                name,
                region,
                level,
            )
        )
    return found


# The relation of a row is to the one below it; each row is told how it hangs on the one above.
_CHAIN = """
SELECT c.line_id, lead(c.relation) OVER (ORDER BY c.depth), c.holder_name, g.region_id, r.level,
       e.book, e.year, e.fund, e.source, e.kind, e.purpose, e.regime, e.flag, e.project,
       e.three_guarantees, c.holder, c.document, c.upstream_document, c.advance, c.condition,
       c.transfer_function, c.function, c.gov_econ, c.dept_econ, c.implementing_project,
       c.parent_digest, c.carried_from_digest
FROM ledger_trace_up(%s) c
JOIN ledger_earmark e ON e.id = c.earmark_id
JOIN regions_agency g ON g.code = c.holder
JOIN regions_region r ON r.code = g.region_id
ORDER BY c.depth
"""

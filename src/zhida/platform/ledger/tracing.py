"""追踪 tracing: from a voucher, notice, unit or line up to the first receipt and down to payments."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.core.ledger import LedgerError
from zhida.core.ledger.tracing import Step, Trace, TracedLine, trees
from zhida.platform.ledger.queries import (
    balances_of,
    find_lines,
    lines_below,
    movements_of,
    traced_lines,
)
from zhida.platform.ledger.upward import steps_above
from zhida.platform.regions.models import Agency


def trace(subject: str) -> tuple[Trace, ...]:
    """追踪: what `subject` names (see `queries.find_lines`), one trace for each line of it.

    A line that another of them is above of is shown in that one's tree. Runs in
    the caller's scope: what lies below is all the scope may see; above, only the
    chain itself is known. Raises `LedgerError` where nothing is found.
    """
    found = find_lines(subject)
    if not found:
        raise LedgerError(
            f"在当前范围内没有找到“{subject}”。"
            "请写凭证（如 2025-17）、文号、单位代码或名称，或指标主键的前八位以上"
        )
    return trace_lines(found)


def trace_lines(numbers: Sequence[int]) -> tuple[Trace, ...]:
    """追踪: of lines by their numbers; those that hang on another of them are in its tree."""
    below = lines_below(numbers)
    lines = traced_lines(below)
    nodes = trees(lines, movements_of(below), balances_of(below))
    above = steps_above([node.line for node in nodes])
    receivers = {each.counterpart for root in nodes for node in root.walk() for each in node.kept}
    names = dict(Agency.objects.filter(code__in=receivers - {None}).values_list("code", "name"))
    return tuple(Trace(above[node.line.number], node, names) for node in nodes)


__all__ = ["Step", "Trace", "TracedLine", "trace", "trace_lines"]

"""追踪的 json: a trace as plain values, money in fen, every figure with its vouchers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from zhida.core.ledger.chart import verb_name
from zhida.core.ledger.proving import differences
from zhida.core.ledger.tracing import Booked, Figure, Node, Step, Trace, TracedLine

Value = dict[str, object]


def trace_text(subject: str, traces: Sequence[Trace]) -> str:
    """追踪的json文本: what was asked, and each trace with its way from above and its tree."""
    content = {"subject": subject, "unit": "fen", "traces": [_trace(each) for each in traces]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _trace(trace: Trace) -> Value:
    return {
        "first": _line(trace.top),
        "above": [_step(each) for each in trace.above],
        "tree": _node(trace.node),
        "differences": [each.sentence for each in differences(trace.node)],
    }


def _step(step: Step) -> Value:
    return _line(step.line) | {
        "link": step.link.value,
        "went_on": step.figure and _figure(step.figure),
        "came_from_outside": step.first and _figure(step.first),
    }


def _node(node: Node) -> Value:
    return _line(node.line) | {
        "link": node.link.value,
        "incoming_fen": node.incoming,
        "held_fen": node.held,
        "passed_fen": node.passed,
        "outgoing_fen": node.outgoing,
        "carried_on_fen": node.carried_on,
        "first": _figure(node.first),
        "received": _figure(node.received),
        "returned": _figure(node.returned),
        "reduced": _figure(node.reduced),
        "adjusted": _figure(node.adjusted),
        "kept": [
            {"kind": each.kind, "name": each.name, "receiver": each.counterpart}
            | _figure(each.figure)
            for each in node.kept
        ],
        "children": [_node(child) for child in node.children],
    }


def _line(line: TracedLine) -> Value:
    quota = line.quota
    earmark = quota.earmark
    return {
        "line": quota.digest.hex(),
        "holder": quota.holder,
        "holder_name": line.holder_name,
        "region": line.region,
        "document": quota.document,
        "upstream_document": quota.upstream_document,
        "year": earmark.year,
        "fund": earmark.fund,
        "purpose": earmark.purpose,
        "source": earmark.source.value,
        "kind": earmark.kind.value,
        "regime": earmark.regime.value,
        "flag": earmark.flag,
        "project": earmark.project,
        "advance": quota.advance,
        "transfer_function": quota.transfer_function,
        "function": quota.function,
        "implementing_project": quota.implementing_project,
    }


def _figure(figure: Figure) -> Value:
    return {
        "fen": figure.fen,
        "vouchers": [_voucher(voucher, fen) for voucher, fen in figure.behind],
    }


def _voucher(voucher: Booked, fen: int) -> Value:
    return {
        "voucher": voucher.name,
        "fen": fen,
        "verb": voucher.verb,
        "verb_name": verb_name(voucher.verb),
        "document": voucher.document,
        "document_date": voucher.document_date.isoformat(),
        "actor": voucher.actor,
        "reason": voucher.reason,
        "sources": [each.describe() for each in voucher.sources],
    }

"""文字说明 plan_text: how each recipient's amount came about, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhida.core.findings import Finding
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.result_tables import figure, percent, wan
from zhida.documents.allocation.split_file import sentence, verdict


def plan_text(planned: PlannedAllocation, findings: Sequence[Finding]) -> str:
    """The plan, each recipient's parts with their documents, and what must be looked at."""
    return "\n".join([*_head(planned), "", *_recipients(planned), *_end(planned, findings)]) + "\n"


def _head(planned: PlannedAllocation) -> Iterator[str]:
    margins = planned.allocation.table.margins
    yield planned.title
    total = figure(margins.total, planned.unit)
    yield f"依据{planned.basis}，共{total}万元，分给{len(planned.recipients.records)}个单位；"
    parts = "、".join(
        f"{fact.name}{figure(column.total, planned.unit)}万元"
        + (f"（{fact.basis}）" if fact.basis not in ("", planned.basis) else "")
        for fact, column in zip(planned.draft.lines, margins.columns, strict=True)
    )
    yield f"其中{parts}。以{planned.unit}为单位，各行各列均等于合计。"
    yield "各部分的依据："
    for step in planned.allocation.steps:
        told = [each for each in (step.grounds.basis, step.grounds.note) if each]
        if told:
            yield f"  {step.name}：{'；'.join(told)}"


def _recipients(planned: PlannedAllocation) -> Iterator[str]:
    places = planned.ranks()
    changes = {each.name: each for each in planned.compared()}
    cells, issued = planned.allocation.table.cells, planned.allocation.issued()
    rows = zip(planned.recipients.records, planned.allocation.recipients, strict=True)
    for at, (record, i) in enumerate(rows):
        total = figure(sum(cells[i]), planned.unit)
        yield f"{record.name}：{total}万元，第{places[at]}位。"
        for bar in planned.waterfall(at):
            if bar.amount:
                sources = bar.step.grounds.sources
                place = f"（{sources[at].describe()}）" if sources else ""
                yield f"  {bar.step.name} {_signed(wan(bar.amount))}{place}"
        change = changes.get(record.code)
        if change is not None and change.before is None:
            yield "  上年没有这一对象。"
        elif change is not None and change.difference is not None:
            before = figure(change.before or 0, planned.unit)
            rate = percent(change.rate)
            told = "" if rate is None else f"，{_signed(rate)}%"
            yield f"  上年{before}万元，增减{_signed(figure(change.difference, planned.unit))}{told}。"
        if planned.has_advance:
            before = figure(sum(planned.allocation.advanced[i]), planned.unit)
            yield f"  已提前下达{before}万元，此次下达{figure(sum(issued[i]), planned.unit)}万元。"


def _end(planned: PlannedAllocation, findings: Sequence[Finding]) -> Iterator[str]:
    if planned.cube is not None:
        yield ""
        yield f"分用途：{verdict(planned.cube)}。"
        for miss in planned.cube.misses:
            yield f"  {sentence(miss, planned.unit)}。"
    yield ""
    yield f"下达前核对：{len(findings)}项。" if findings else "下达前核对：没有发现问题。"
    for each in findings:
        yield f"  {each.severity.label} {each.code} {each.sentence}改法：{each.mend}。"


def _signed(number: Decimal) -> str:
    """A number with its sign, without needless zeros."""
    shown = f"{number:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown if number <= 0 else f"+{shown}"

"""分配表 tables: the allocation of a draft as tables whose sums are made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.money import Amount, AmountState, Unit, format_fen
from zhida.core.notice.allocation import (
    AllocationTable,
    Column,
    ColumnRole,
    Measure,
    MeasureKind,
    Row,
    RowKind,
)
from zhida.core.notice.issuing.draft import Draft, Share
from zhida.core.provenance import Source
from zhida.core.regions import Region


def tables_of(draft: Draft, place: Source) -> Iterator[AllocationTable]:
    """分配表: one for all lines; one for each line where advances are taken off."""
    netted = any(share.advanced for share in draft.shares)
    apart = [(at,) for at in range(len(draft.lines))]
    groups = apart if netted else [tuple(range(len(draft.lines)))]
    for number, lines in enumerate(groups, 1):
        label = draft.lines[lines[0]].label if len(groups) > 1 else ""
        title = draft.titled(f"{label}分配表")
        columns = tuple(_net_columns(draft) if netted else _columns(draft, lines))
        rows = _rows(draft, lines, columns, place)
        yield AllocationTable(title, str(number), draft.unit, columns, rows, place)


def _columns(draft: Draft, lines: Sequence[int]) -> Iterator[Column]:
    """A column for each line, and their sum where there are several; what tells them apart is told."""
    told = [draft.lines[at] for at in lines]
    sources = len({line.source for line in told}) > 1
    kinds = len({line.kind for line in told}) > 1
    for line in told:
        yield Column(
            line.label or "金额", MeasureKind.MONEY, ColumnRole.PART, (),
            line.source if sources else None, line.kind if kinds else None, line.purpose, draft.unit,
        )  # fmt: skip
    if len(lines) > 1:
        parts = tuple(range(len(lines)))
        yield Column("合计", MeasureKind.MONEY, ColumnRole.TOTAL, parts, unit=draft.unit)


def _net_columns(draft: Draft) -> Iterator[Column]:
    for header, role in (
        ("应下达", ColumnRole.ENTITLED),
        ("已提前下达", ColumnRole.ADVANCED),
        ("此次下达", ColumnRole.NOW),
    ):
        yield Column(header, MeasureKind.MONEY, role, unit=draft.unit)


def _rows(
    draft: Draft, lines: Sequence[int], columns: Sequence[Column], place: Source
) -> tuple[Row, ...]:
    """Recipients below the subtotals of their groups, the total last."""
    kept: list[tuple[str, RowKind, Region | None, str, int | None, tuple[int, ...]]] = []
    leaves = [(share, _figures(share, lines, columns)) for share in draft.shares]
    groups = dict.fromkeys(share.group for share in draft.shares)
    last = len(draft.shares) + sum(group is not None for group in groups)
    for group in groups:
        members = [each for each in leaves if each[0].group == group]
        above, path = last, ""
        if group is not None:
            above, path = len(kept), group.name
            kept.append((path, RowKind.SUBTOTAL, group, "", last, _summed(members)))
        for share, figures in members:
            kept.append((share.recipient, RowKind.LEAF, share.region, path, above, figures))
    kept.append(("合计", RowKind.TOTAL, None, "", None, _summed(leaves)))
    steps = [step_of((row[-1][at] for row in kept), draft.unit) for at in range(len(columns))]
    return tuple(
        Row(
            name,
            kind,
            place,
            region,
            (path,) if path else (),
            parent,
            _measures(figures, steps, draft.unit, place),
        )
        for name, kind, region, path, parent, figures in kept
    )


def _figures(share: Share, lines: Sequence[int], columns: Sequence[Column]) -> tuple[int, ...]:
    fens = tuple(share.fens[at] for at in lines)
    if columns[-1].role is ColumnRole.NOW:
        before = share.advanced[lines[0]] if share.advanced else 0
        return fens[0] + before, before, fens[0]
    return (*fens, sum(fens)) if len(fens) > 1 else fens


def _summed(members: Sequence[tuple[Share, tuple[int, ...]]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(figures for _, figures in members), strict=True)))


def step_of(fens: Iterator[int], unit: Unit) -> int:
    """The worth of the last decimal that the finest figure of a column needs."""
    step = unit.value
    for fen in fens:
        while fen % step:
            step //= 10
    return step


def _measures(
    figures: Sequence[int], steps: Sequence[int], unit: Unit, place: Source
) -> tuple[Measure, ...]:
    return tuple(
        Measure(at, printed, place, Amount(fen, AmountState.NUMBER, printed, step, place))
        for at, (fen, step) in enumerate(zip(figures, steps, strict=True))
        for printed in (_figure(fen, step, unit),)
    )


def _figure(fen: int, step: int, unit: Unit) -> str:
    places = len(str(unit.value // step)) - 1
    return format_fen(fen, unit, places=places).removesuffix(unit.label)

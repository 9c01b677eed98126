"""余额与明细 account grids: balances and statements of quota lines as tables to be written."""

from __future__ import annotations

from zhida.core.ledger.chart import kinds, verb_name
from zhida.core.ledger.records import yuan
from zhida.core.ledger.tables import BalanceTable, Statement
from zhida.documents.ledger.grids import Cell, Grid
from zhida.documents.ledger.headings import heading

_OF_LINE = ("区划", "单位", "单位名称", "指标", "专项", "文号", "上级文号", "科目")
_OF_VOUCHER = ("凭证", "分录", "文号", "文件日期", "经办人", "出处")


def balance_grid(table: BalanceTable, title: str) -> Grid:
    """余额表: a row for each line; 指标 is the start of its key, by which it can be traced."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.line.region,
            row.line.quota.holder,
            row.line.holder_name,
            row.line.quota.digest.hex()[:12],
            heading(row.line.quota.earmark),
            row.line.quota.document,
            row.line.quota.upstream_document,
            row.line.quota.function or row.line.quota.transfer_function,
            *(row.fen.get(kind, 0) for kind in table.kinds),
            row.total,
        )
        for row in table.rows
    )
    totals = tuple(table.totals[kind] for kind in table.kinds)
    return Grid(
        title,
        (*_OF_LINE, *(kinds()[kind].name for kind in table.kinds), "合计"),
        len(_OF_LINE),
        rows,
        (*totals, sum(totals)),
        (2, 3, 4, 5),
    )


def statement_grid(statement: Statement) -> Grid:
    """明细账: a row for each voucher; of one kind alone, with what stood after it."""
    line = statement.line
    alone = statement.kinds[0] if len(statement.kinds) == 1 else None
    running = statement.running(alone) if alone else ()
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(statement.rows):
        voucher = row.voucher
        rows.append(
            (
                voucher.name,
                verb_name(voucher.verb),
                voucher.document,
                voucher.document_date.isoformat(),
                voucher.actor,
                "、".join(each.describe() for each in voucher.sources),
                *([yuan(running[number])] if alone else ()),
                *(row.fen.get(kind, 0) for kind in statement.kinds),
            )
        )
    heads = (*_OF_VOUCHER, *(("逐笔余额（元）",) if alone else ()))
    return Grid(
        f"{line.holder_name} {line.quota.document} {heading(line.quota.earmark)}"
        f" {line.quota.digest.hex()[:12]}",
        (*heads, *(kinds()[kind].name for kind in statement.kinds)),
        len(heads),
        tuple(rows),
        tuple(statement.totals[kind] for kind in statement.kinds),
        (0, 1, 2, 3, *range(len(_OF_VOUCHER), len(heads))),
    )

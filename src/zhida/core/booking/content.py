"""内容 content: what a booking rests on, so that two files of one notice can be told to agree."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.booking.identity import issuer_of
from zhida.core.ledger.encoding import Value, digest
from zhida.core.notice import AllocationTable, MeasureKind, Notice, RowKind
from zhida.core.rules import margins


def content_of(notice: Notice) -> str:
    """内容摘要: the digest of issuer, year, fund, sources, amounts and recipients, in hex.

    The wording of the letter, the goals and the place of anything in its file
    are not part of it: docx, PDF and text of one notice have one content.

    >>> content_of(Notice(())) == content_of(Notice((), obligations=()))
    True
    """
    return digest(*_values(notice)).hex()


def _values(notice: Notice) -> Iterator[Value]:
    yield issuer_of(notice)
    yield notice.budget_year.value if notice.budget_year else None
    yield notice.fund.value if notice.fund else None
    yield notice.status.value if notice.status else None
    yield notice.total.fen
    for part in notice.appropriations:
        yield from (part.source, part.kind, part.total.fen)
    for table in notice.allocation:
        yield from _cells(table)


def _cells(table: AllocationTable) -> Iterator[Value]:
    for row in table.rows:
        if row.kind is RowKind.SUBTOTAL:
            continue
        yield row.region.code if row.region else row.recipient
        for column in margins.columns_of(table, MeasureKind.MONEY):
            amount = margins.amount_at(row, column)
            if amount is not None and amount.fen is not None:
                yield column
                yield amount.fen

"""识读数值 figures: every amount and target of a notice, with whether it is proved."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.money import Amount
from zhida.core.notice import Notice
from zhida.core.provenance import Source


def unconfirmed(notice: Notice) -> Iterator[tuple[str, Source]]:
    """The printed text and the place of each value that was read optically and not proved."""
    for amount in _amounts(notice):
        if amount.source is not None and not amount.confirmed and amount.fen is not None:
            yield amount.printed, amount.source
    for table in notice.targets:
        for indicator in table.indicators:
            if not indicator.confirmed and indicator.target.text:
                yield indicator.target.text, indicator.value_source or indicator.source
    for code in (notice.doc_number, notice.date):
        if code is not None and not code.confirmed:
            yield str(code.value), code.source


def _amounts(notice: Notice) -> Iterator[Amount]:
    yield notice.total
    for appropriation in notice.appropriations:
        yield appropriation.total
    for mention in notice.sums:
        yield from (amount for _, amount in mention.parts)
    for table in notice.allocation:
        for row in table.rows:
            yield from (m.amount for m in row.measures if m.amount is not None)
    for spending in notice.spending:
        yield spending.amount
    for target in notice.targets:
        yield from (line.amount for line in target.amounts)
    for form in notice.forms:
        yield from (cell.amount for cell in form.cells if cell.amount is not None)

"""封存的行 sealed rows: vouchers as the database holds them, streamed, with the hash of each.

Rows come by COPY in the server's order, so that millions take constant memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from zhida.core.ledger.sealing import TRANSFER, VOUCHER, Algorithm, voucher_hash
from zhida.platform.sealing.rows import Row, rows

_VOUCHER = {
    "year": "v.year",
    "id": "v.id",
    "key": "encode(v.key, 'hex')",
    "content": "encode(v.content, 'hex')",
    "verb": "v.verb",
    "size": "v.size",
    "holder": "h.code",
    "counterpart": "c.code",
    "document": "v.document",
    "document_date": "to_char(v.document_date, 'YYYY-MM-DD')",
    "booked_at": "(extract(epoch FROM v.booked_at) * 1000000)::bigint",
    "actor": "v.actor",
    "reason": "v.reason",
    "identity": "v.identity",
    "sources": "v.sources",
    "reverses": "v.reverses",
    "carried_from_year": "v.carried_from_year",
    "carried_from_id": "v.carried_from_id",
}
_TRANSFER = {
    "ordinal": "t.ordinal",
    "entry": "t.entry",
    "relation": "t.relation",
    "fen": "t.fen",
    "credit_line": "encode(cl.digest, 'hex')",
    "credit_kind": "cr.kind",
    "credit_counterpart": "cc.code",
    "debit_line": "encode(dl.digest, 'hex')",
    "debit_kind": "de.kind",
    "debit_counterpart": "dc.code",
}
_JOINS = """
    LEFT JOIN regions_agency h ON h.id = v.holder_id
    LEFT JOIN regions_agency c ON c.id = v.counterpart_id
    LEFT JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
    LEFT JOIN ledger_account cr ON cr.id = t.credit_id
    LEFT JOIN ledger_account de ON de.id = t.debit_id
    LEFT JOIN ledger_line cl ON cl.id = cr.line_id
    LEFT JOIN ledger_line dl ON dl.id = de.line_id
    LEFT JOIN regions_agency cc ON cc.id = cr.counterpart_id
    LEFT JOIN regions_agency dc ON dc.id = de.counterpart_id
"""
_COLUMNS = ", ".join(
    [*(_VOUCHER[name] for name in VOUCHER), *(_TRANSFER[name] for name in TRANSFER)]
)
_WIDTH = len(VOUCHER)


@dataclass(frozen=True, slots=True)
class StoredVoucher:
    """A voucher's hashed values (`core.ledger.sealing.VOUCHER`) and those of its transfers.

    `mark` is what the query put before them. A voucher that is missing has no
    values but None.
    """

    mark: Row
    values: Row
    transfers: tuple[Row, ...]

    @property
    def block(self) -> int:
        """Of a sealed voucher: its block."""
        return int(self.mark[0] or 0)

    @property
    def stated(self) -> bytes:
        """Of a sealed voucher: the hash that was sealed."""
        return bytes.fromhex((self.mark[3] or b"").decode())

    def hashed(self, algorithm: Algorithm) -> bytes:
        """The voucher's hash as its rows are now."""
        return voucher_hash(self.values, self.transfers, algorithm)


def unsealed(year: int, after: int = 0, limit: int | None = None) -> Iterator[StoredVoucher]:
    """未封存: vouchers of a year with numbers above `after` that are in no block, by number.

    The mark is the year, the number, and the keys (hexadecimal) of the voucher
    that it reverses and of the one that it continues.
    """
    most = "ALL" if limit is None else str(int(limit))
    return _stored(
        4,
        f"""SELECT v.year, v.id, encode(u.key, 'hex'), encode(f.key, 'hex'),
                {_COLUMNS} FROM (
                SELECT * FROM ledger_voucher v
                WHERE v.year = {year:d} AND v.id > {after:d} AND NOT EXISTS (
                    SELECT FROM ledger_sealed s WHERE s.year = v.year AND s.voucher_id = v.id)
                ORDER BY v.id LIMIT {most}
            ) AS v LEFT JOIN ledger_voucher u ON u.year = v.year AND u.id = v.reverses_id
            LEFT JOIN ledger_voucher f ON f.year = v.carried_from_year
                AND f.id = v.carried_from_id
            {_JOINS} ORDER BY v.id, t.ordinal""",
    )


def sealed(first: int, last: int) -> Iterator[StoredVoucher]:
    """已封存: what the blocks from `first` to `last` hold, in order.

    The mark is the block, the year, the number and the hash (hexadecimal) that
    were stored; a voucher that has gone since has no values.
    """
    return _stored(
        4,
        f"""SELECT s.block, s.year, s.voucher_id, encode(s.hash, 'hex'), {_COLUMNS}
            FROM ledger_sealed s
            LEFT JOIN ledger_voucher v ON v.year = s.year AND v.id = s.voucher_id
            {_JOINS}
            WHERE s.block BETWEEN {first:d} AND {last:d}
            ORDER BY s.block, s.year, s.voucher_id, t.ordinal""",
    )


def _stored(mark: int, query: str) -> Iterator[StoredVoucher]:
    width = mark + _WIDTH
    for _, group in groupby(rows(query), itemgetter(*range(mark))):
        each = list(group)
        yield StoredVoucher(each[0][:mark], each[0][mark:width], tuple(row[width:] for row in each))

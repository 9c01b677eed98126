"""封存 sealing: what of a voucher is hashed, and how blocks of vouchers hang together.

A voucher's hash covers its own columns and, of each transfer, everything that
the row means: both accounts as the digest of their quota line, their kind and
counterpart. A line's digest covers the line, its earmark and its parent in the
same way, so no row can change its meaning without changing a hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhida.core.ledger.encoding import Value, digest

GENESIS = bytes(32)
"""The hash before the first block."""

VOUCHER = (
    "year",
    "id",
    "key",
    "content",
    "verb",
    "size",
    "holder",
    "counterpart",
    "document",
    "document_date",
    "booked_at",
    "actor",
    "reason",
    "identity",
    "sources",
    "reverses",
    "carried_from_year",
    "carried_from_id",
)
"""What of a voucher is hashed, in this order: agencies by their codes, digests in hexadecimal,
`document_date` as YYYY-MM-DD, `booked_at` in microseconds since 1970 (UTC), `identity` and
`sources` as PostgreSQL writes jsonb."""

TRANSFER = (
    "ordinal",
    "entry",
    "relation",
    "fen",
    "credit_line",
    "credit_kind",
    "credit_counterpart",
    "debit_line",
    "debit_kind",
    "debit_counterpart",
)
"""What of a transfer is hashed, in this order: lines by their digests in hexadecimal."""


def voucher_hash(voucher: Sequence[Value], transfers: Iterable[Sequence[Value]]) -> bytes:
    """凭证摘要: the values of `VOUCHER`, then those of `TRANSFER` for each row; 32 bytes.

    A number and its decimal digits are the same value; None is what isn't there.
    """
    return digest(*voucher, *(value for each in transfers for value in each))


def block_hash(previous: bytes, number: int, hashes: Iterable[bytes]) -> bytes:
    """区块摘要: the hash of the block before, this block's number, its vouchers' hashes in order.

    >>> block_hash(GENESIS, 1, [bytes(32)]) == block_hash(GENESIS, 2, [bytes(32)])
    False
    """
    return digest(previous, number, *hashes)

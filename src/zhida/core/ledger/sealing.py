"""封存 sealing: what of a voucher is hashed, and how blocks of vouchers hang together.

A voucher's hash covers its own columns and, of each transfer, everything that
the row means: both accounts as the digest of their quota line, their kind and
counterpart. A line's digest covers the line, its earmark and its parent in the
same way, so no row can change its meaning without changing a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum

from zhida.core.ledger.encoding import Value, encode
from zhida.core.ledger.errors import LedgerError

GENESIS = bytes(32)
"""The hash before the first block."""


class Algorithm(StrEnum):
    """摘要算法: SHA-256 (FIPS 180-4), or SM3 (GB/T 32905-2016) where the site's rules ask for it.

    Each block names its own, so a chain may change over and stays one chain.
    """

    SHA256 = "sha256"
    SM3 = "sm3"

    def hash(self, *values: Value) -> bytes:
        """摘要: of the encoded values, 32 bytes. Raises `LedgerError` where OpenSSL hasn't got it.

        >>> Algorithm.SHA256.hash("a") == Algorithm.SHA256.hash(b"a")
        True
        """
        if self is Algorithm.SHA256:
            return hashlib.sha256(encode(*values)).digest()
        try:
            return hashlib.new(self.value, encode(*values)).digest()
        except ValueError as absent:
            raise LedgerError(
                f"本机的 OpenSSL 没有 {self.value.upper()}，不能用它封存或核验："
                "请安装带 SM3 的 OpenSSL（1.1.1 或更高版本），或把 ZHIDA_SEAL_ALGORITHM 改为 sha256"
            ) from absent


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


def voucher_hash(
    voucher: Sequence[Value],
    transfers: Iterable[Sequence[Value]],
    algorithm: Algorithm = Algorithm.SHA256,
) -> bytes:
    """凭证摘要: the values of `VOUCHER`, then those of `TRANSFER` for each row; 32 bytes.

    A number and its decimal digits are the same value; None is what isn't there.
    """
    return algorithm.hash(*voucher, *(value for each in transfers for value in each))


def block_hash(
    previous: bytes,
    number: int,
    hashes: Iterable[bytes],
    algorithm: Algorithm = Algorithm.SHA256,
) -> bytes:
    """区块摘要: the hash of the block before, this block's number, its vouchers' hashes in order.

    >>> block_hash(GENESIS, 1, [bytes(32)]) == block_hash(GENESIS, 2, [bytes(32)])
    False
    """
    return algorithm.hash(previous, number, *hashes)

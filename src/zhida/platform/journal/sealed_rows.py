"""封存的日志 sealed rows: deeds as the database holds them, streamed, with the hash of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.ledger.sealing import Algorithm
from zhida.platform.sealing.rows import Row, rows

DEED = (
    "d.id",
    "(extract(epoch FROM d.at) * 1000000)::bigint",
    "d.actor",
    "d.agency",
    "d.verb",
    "d.concept",
    "d.subject",
    "d.before",
    "d.after",
    "d.reason",
    "d.source",
    "d.region_id",
)
"""What of a deed is hashed, in this order: the moment in microseconds since 1970 (UTC), the state
before and after as PostgreSQL writes jsonb."""

_COLUMNS = ", ".join(DEED)


@dataclass(frozen=True, slots=True)
class StoredDeed:
    """A deed's hashed values, None for all of one that is missing; `block` 0 where none holds it."""

    number: int
    block: int
    stated: bytes
    values: Row

    def hashed(self, algorithm: Algorithm) -> bytes:
        """The deed's hash as its row is now."""
        return algorithm.hash(*self.values)

    @property
    def gone(self) -> bool:
        """Whether the row isn't there."""
        return self.values[0] is None


def unsealed(after: int = 0, limit: int | None = None) -> Iterator[StoredDeed]:
    """未封存: deeds with numbers above `after` that are in no block, by number."""
    most = "ALL" if limit is None else str(int(limit))
    yield from _stored(
        f"""SELECT d.id, 0, '', {_COLUMNS} FROM journal_deed d
            WHERE d.id > {after:d} AND NOT EXISTS (
                SELECT FROM journal_sealed s WHERE s.deed_id = d.id)
            ORDER BY d.id LIMIT {most}"""
    )


def sealed(first: int, last: int) -> Iterator[StoredDeed]:
    """已封存: what the blocks from `first` to `last` hold, in order."""
    yield from _stored(
        f"""SELECT s.deed_id, s.block, encode(s.hash, 'hex'), {_COLUMNS}
            FROM journal_sealed s LEFT JOIN journal_deed d ON d.id = s.deed_id
            WHERE s.block BETWEEN {first:d} AND {last:d} ORDER BY s.block, s.deed_id"""
    )


def _stored(query: str) -> Iterator[StoredDeed]:
    for number, block, stated, *values in rows(query):
        yield StoredDeed(
            int(number or 0),
            int(block or 0),
            bytes.fromhex((stated or b"").decode()),
            tuple(values),
        )

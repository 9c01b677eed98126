"""行 rows: what a query finds, as the database writes it, streamed: millions take constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

Row = tuple[bytes | None, ...]


def rows(query: str) -> Iterator[Row]:
    """The rows of a query as bytes, as they come; none is kept."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for line in copy:
            yield _split(bytes(line))


_NULL = b"\\N"
_ESCAPES = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def _split(line: bytes) -> Row:
    """A line of COPY's text format as its values."""
    values: Sequence[bytes] = line[:-1].split(b"\t")
    if line.count(b"\\") == values.count(_NULL):
        return tuple(None if each == _NULL else each for each in values)
    return tuple(None if each == _NULL else _plain(each) for each in values)


def _plain(value: bytes) -> bytes:
    if b"\\" not in value:
        return value
    head, *parts = value.split(b"\\")
    plain = [head]
    literal = False
    for part in parts:
        if literal:
            plain.append(part)
            literal = False
        elif part:
            plain.append(_ESCAPES.get(part[:1], part[:1]) + part[1:])
        else:  # two backslashes are one, and what follows is as it stands
            plain.append(b"\\")
            literal = True
    return b"".join(plain)

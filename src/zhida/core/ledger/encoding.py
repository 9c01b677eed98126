"""编码 encoding: values as bytes that can be read in one way only, to be hashed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from hashlib import sha256

Value = str | int | bytes | None

# Millions of vouchers are encoded at a time, and nearly all of their values are short.
_SHORT = 1024
_PREFIXES = [b"%d:" % size for size in range(_SHORT)]


def encode(*values: Value) -> bytes:
    """编码: each value as its length, a colon and its bytes; None as a dash.

    Lengths keep neighbours apart: no two lists of values have the same code.

    >>> encode("中央", 5, None)
    b'6:\\xe4\\xb8\\xad\\xe5\\xa4\\xae1:5-'
    >>> encode("ab", "c") == encode("a", "bc")
    False
    """
    parts: list[bytes] = []
    for value in values:
        if value is None:
            parts.append(b"-")
            continue
        raw = value if isinstance(value, bytes) else str(value).encode()
        size = len(raw)
        parts.append(_PREFIXES[size] if size < _SHORT else b"%d:" % size)
        parts.append(raw)
    return b"".join(parts)


def digest(*values: Value) -> bytes:
    """摘要: SHA-256 of the encoded values, 32 bytes."""
    return sha256(encode(*values)).digest()


class Digested(ABC):
    """有摘要: a frozen value with the digest of what it says, made when it is first asked for.

    A line is asked for its digest by each of its vouchers, several times.
    """

    # No field of the value: not compared, not copied to another one by `replace`.
    __slots__ = ("_digest",)

    _digest: bytes

    @property
    def digest(self) -> bytes:
        """摘要: the identity of the value, 32 bytes; equal values have one."""
        try:
            return self._digest
        except AttributeError:
            object.__setattr__(self, "_digest", digest(*self._said()))
            return self._digest

    @abstractmethod
    def _said(self) -> tuple[Value, ...]:
        """All that the value says, in one order for ever."""

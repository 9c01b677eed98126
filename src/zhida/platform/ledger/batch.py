"""一批凭证 batch: vouchers as the arrays that the ledger's door (`ledger_post`) takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from zhida.core.ledger import AccountKey, Identity, LedgerError, Transfer, Voucher, entry
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class ContinuedRow:
    """A row of last year's voucher, which a row of this year's continues: database numbers."""

    credit: int
    debit: int
    line: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A booked voucher that another undoes or continues."""

    year: int
    number: int
    verb: str
    rows: tuple[ContinuedRow, ...]


class Batch:
    """一批凭证: rows by voucher, by account and by transfer; `columns` turns them around."""

    TYPES = (
        # of a voucher
        "smallint bytea bytea text smallint text text text date text text jsonb jsonb bigint"
        " smallint bigint text"
        # of an account
        " bigint text text"
        # of a transfer
        " int smallint smallint text int int bigint bigint bigint bigint"
    ).split()

    def __init__(self, lines: Mapping[bytes, int], earlier: Mapping[bytes, Earlier]) -> None:
        self._lines = lines
        self._earlier = earlier
        self._vouchers: list[tuple[object, ...]] = []
        self._accounts: dict[tuple[int, str, str], int] = {}
        self._transfers: list[tuple[object, ...]] = []

    @property
    def columns(self) -> list[str]:
        """The arrays as PostgreSQL writes them, in the order of `TYPES`."""
        accounts: list[tuple[object, ...]] = [*self._accounts]
        columns = (
            column
            for rows in (self._vouchers, accounts, self._transfers)
            for column in zip(*rows, strict=True)
        )
        return [literal(kind, column) for kind, column in zip(self.TYPES, columns, strict=True)]

    def add(self, voucher: Voucher) -> None:
        """Raises `LedgerError` for an entry that the chart doesn't have."""
        before = self._earlier.get(voucher.reverses or voucher.carried_from or b"")
        continued = before if voucher.carried_from and before else None
        self._vouchers.append(
            (
                voucher.identity.year,
                voucher.identity.key,
                voucher.content,
                voucher.verb,
                len(voucher.transfers),
                voucher.holder,
                voucher.counterpart or voucher.holder,
                voucher.document,
                voucher.document_date,
                voucher.actor,
                voucher.reason,
                identity_json(voucher.identity),
                sources_json(voucher.sources),
                before.number if before and voucher.reverses else 0,
                continued.year if continued else None,
                continued.number if continued else None,
                before.verb if before else None,
            )
        )
        if continued and len(continued.rows) != len(voucher.transfers):
            raise LedgerError("上年结转必须是上年一张结转凭证的全部。请核对所结转的凭证")
        for ordinal, each in enumerate(voucher.transfers):
            row = continued.rows[ordinal] if continued else None
            self._transfers.append(
                (
                    len(self._vouchers),
                    ordinal + 1,
                    None if voucher.reverses else _entry_number(voucher.verb, each),
                    each.relation,
                    self._account(each.credit, voucher.holder),
                    self._account(each.debit, voucher.holder),
                    each.fen,
                    row and row.credit,
                    row and row.debit,
                    row and row.line,
                )
            )

    def _account(self, key: AccountKey, holder: str) -> int:
        """The account's place among those of the batch, from 1.

        What is not in transit is taken by its holder, and that is who acts.
        """
        line = self._lines[key.line]
        asked = (line, key.kind, key.counterpart or holder)
        return self._accounts.setdefault(asked, len(self._accounts) + 1)


def literal(kind: str, values: Iterable[object]) -> str:
    """数组: values of a type of PostgreSQL as one array literal, to be cast to that type's array.

    >>> print(literal("bytea", [bytes([0, 255]), None]))
    {"\\\\x00ff",NULL}
    """
    return array(_AS_TEXT.get(kind, str), values)


def array(as_text: Callable[[Any], str], values: Iterable[object]) -> str:
    """数组: values as one array literal; None is NULL.

    The driver's own way looks at each value anew and takes several times as long.

    >>> array(str, [1, None, 3])
    '{1,NULL,3}'
    >>> print(array(quoted, ['甲"乙', "a,b", "NULL"]))
    {"甲\\"乙","a,b","NULL"}
    """
    return "{" + ",".join(["NULL" if each is None else as_text(each) for each in values]) + "}"


def quoted(text: str) -> str:
    """A text within an array literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _hex(content: bytes) -> str:
    return '"\\\\x' + content.hex() + '"'


_AS_TEXT: Mapping[str, Callable[[Any], str]] = {"text": quoted, "jsonb": quoted, "bytea": _hex}


def _entry_number(verb: str, transfer: Transfer) -> int:
    return entry(verb, transfer.credit.kind, transfer.debit.kind, transfer.relation).number


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_IDENTITY = tuple(each.name for each in fields(Identity))
_SOURCE = tuple(each.name for each in fields(Source))


def identity_json(identity: Identity) -> str:
    """The identity's fields by their names."""
    return _encode({name: getattr(identity, name) for name in _IDENTITY})


def sources_json(sources: Sequence[Source]) -> str:
    """The sources' fields by their names, those without a value left out."""
    return _encode(
        [
            {name: value for name in _SOURCE if (value := getattr(each, name)) is not None}
            for each in sources
        ]
    )

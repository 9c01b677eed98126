"""出处与金额: places, amounts and stated values as JSON objects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from zhida.core.money import Amount
from zhida.core.provenance import Source, Stated

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
"""Anything that JSON can say."""


def place(source: Source) -> dict[str, Json]:
    """A place in a file; `text` says it in words.

    >>> place(Source("通知.txt", block=3, line=12))["text"]
    '通知.txt 第12行'
    """
    return {
        "file": source.file,
        "page": source.page,
        "sheet": source.sheet,
        "table": source.table,
        "row": source.row,
        "column": source.column,
        "line": source.line,
        "block": source.block,
        "span": list(source.span) if source.span else None,
        "box": list(source.box) if source.box else None,
        "address": source.address,
        "text": source.describe(),
    }


def places(sources: Sequence[Source]) -> list[Json]:
    """Several places, in order."""
    return [place(source) for source in sources]


def place_or_null(source: Source | None) -> Json:
    """A place, or null where none is known."""
    return None if source is None else place(source)


def amount(value: Amount) -> dict[str, Json]:
    """An amount: integer fen where it is a number, its state, and its print.

    >>> from zhida.core.money import ABSENT
    >>> amount(ABSENT)
    {'fen': None, 'state': 'absent', 'printed': None}
    """
    return {"fen": value.fen, "state": value.state.value, "printed": value.printed or None}


def stated(value: Stated[Any] | None) -> Json:
    """The bare value of something stated: text, number or ISO date."""
    return None if value is None else scalar(value.value)


def scalar(value: object) -> Json:
    """A value as JSON writes it: dates in ISO form, anything unknown as its text."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)

"""What two readings of one notice must share."""

from __future__ import annotations

import dataclasses
import enum
from collections import Counter
from collections.abc import Callable

import pytest

import zhida
from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState
from zhida.core.notice import Measure, Notice
from zhida.core.provenance import Source, Stated

ABOUT_THE_FILE = {"printed", "files", "source", "value_source", "place", "repaired", "repairs"}


def _meaning(value: object) -> object:
    """What a value says, without where and in which form it was printed."""
    if isinstance(value, Source):
        return None
    if isinstance(value, Stated):
        return _meaning(value.value)
    if isinstance(value, Amount):
        return value.fen, value.state if value.fen is None else AmountState.NUMBER, value.step_fen
    if isinstance(value, tuple):
        return tuple(_meaning(each) for each in value if not _is_empty_cell(each))
    if dataclasses.is_dataclass(value) and not isinstance(value, enum.Enum):
        fields = (each.name for each in dataclasses.fields(value))
        return {n: _meaning(getattr(value, n)) for n in fields if n not in ABOUT_THE_FILE}
    return value


def _is_empty_cell(value: object) -> bool:
    """An empty cell and one that isn't there are alike on paper."""
    if not isinstance(value, Measure):
        return False
    blank = value.amount is not None and value.amount.state is AmountState.BLANK
    return blank or (value.amount, value.count, value.text or None) == (None, None, None)


def _gist(finding: Finding) -> tuple[object, ...]:
    """A finding without its places."""
    return (
        finding.code,
        finding.severity,
        finding.expected,
        finding.found,
        finding.difference,
    )


@pytest.fixture(scope="session")
def meaning() -> Callable[[object], object]:
    """含义: a function that gives what a value says, places and printed forms aside."""
    return _meaning


@pytest.fixture(scope="session")
def gists() -> Callable[[Notice], Counter[tuple[object, ...]]]:
    """A function that checks a notice and gives its findings without their places."""
    return lambda notice: Counter(map(_gist, zhida.check(notice)))

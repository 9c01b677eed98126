"""问题表 finding tables: findings whose severity, law and mend are rows of a file, by their code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from zhida.core.findings import Finding, Severity
from zhida.core.provenance import Source
from zhida.data import load


def finding_of(
    table: str,
    code: str,
    sentence: str,
    expected: int | str | None = None,
    found: int | str | None = None,
    difference: int | str | None = None,
    sources: Iterable[Source] = (),
    mend: str = "",
) -> Finding:
    """问题: a finding by its code in `data/<table>.csv`; `mend` where one is more exact.

    Raises `KeyError` for a code that the table lacks.

    >>> finding_of("target_findings", "T101", "指标“培训次数”没有指标值。").severity.value
    'error'
    """
    row = rows_of(table)[code]
    return Finding(
        code,
        Severity(row["severity"]),
        sentence,
        expected,
        found,
        difference,
        row.get("basis", ""),
        mend or row["mend"],
        tuple(sources),
    )


def difference_of(expected: int | str | None, found: int | str | None) -> int | None:
    """差额: found − expected where both are numbers, else None.

    >>> difference_of(2, 1), difference_of("优", "良")
    (-1, None)
    """
    both = isinstance(expected, int) and isinstance(found, int)
    return found - expected if both else None  # type: ignore[operator]


@cache
def rows_of(table: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table of findings, by code."""
    return {row["code"]: row for row in load(table)}

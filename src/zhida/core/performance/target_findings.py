"""目标问题 target findings: what is wrong with indicators and their decomposition, by codes of their own.

The codes are rows of `data/target_findings.csv`: T1 the indicator itself, T2 parent and
children, T3 the metrics behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from zhida.core.findings import Finding, Severity
from zhida.core.provenance import Source
from zhida.data import load


def target_finding(
    code: str,
    sentence: str,
    *,
    expected: str | None = None,
    found: str | None = None,
    difference: str | None = None,
    sources: Iterable[Source] = (),
    mend: str = "",
) -> Finding:
    """目标问题: a finding with its severity, basis and mend from the table.

    >>> target_finding("T101", "指标“培训次数”没有指标值。").severity.value
    'error'
    """
    row = _rows()[code]
    return Finding(
        code,
        Severity(row["severity"]),
        sentence,
        expected,
        found,
        difference,
        row["basis"],
        mend or row["mend"],
        tuple(sources),
    )


@cache
def _rows() -> dict[str, Mapping[str, str]]:
    return {row["code"]: row for row in load("target_findings")}

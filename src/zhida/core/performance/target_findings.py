"""目标问题 target findings: what is wrong with indicators and their decomposition, by codes of their own.

The codes are rows of `data/target_findings.csv`: T1 the indicator itself, T2 parent and
children, T3 the metrics behind it.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhida.core.finding_tables import finding_of
from zhida.core.findings import Finding
from zhida.core.provenance import Source


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
    table = "target_findings"
    return finding_of(table, code, sentence, expected, found, difference, sources, mend)

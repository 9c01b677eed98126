"""自评问题 faults: what may be wrong with a filled form, by code, in `score_findings.csv`."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.core.finding_tables import finding_of, rows_of
from zhida.core.findings import Finding
from zhida.core.provenance import Source

_TABLE = "score_findings"


def fault(
    code: str,
    sentence: str,
    expected: str | int | None = None,
    found: str | int | None = None,
    *,
    sources: Iterable[Source | None] = (),
    difference: str | int | None = None,
    mend: str = "",
) -> Finding:
    """自评问题: a finding of a code, its severity, basis and mend as the table has them.

    >>> fault("S05", "总分88.00分，等级应为良，表中为优", "良", "优").severity.label
    '错误'
    """
    known = (source for source in sources if source is not None)
    return finding_of(_TABLE, code, sentence, expected, found, difference, known, mend)


def title_of(code: str) -> str:
    """The short name of a code.

    >>> title_of("S01")
    '执行率与预算数、执行数不符'
    """
    return rows_of(_TABLE)[code]["title"]

"""问题 findings: as every route tells them."""

from __future__ import annotations

from zhida.core.findings import Finding, Severity
from zhida.platform.api.shapes import Told


class FindingTold(Told):
    """问题: `expected`, `found` and `difference` are fen where money is meant."""

    code: str
    severity: Severity
    sentence: str
    expected: int | str | None
    found: int | str | None
    difference: int | str | None
    basis: str
    mend: str
    sources: list[str]


def finding_told(finding: Finding) -> FindingTold:
    """问题: a value as it is told."""
    return FindingTold(
        code=finding.code,
        severity=finding.severity,
        sentence=finding.sentence,
        expected=finding.expected,
        found=finding.found,
        difference=finding.difference,
        basis=finding.basis,
        mend=finding.mend,
        sources=[each.describe() for each in finding.sources],
    )

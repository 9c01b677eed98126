"""支付导入的问题 payment findings: the codes of what is wrong with a payment or its file."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from zhida.core.findings import Finding, Severity
from zhida.core.provenance import Source
from zhida.data import load


def payment_finding(
    code: str,
    sentence: str,
    *sources: Source,
    expected: int | str | None = None,
    found: int | str | None = None,
    mend: str = "",
) -> Finding:
    """支付问题: severity and mend come from the table unless `mend` is more exact.

    The difference is computed where both figures are numbers.

    >>> payment_finding("P105", "第3行金额为0").mend
    '填写实付金额；没有支付的，删去这一行'
    """
    severity, _, usual, _ = _catalogue()[code]
    both = isinstance(expected, int) and isinstance(found, int)
    return Finding(
        code,
        severity,
        sentence,
        expected,
        found,
        found - expected if both else None,  # type: ignore[operator]
        mend=mend or usual,
        sources=sources,
    )


def blocks(finding: Finding) -> bool:
    """阻断: whether nothing of the file can be booked while this stands."""
    return _catalogue()[finding.code][1]


def field_of_finding(code: str) -> str:
    """所指的列: the field whose cell a finding of a whole row is about; "" where it is no cell."""
    return _catalogue()[code][3]


@cache
def _catalogue() -> MappingProxyType[str, tuple[Severity, bool, str, str]]:
    return MappingProxyType(
        {
            row["code"]: (
                Severity(row["severity"]),
                row["blocks"] == "yes",
                row["mend"],
                row["field"],
            )
            for row in load("payment_findings")
        }
    )

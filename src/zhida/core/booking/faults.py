"""记账问题 faults: why a notice can't be booked as it stands, by codes of their own.

The codes are rows of `data/booking_findings.csv`; the rules of the notice that
touch money are rows of `data/booking_guards.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from zhida.core.booking.answers import Answers
from zhida.core.finding_tables import difference_of, finding_of, rows_of
from zhida.core.findings import Finding, Severity
from zhida.core.provenance import Source
from zhida.data import load

_TABLE = "booking_findings"


def fault(
    code: str,
    sentence: str,
    *,
    expected: int | str | None = None,
    found: int | str | None = None,
    sources: Iterable[Source] = (),
    mend: str = "",
) -> Finding:
    """记账问题: a finding of the booking, with its law and mend from the table.

    >>> fault("B301", "上级财社〔2020〕149号尚未入账。").severity.value
    'fatal'
    """
    off = difference_of(expected, found)
    return finding_of(_TABLE, code, sentence, expected, found, off, sources, mend)


def is_settled(finding: Finding, answers: Answers) -> bool:
    """已处理: whether a finding no longer keeps the notice from being booked.

    Hints and warnings never do. An error may be set aside with a reason; what
    is fatal can only be mended.
    """
    if finding.severity.rank > Severity.ERROR.rank:
        return True
    return may_be_waived(finding.code, finding.severity) and answers.waives(finding.code)


def may_be_waived(code: str, severity: Severity) -> bool:
    """可否搁置: with a reason. What is fatal can't be, nor a booking's finding that asks for more.

    >>> may_be_waived("B104", Severity.ERROR), may_be_waived("B101", Severity.FATAL)
    (True, False)
    """
    own = rows_of(_TABLE).get(code)
    if own is None or severity.rank > Severity.ERROR.rank:
        return severity is not Severity.FATAL
    return own["answer"] == "waive"


def booking_severity(code: str) -> Severity | None:
    """记账问题的轻重: None for a code that is none of the booking's."""
    own = rows_of(_TABLE).get(code)
    return Severity(own["severity"]) if own is not None else None


def touching(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """触及金额: the errors of a checked notice that keep it from being booked."""
    guarded = _guards()
    return tuple(
        each
        for each in findings
        if each.code in guarded and each.severity.rank <= Severity.ERROR.rank
    )


@cache
def _guards() -> frozenset[str]:
    return frozenset(row["rule"] for row in load("booking_guards"))

"""搁置 waiving: who may answer for a finding, by how bad it is. One rule for page, command and API.

A warning or a hint whoever handles the notice may set aside; an error only a reviewer, who then
answers for booking it as printed; what is fatal nobody, it can only be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhida.core.booking.faults import booking_severity, may_be_waived
from zhida.core.findings import Severity
from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Subject, require

MILD, GRAVE = "waive_finding", "waive_error"
"""The verbs of the policy: to set aside a warning, and to answer for an error."""


def verb_of(severity: Severity) -> str:
    """权限: which one setting aside a finding asks for.

    >>> verb_of(Severity.WARNING), verb_of(Severity.ERROR)
    ('waive_finding', 'waive_error')
    """
    return GRAVE if severity.rank <= Severity.ERROR.rank else MILD


def answer_for(
    actor: Actor, subject: Subject, severities: Mapping[str, Severity], waived: Mapping[str, str]
) -> None:
    """搁置须有人负责: every code has a reason, can be set aside, and this person may.

    `severities` are those of the notice's findings by code; what the notice has no finding of is
    one of the booking, or counts as an error. Raises `LedgerError` and `Forbidden`.
    """
    for code, reason in waived.items():
        if not reason.strip():
            raise LedgerError("搁置问题必须写明理由")
        severity = severities.get(code) or booking_severity(code) or Severity.ERROR
        if not may_be_waived(code, severity):
            raise LedgerError(f"{code}不能搁置，只能改正：{_MEND}")
        require(actor, verb_of(severity), subject)


_MEND = "请发文单位更正，或对照原件写明改正的金额"


def severities_of(findings: Iterable[tuple[str, Severity]]) -> dict[str, Severity]:
    """各代码的轻重: the worst of each code.

    >>> severities_of([("N102", Severity.WARNING), ("N102", Severity.ERROR)])["N102"].value
    'error'
    """
    worst: dict[str, Severity] = {}
    for code, severity in findings:
        if code not in worst or severity.rank < worst[code].rank:
            worst[code] = severity
    return worst

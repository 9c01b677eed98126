"""日期先后矛盾: 印发不应早于成文，本文不应早于所依据的文件。

The days of signing and printing, and the year of the upstream number.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DATE_OF_SIGNING
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N228",
    name="日期先后矛盾",
    severity=Severity.ERROR,
    explanation="印发日期不应早于成文日期；本文的日期不应早于所依据的上级文件的年份。",
    basis=DATE_OF_SIGNING,
    mend="核对成文日期、印发日期和上级文号的年份。",
    bad="成文日期2023年8月1日，印发日期2023年7月1日",
    good="成文日期2023年8月1日，印发日期2023年8月1日",
)


@RULE.check
def order_of_dates(notice: Notice) -> Iterator[Finding]:
    """A finding for each pair of dates in the wrong order."""
    signed, printed = notice.signed, notice.printed
    if signed is not None and printed is not None and printed.value < signed.value:
        yield RULE.finding(
            f"印发日期{printed.value.isoformat()}早于成文日期{signed.value.isoformat()}。",
            expected=signed.value.isoformat(),
            found=printed.value.isoformat(),
            sources=(printed.source, signed.source),
        )
    date = notice.date
    for basis in notice.basis:
        if date is None or basis.number is None or basis.number.year <= date.value.year:
            continue
        yield RULE.finding(
            f"本文日期为{date.value.isoformat()}，所依据的{basis.number}却是"
            f"{basis.number.year}年的文件。",
            expected=date.value.year,
            found=basis.number.year,
            sources=(date.source, basis.source),
        )

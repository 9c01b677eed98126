"""附件缺失: 附件说明列出的附件应当随文附上。

Listed annexes that none of the attached ones is.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.annexes import match, name_of
from zhida.core.rules.law import ATTACHMENTS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N207",
    name="所列附件缺失",
    severity=Severity.ERROR,
    explanation="附件说明列出的每个附件都应当随文附上；一个附件也没有的，可能只读入了正文。",
    basis=ATTACHMENTS,
    mend="补齐附件；附件另行印发的，在附件说明中注明。",
    bad="附件说明列4个附件，文后只有附件3、附件4",
    good="附件说明列2个附件，文后附有附件1、附件2",
)


@RULE.check
def annex_not_found(notice: Notice) -> Iterator[Finding]:
    """One finding for all listed annexes that are missing."""
    there = [each.listed for each in match(notice.attachments)]
    missing = [listed for listed in notice.attachments.listed if listed not in there]
    if not missing:
        return
    names = "、".join(name_of(annex) for annex in missing)
    listed = len(notice.attachments.listed)
    yield RULE.finding(
        f"附件说明列{listed}个附件，文后缺{len(missing)}个：{names}。",
        expected=listed,
        found=listed - len(missing),
        sources=tuple(annex.source for annex in missing),
        severity=RULE.severity if notice.attachments.found else Severity.WARNING,
    )

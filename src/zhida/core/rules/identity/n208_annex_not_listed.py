"""附件未列入附件说明: 随文附上的附件应当在正文之下列出。

Attached annexes that are none of the listed ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.annexes import match, name_of
from zhida.core.rules.law import ATTACHMENTS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N208",
    name="附件未列入附件说明",
    severity=Severity.WARNING,
    explanation="随文附上的附件，都应当在正文之后的附件说明中按顺序列出。",
    basis=ATTACHMENTS,
    mend="在附件说明中补列，或删去多余的附件。",
    bad="附件说明只列附件1，文后另有附件2跟踪反馈表",
    good="附件说明列附件1、附件2，文后相同",
)


@RULE.check
def annex_not_listed(notice: Notice) -> Iterator[Finding]:
    """One finding for all attached annexes that the list doesn't name.

    A table on its own, without a letter, has no list to be named in.
    """
    if not (notice.title or notice.doc_number or notice.issuers):
        return
    extra = [each.found for each in match(notice.attachments) if each.listed is None]
    extra = [annex for annex in extra if annex.label or annex.title]
    if not extra:
        return
    names = "、".join(dict.fromkeys(name_of(annex) for annex in extra))
    listed = len(notice.attachments.listed)
    start = f"附件说明列{listed}个附件" if listed else "正文没有附件说明"
    yield RULE.finding(
        f"{start}，文后另有{len(extra)}个未列：{names}。",
        expected=listed,
        found=len(notice.attachments.found),
        sources=tuple(annex.source for annex in extra),
        severity=RULE.severity if listed or not _is_referred_to(notice) else Severity.HINT,
    )


def _is_referred_to(notice: Notice) -> bool:
    """Whether the letter at least speaks of an annex: 详见附表."""
    return any(word in each.value for each in notice.paragraphs for word in ("附表", "附件"))

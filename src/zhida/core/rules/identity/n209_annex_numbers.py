"""附件编号不符: 附件上的顺序号应当与附件说明一致。

Attached annexes whose printed number is missing or is another one's.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.annexes import main_number, match, name_of
from zhida.core.rules.law import ATTACHMENTS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N209",
    name="附件顺序号与附件说明不符",
    severity=Severity.WARNING,
    explanation="附件首页的顺序号应当与附件说明一致；附件说明有多个附件的，附件都应当编号。",
    basis=ATTACHMENTS,
    mend="按附件说明的顺序号标注各附件。",
    bad="附件说明：2. 绩效目标表；附件首页只写“附件”，或写“附件3”",
    good="附件说明：2. 绩效目标表；附件首页写“附件2”",
)


@RULE.check
def annex_numbers(notice: Notice) -> Iterator[Finding]:
    """One finding for annexes without a number, one for each with a wrong one."""
    if len(notice.attachments.listed) < 2:
        return
    pairs = [(each.listed, each.found) for each in match(notice.attachments) if each.listed]
    bare = [(listed, found) for listed, found in pairs if listed.label and not found.label]
    if bare:
        numbers = "、".join(dict.fromkeys(listed.label for listed, _ in bare))
        yield RULE.finding(
            f"附件说明有顺序号，文后{len(bare)}个附件没有标注顺序号（应为附件{numbers}）。",
            expected=f"附件{numbers}",
            found="无顺序号",
            sources=tuple(found.source for _, found in bare),
            severity=Severity.HINT,
        )
    for listed, found in pairs:
        if not listed.label or not found.label:
            continue
        if main_number(listed.label) != main_number(found.label):
            yield RULE.finding(
                f"附件说明为{name_of(listed)}，文后标为附件{found.label}。",
                expected=f"附件{listed.label}",
                found=f"附件{found.label}",
                sources=(found.source, listed.source),
            )

"""正文引用的附件不存在: 正文“见附件×”的顺序号应当在附件说明中。

Numbers of annexes that the text refers to but the list doesn't have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.annexes import main_number
from zhida.core.rules.law import ATTACHMENTS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N210",
    name="正文引用的附件不在附件说明中",
    severity=Severity.ERROR,
    explanation="正文写“见附件2”的，附件说明中应当有附件2；只有一个附件的不编号，正文写“见附件”。",
    basis=ATTACHMENTS,
    mend="改正引用的顺序号，或补列该附件。",
    bad="正文：绩效目标（见附件2）；附件说明只列一个附件",
    good="正文：绩效目标（见附件）；附件说明只列一个附件",
)

_REFERENCE = re.compile(
    r"[见照按填在随]\s*附\s*件\s*(\d+)|[（(]\s*附\s*件\s*(\d+)(?:-\d+)?\s*[）)]"
)


@RULE.check
def reference_to_annex(notice: Notice) -> Iterator[Finding]:
    """A finding for each number that is referred to and nowhere listed."""
    listed = notice.attachments.listed
    if not listed:
        return
    numbers = {main_number(annex.label) for annex in listed} - {""}
    # an unnumbered list counts from one
    numbers |= {str(i) for i in range(1, len(listed) + 1)}
    for paragraph in notice.paragraphs:
        for match in _REFERENCE.finditer(paragraph.value):
            number = match.group(1) or match.group(2)
            if number.lstrip("0") not in numbers:
                yield RULE.finding(
                    f"正文引用附件{number}，附件说明只列{len(listed)}个附件，没有附件{number}。",
                    expected=len(listed),
                    found=f"附件{number}",
                    sources=(paragraph.source, *(annex.source for annex in listed)),
                )

"""附件标题与附件说明不一致: 附件标题应当与附件说明的文字相同。

Titles of attached annexes that differ in wording from the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.annexes import main_number, match, plain
from zhida.core.rules.law import ATTACHMENTS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N211",
    name="附件标题与附件说明文字不一",
    severity=Severity.HINT,
    explanation="附件标题应当与附件说明中的名称文字相同。",
    basis=ATTACHMENTS,
    mend="统一两处的名称。",
    bad="附件说明：市本级绩效目标表；附件标题：某市本级项目绩效目标表",
    good="附件说明与附件标题均为：市本级绩效目标表",
)


@RULE.check
def annex_titles(notice: Notice) -> Iterator[Finding]:
    """One finding for each pair of differing titles."""
    told: set[tuple[str, str]] = set()
    for each in match(notice.attachments):
        if each.listed is None or not each.listed.title or not each.found.title:
            continue
        if main_number(each.found.label) != each.found.label:
            continue  # 3-2 is a part of annex 3 with a title of its own
        names = (plain(each.listed.title), plain(each.found.title))
        if names[0] == names[1] or names in told:
            continue
        told.add(names)
        yield RULE.finding(
            f"附件说明写为“{each.listed.title}”，附件标题写为“{each.found.title}”。",
            expected=each.listed.title,
            found=each.found.title,
            sources=(each.found.source, each.listed.source),
        )

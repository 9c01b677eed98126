"""重复字词: 正文中连写两遍的词，多为误录。

Words of two or three characters that stand twice in a row in the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N230",
    name="重复字词",
    severity=Severity.HINT,
    explanation="正文中同一个词紧接着写了两遍，多为录入之误。",
    basis=FIGURES_EXACT,
    mend="删去重复的字词。",
    bad="做好绩效监控和绩效绩效评价",
    good="做好绩效监控和绩效评价",
)

_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,4})\1")


@RULE.check
def doubled_words(notice: Notice) -> Iterator[Finding]:
    """A finding for each doubled word; 方方面面 and the like double single characters."""
    for paragraph in notice.paragraphs:
        text = "".join(paragraph.value.split())
        for match in _DOUBLED.finditer(text):
            word = match.group(1)
            if len(set(word)) == 1:
                continue
            start = max(0, match.start() - 4)
            yield RULE.finding(
                f"正文“{text[start : match.end() + 4]}”中“{word}”重复。",
                expected=word,
                found=word * 2,
                difference="",
                sources=(paragraph.source,),
            )

"""没有报送对象: 要求报送的，应当写明报给谁。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Obligation
from zhida.core.rules.deadlines.duties import is_filing, item_of, same_item, says_when
from zhida.core.rules.law import DEADLINES_CLEAR
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N605",
    name="没有写明报送对象",
    severity=Severity.HINT,
    explanation="文件要求报送材料而没有写报给哪个机关、哪个处室，联合发文的尤其不明。",
    basis=DEADLINES_CLEAR,
    mend="写明接收机关和处室。",
    bad="于10月前报送绩效自评报告",
    good="于9月30日前向市财政局社会保障科报送绩效自评报告",
)

_NAMES_ONE = re.compile(
    r"(?:至|给|向|报送?)(?:我|省|市|州|县|区(?!域)|厅|局|部|自治区|上级|同级|国家)|(?:至|给|向)财政"
)
_RECEIVER_BEFORE = r"[向给][^，。；向]{1,24}(?:报送|上报|提交|报告|反馈|备案)[^，。；]{0,8}"


@RULE.check
def no_receiver(notice: Notice) -> Iterator[Finding]:
    """One hint for each filing of which no statement names the receiver."""
    for duty in notice.obligations:
        if not is_filing(duty) or duty.to_whom or _NAMES_ONE.search(duty.what):
            continue
        if any(other.to_whom and same_item(duty, other) for other in notice.obligations):
            continue
        if any(_receiver_before(duty, sentence) for sentence in _sentences(duty, notice)):
            continue
        yield RULE.finding(
            f"“{duty.what}”（{duty.due.text}）没有写明报给谁。",
            sources=(duty.source,),
        )


def _sentences(duty: Obligation, notice: Notice) -> Iterator[str]:
    """The sentences of the duty's paragraph that speak of what is to be handed in."""
    for paragraph in notice.paragraphs:
        if (paragraph.source.file, paragraph.source.block) != (duty.source.file, duty.source.block):
            continue
        for sentence in paragraph.value.replace("；", "。").split("。"):
            if item_of(duty) in says_when(sentence):
                yield sentence


def _receiver_before(duty: Obligation, sentence: str) -> bool:
    """Whether the receiver stands before the verb: 向市财政局报送 the thing."""
    return bool(re.search(_RECEIVER_BEFORE + re.escape(item_of(duty)), says_when(sentence)))

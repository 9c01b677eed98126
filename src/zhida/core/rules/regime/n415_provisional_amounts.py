"""正式下达却用预计数: 正式下达的数额不应当再以正式下达数为准。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.provenance import Stated
from zhida.core.rules.law import ADVANCE_NOTICE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N415",
    name="正式下达却用提前下达数",
    severity=Severity.WARNING,
    explanation="标题是正式下达，正文或附表却写明数额暂按提前下达数、以正式下达数为准，收文单位不知能否据以支出。",
    basis=ADVANCE_NOTICE,
    mend="确为提前下达的，改标题并写明可用条件；已有正式数的，按正式数改正数额。",
    bad="关于下达2022年补助资金的通知；附表备注：暂按提前下达数安排，以正式下达数为准",
    good="关于提前下达2022年补助资金的通知；附表备注：以正式下达数为准",
)

_PROVISIONAL = ("暂按提前下达", "暂按提前告知", "暂按预计数", "以正式下达数为准", "以正式下达为准")


@RULE.check
def provisional_amounts(notice: Notice) -> Iterator[Finding]:
    """One finding where a notice that isn't an advance one calls its amounts provisional."""
    if notice.status is None or notice.status.value is Status.ADVANCE:
        return
    told = [text for text in _texts(notice) if any(word in text.value for word in _PROVISIONAL)]
    if told:
        yield RULE.finding(
            f"标题不是提前下达，文中却写明数额是暂定的：“{_clause(told[0].value)}”。",
            sources=(notice.status.source, *(text.source for text in told)),
        )


def _texts(notice: Notice) -> tuple[Stated[str], ...]:
    tables = [remark for table in notice.allocation for remark in table.remarks]
    targets = [remark for table in notice.targets for remark in table.remarks]
    return (*notice.paragraphs, *tables, *targets)


def _clause(text: str) -> str:
    """The sentence that says so."""
    sentences = text.replace("；", "。").split("。")
    return next(
        sentence.strip()
        for sentence in (*sentences, text)
        if any(word in sentence for word in _PROVISIONAL)
    )

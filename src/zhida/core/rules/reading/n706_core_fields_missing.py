"""要素没有识读出来: 资金名称、预算年度或金额没有读到。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import AmountState
from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N706",
    name="要素没有识读出来",
    severity=Severity.HINT,
    explanation="没有读到标题、资金名称、预算年度或下达金额的，依据这些要素的检查都没有进行。",
    basis=READ_WITH_CARE,
    mend="对照原件；原件确有的，请反馈该件以改进识读。",
    bad="没有读到：预算年度、下达金额",
    good="标题、资金名称、预算年度、下达金额均已读到",
)


@RULE.check
def core_fields_missing(notice: Notice) -> Iterator[Finding]:
    """One hint that names what the reader didn't find."""
    found = {
        "标题": notice.title is not None,
        "资金名称": notice.fund is not None or bool(notice.funds),
        "预算年度": notice.budget_year is not None,
        "下达金额": notice.total.state is not AmountState.ABSENT or bool(notice.allocation),
    }
    missing = [name for name, there in found.items() if not there]
    if missing:
        yield RULE.finding(
            f"没有读到{'、'.join(missing)}，有关的检查没有进行。",
            found="、".join(missing),
            sources=_anchor(notice),
        )


def _anchor(notice: Notice) -> tuple[Source, ...]:
    """The title, or the first paragraph, or the file itself."""
    if notice.title is not None:
        return (notice.title.source,)
    if notice.paragraphs:
        return (notice.paragraphs[0].source,)
    return tuple(Source(file.name) for file in notice.files[:1])

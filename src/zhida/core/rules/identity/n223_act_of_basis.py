"""下达环节与上级文件不一致: 标题的提前下达、下达、结算应当与上级文件相符。

The act that the title names against the act of the upstream notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.rules.law import QUOTA_BINDING
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N223",
    name="下达环节与上级文件不一致",
    severity=Severity.WARNING,
    explanation=(
        "上级是提前下达的，本级标题写“下达”会被当作正式下达，正式下达时可能重复登记；"
        "上级已正式下达的，本级不应再写“提前下达”。"
    ),
    basis=QUOTA_BINDING,
    mend="标题与上级文件统一，或在正文中写明按提前下达数安排。",
    bad="标题：关于下达2023年……的通知；依据：《关于提前下达2023年……的通知》",
    good="标题：关于提前下达2023年……的通知；依据：《关于提前下达2023年……的通知》",
)

_NAMES = {
    Status.ADVANCE: "提前下达",
    Status.FORMAL: "下达",
    Status.SETTLEMENT: "结算",
    Status.DISBURSEMENT: "拨付",
}


@RULE.check
def act_of_basis(notice: Notice) -> Iterator[Finding]:
    """A finding for each upstream notice whose act differs; paying out an advance is a hint."""
    own = notice.status
    upstream = [basis for basis in notice.basis if basis.upstream and basis.status is not None]
    if own is None or any(basis.status is own.value for basis in upstream):
        return
    for basis in upstream:
        acts = {own.value, basis.status}
        if Status.ADVANCE not in acts or basis.status is None:
            continue
        pays = own.value is Status.DISBURSEMENT
        yield RULE.finding(
            f"标题为“{_NAMES[own.value]}”，上级文件《{basis.title}》为“{_NAMES[basis.status]}”。",
            expected=_NAMES[basis.status],
            found=_NAMES[own.value],
            sources=(own.source, basis.source),
            severity=Severity.HINT if pays else RULE.severity,
        )

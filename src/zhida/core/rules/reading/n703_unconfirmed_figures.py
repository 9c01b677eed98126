"""光学识别数字未经验证: 扫描件上读出的数字没有合计可以证明。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.reading.figures import unconfirmed
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N703",
    name="光学识别的数字未经验证",
    severity=Severity.WARNING,
    explanation="扫描件上读错的数字看上去也像真的；行列合计能证明的视为可信，其余逐一列出，由人核对。",
    basis=READ_WITH_CARE,
    mend="逐一对照扫描件核对；核对前不得入账。",
    bad="某县：30885（扫描识读，所在行列没有合计）",
    good="某县：30885（扫描识读，行列合计相符）",
)

_SHOWN = 12


@RULE.check
def unconfirmed_figures(notice: Notice) -> Iterator[Finding]:
    """One warning that lists all of them, each with its place."""
    places: dict[object, str] = {}
    for printed, source in unconfirmed(notice):
        places.setdefault(source, printed)
    if not places:
        return
    shown = "、".join(list(places.values())[:_SHOWN])
    more = "等" if len(places) > _SHOWN else ""
    yield RULE.finding(
        f"光学识别的{len(places)}处数字没有合计可以证明，须人工核对：{shown}{more}。",
        found=len(places),
        sources=tuple(dict.fromkeys(source for _, source in unconfirmed(notice))),
    )

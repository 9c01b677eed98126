"""依据文件的资金与本通知不同: 上级下达文件应当是同一项资金的。

The fund, and the part of it, in the title of the upstream notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.funds import mentions
from zhida.core.notice import Basis, Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N233",
    name="依据文件的资金与本通知不同",
    severity=Severity.WARNING,
    explanation="转下达资金所依据的上级下达文件，应当是同一项资金的下达文件。",
    basis=BY_REGION_AND_PROJECT,
    mend="核对引用的上级文件；确为合并下达的，写明各项资金。",
    bad="下达医疗救助补助资金；根据《关于下达……基本公共卫生服务补助资金的通知》",
    good="下达医疗救助补助资金；根据《关于下达……医疗救助补助资金的通知》",
)


@RULE.check
def fund_of_basis(notice: Notice) -> Iterator[Finding]:
    """One finding where every upstream notice of a known fund is of another one."""
    fund = notice.fund
    if fund is None:
        return
    named = [(basis, _funds(basis)) for basis in notice.basis if basis.upstream]
    known = [(basis, funds) for basis, funds in named if funds]
    if not known or any(fund.value in funds for _, funds in known):
        return
    own = (
        {found.fund.name for found in mentions(_plain(notice.title.value))}
        if notice.title
        else set()
    )
    if fund.value not in own:
        return
    basis, funds = known[0]
    other = "、".join(sorted(funds))
    yield RULE.finding(
        f"本通知下达{fund.value}，所依据的《{basis.title}》下达的是{other}。",
        expected=fund.value,
        found=other,
        difference="",
        sources=(basis.source, fund.source),
    )


def _funds(basis: Basis) -> frozenset[str]:
    return frozenset(found.fund.name for found in mentions(_plain(basis.title)))


def _plain(title: str) -> str:
    return "".join(title.split()).replace("（", "(").replace("）", ")")

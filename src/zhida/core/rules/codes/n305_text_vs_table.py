"""正文与分配表科目不一致: 同一笔资金的科目在正文和表中应当相同。

Codes that a table states and the text contradicts, by classification.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES, Use, of_scheme
from zhida.core.rules.law import SPEND_BY_ACCOUNT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N305",
    name="正文与分配表科目不一致",
    severity=Severity.ERROR,
    explanation="分配表上所列科目应当与正文一致；表中细到项、正文只到款的不算矛盾。",
    basis=SPEND_BY_ACCOUNT,
    mend="以正文所述用途核定科目，统一正文与分配表。",
    bad="正文：列2101301；分配表：2080902",
    good="正文：列2101301；分配表：2101301",
)


@RULE.check
def text_vs_table(notice: Notice) -> Iterator[Finding]:
    """One finding for each classification in which text and table differ."""
    for scheme in Scheme:
        found = of_scheme(notice, scheme)
        text = [use for use in found if not use.statement.in_table]
        table = [use for use in found if use.statement.in_table]
        odd = [use for use in table if not any(_agree(use, other) for other in text)]
        if not text or not odd:
            continue
        first = "、".join(dict.fromkeys(use.code for use in text))
        second = "、".join(dict.fromkeys(use.code for use in odd))
        yield RULE.finding(
            f"{SCHEME_NAMES[scheme]}：正文列{first}，分配表列{second}。",
            expected=first,
            found=second,
            difference="",
            sources=tuple(use.source for use in (*odd, *text)),
        )


def _agree(one: Use, other: Use) -> bool:
    """One code is the other or lies under it; where both tell a budget, it is the same."""
    nested = one.code.startswith(other.code) or other.code.startswith(one.code)
    apart = one.kind is not None and other.kind is not None and one.kind is not other.kind
    return nested and not apart

"""有分配数而没有绩效表: 其他单位都附绩效目标表时，漏附的单位应当补齐。

Recipients without a performance table where at least two others have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Row
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.places import recipients
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import is_scope, pairs

RULE = Rule(
    code="N227",
    name="有分配数而没有绩效目标表",
    severity=Severity.WARNING,
    explanation="通知按单位分别附绩效目标表的，分配表中的每个单位都应当有一张。",
    basis=TARGETS_WITH_MONEY,
    mend="补齐该单位的绩效目标表。",
    bad="分配表列甲、乙、丙三县；只附甲县、乙县绩效目标表",
    good="分配表列甲、乙、丙三县；附三县绩效目标表",
)

_LEAST_PAIRS = 2


@RULE.check
def money_without_target(notice: Notice) -> Iterator[Finding]:
    """One finding for all recipients that were left out."""
    rows = list(recipients(notice))
    if len(pairs(notice)) < _LEAST_PAIRS or any(table.template for table in notice.targets):
        return
    missing = [row for row in rows if not _has_target(notice, row)]
    # where most have none, tables by recipient were not intended
    if missing and 2 * len(missing) < len(rows):
        names = "、".join(row.recipient for row in missing)
        yield RULE.finding(
            f"分配表有{len(rows)}个收款单位，{names}没有绩效目标表。",
            expected=len(rows),
            found=len(rows) - len(missing),
            sources=tuple(row.source for row in missing),
        )


def _has_target(notice: Notice, row: Row) -> bool:
    return any(is_scope(row, table) for table in notice.targets)

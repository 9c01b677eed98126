"""正文没有总额: 下达数额留空、遮盖或没有写出。

The total of the letter where it is blank or masked, or no amount is anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Amount, AmountState, format_fen
from zhida.core.notice import Notice
from zhida.core.rules.figures import figure, merge
from zhida.core.rules.law import QUOTA_BINDING
from zhida.core.rules.margins import table_amount
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, total_of

RULE = Rule(
    code="N224",
    name="正文总额空缺",
    severity=Severity.ERROR,
    explanation="正文下达的总额不应留空或遮盖；既没有总额也没有分配表的，无从登记指标。",
    basis=QUOTA_BINDING,
    mend="填写总额，并与分配表、绩效目标表核对。",
    bad="现下达2023年补助资金    万元（详见附件1）",
    good="现下达2023年补助资金345万元（详见附件1）",
)


@RULE.check
def no_total(notice: Notice) -> Iterator[Finding]:
    """One finding where the total is no number, with what the annexes add up to."""
    total = notice.total
    title = (notice.title.source,) if notice.title else ()
    places = (total.source,) if total.source else title
    if total.state in (AmountState.BLANK, AmountState.MASKED):
        word = "留空" if total.state is AmountState.BLANK else "被遮盖"
        yield RULE.finding(
            f"正文下达总额{word}{_printed(total)}。{_elsewhere(notice)}",
            found=total.printed,
            sources=places,
        )
    elif total.state is AmountState.ABSENT and title and not _has_money(notice):
        yield RULE.finding("通知没有写明下达总额，也没有分配表。", found="无数额", sources=places)


def _printed(total: Amount) -> str:
    """What stands in the amount's place, in brackets."""
    words = total.printed.strip()
    return f"，只印有“{words}”" if words else ""


def _has_money(notice: Notice) -> bool:
    amounts = [each.total for each in notice.appropriations]
    elsewhere = bool(notice.allocation) or bool(notice.attachments.listed)
    return elsewhere or any(a.state is not AmountState.ABSENT for a in amounts)


def _elsewhere(notice: Notice) -> str:
    """What the allocation table, or else the performance tables, come to."""
    tables = [table_amount(table) for table in notice.allocation]
    whole = merge(one for one in tables if one is not None)
    if whole is not None:
        return f"分配表合计为{format_fen(whole.fen)}。"
    targets = [figure(total_of(table)) for table in filled(notice)]
    known = [one for one in targets if one is not None]
    whole = merge(known)
    if whole is None:
        return "文中没有分配表可以推算。"
    return f"没有分配表，所附{len(known)}张绩效目标表金额相加为{format_fen(whole.fen)}。"

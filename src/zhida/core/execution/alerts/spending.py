"""使用中 spending: what several rules ask of money that is in use, and of its function code."""

from __future__ import annotations

from zhida.core.classification import depth, is_complete, lookup, name_of, section_of
from zhida.core.execution.watched import WatchedLine
from zhida.core.funds import get
from zhida.core.ledger.line import Earmark
from zhida.core.notice.appropriations import BudgetKind, Scheme


def in_use(facts: WatchedLine) -> int:
    """使用中的资金: fen that are registered or further on."""
    stood = facts.progress
    return stood.registered + stood.executable + stood.applied + stood.paid


def code_fault(earmark: Earmark, code: str) -> tuple[str, str, bool] | None:
    """科目之误: of an earmark, what should stand, what is wrong with a function code, whether that is sure.

    None where nothing is. A code that is only too coarse is no fault here.
    """
    fund = get(earmark.fund)
    year = earmark.year
    if lookup(Scheme.FUNCTION, code, year) is None and (
        depth(Scheme.FUNCTION, code) is None
        or is_complete(Scheme.FUNCTION, section_of(Scheme.FUNCTION, code), year)
    ):
        return "当年有效的支出功能科目", f"{code}不是{year}年的支出功能科目", True
    named = f"{code}{name_of(Scheme.FUNCTION, code, year) or ''}"
    if fund is None:
        return None
    allowed = fund.functions
    for part in fund.sub_funds:
        if part.name == earmark.purpose and part.functions:
            allowed = part.functions
    if allowed and not any(code.startswith(own) or own.startswith(code) for own in allowed):
        return f"{'、'.join(allowed)}", f"{named}不是该项资金的科目", fund.status == "attested"
    lottery = code.startswith("229")
    if lottery != (earmark.kind is BudgetKind.GOVERNMENT_FUND) and any(
        own.startswith("229") for own in fund.functions
    ):
        kind = "一般公共预算" if lottery else "政府性基金预算"
        return f"{kind}的支出科目", f"{kind}资金列了{named}", True
    return None

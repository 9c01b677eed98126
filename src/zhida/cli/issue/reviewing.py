"""审核 reviewing: the steps of a plan that only change its state, and the issue itself."""

from __future__ import annotations

from zhida.cli.installation import As
from zhida.cli.issue.options import Number, Reason
from zhida.cli.issue.steps import acting_for, say


def submit(number: Number, who: As = None) -> None:
    """送审。"""
    _taken("submit", number, who, "送审", "请另一名审核人员办理 zhida issue approve {n}")


def approve(number: Number, who: As = None) -> None:
    """审定：不能由起草人办理。"""
    _taken("approve", number, who, "审定", "下一步：zhida issue send-out {n}")


def send_back(number: Number, reason: Reason, who: As = None) -> None:
    """退回：写明理由。"""
    _taken("send_back", number, who, "退回", "改好后再送审：zhida issue submit {n}", reason)


def withdraw(number: Number, reason: Reason, who: As = None) -> None:
    """撤回：占用的资金同时退回。"""
    _taken("withdraw", number, who, "撤回", "占用的资金已经退回", reason)


def book(number: Number, who: As = None) -> None:
    """下达：签发后记账，资金在途。"""
    _taken("book", number, who, "下达", "下级签收后到账")


def _taken(
    verb: str, number: int, who: str | None, done: str, then: str, reason: str | None = None
) -> None:
    with acting_for(who) as actor:
        from zhida.platform.allocation import actions

        step = getattr(actions, verb)
        step(actor, number) if reason is None else step(actor, number, reason)
        say(f"方案{number}：已{done}。{then.format(n=number)}")

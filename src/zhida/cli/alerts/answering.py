"""zhida alerts inquire, reply, opinion, close: the steps of an alert's thread."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.alerts.explaining import Number
from zhida.cli.console import messages
from zhida.cli.installation import As, installation

Words = Annotated[str, typer.Argument(metavar="内容", help="写明内容，记入历史，不能删改。")]


def inquire(number: Number, words: Words, who: As = None) -> None:
    """问询：由本区划或上级办理。"""
    _taken("inquire", number, words, who, "问询", "等待其答复：zhida alerts reply {n} 内容")


def reply(number: Number, words: Words, who: As = None) -> None:
    """答复：由预警所在区划办理。"""
    _taken("reply", number, words, who, "答复", "等待意见：zhida alerts opinion {n} 内容")


def opinion(number: Number, words: Words, who: As = None) -> None:
    """出具意见：对答复是否认可；不认可的可以再问询。"""
    _taken("opine", number, words, who, "出具意见", "办结：zhida alerts close {n} 内容")


def close(number: Number, words: Words, who: As = None) -> None:
    """办结：出具意见以后办理；同一情况持续期间不再预警。"""
    _taken("close", number, words, who, "办结", "情况消除后再次出现的，重新预警")


def _taken(verb: str, number: int, words: str, who: str | None, done: str, then: str) -> None:
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import alert_actions

        getattr(alert_actions, verb)(actor(who), number, words)
        messages().print(f"预警{number}：已{done}。{then.format(n=number)}", soft_wrap=True)

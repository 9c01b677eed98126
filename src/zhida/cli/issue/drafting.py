"""起草 drafting: plan files into a plan, step by step or all at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, severity_word
from zhida.cli.installation import As, refuse
from zhida.cli.issue.options import (
    Day,
    DocumentNumber,
    From,
    LetterFile,
    Lines,
    Out,
    PlanFile,
    Upstream,
)
from zhida.cli.issue.signing import signed
from zhida.cli.issue.steps import acting_for, letter_of, say, write_papers

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor
    from zhida.platform.allocation.models import Plan


def draft(plan: PlanFile, upstream: From = "", line: Lines = None, who: As = None) -> None:
    """起草：把方案文件存为方案，核对资金行。"""
    with acting_for(who) as actor:
        made = _drafted(actor, plan, upstream, line)
        _tell_same(actor, made)
        say(f"已起草方案{made.pk}“{made.title}”。下一步：zhida issue submit {made.pk}")


def run(
    plan: PlanFile,
    document: DocumentNumber,
    date: Day,
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="用户", help="由谁审定和签发。")],
    upstream: From = "",
    line: Lines = None,
    letter: LetterFile = None,
    notice: Upstream = None,
    out: Out = None,
    who: As = None,
) -> None:
    """一次办完：起草、送审、审定、送签、就地签发、下达，并写出文件。"""
    with acting_for(who) as actor:
        from zhida.platform.access.actors import actor as actor_of
        from zhida.platform.allocation import actions

        second, decided = actor_of(reviewer), letter_of(letter, notice)
        number = _drafted(actor, plan, upstream, line).pk
        actions.submit(actor, number)
        actions.approve(second, number)
        actions.send_out(actor, number, decided)
        signed(second, number, document, date, None, decided)
        made = actions.book(second, number)
        write_papers(actor, made, "signed", out)
        say(f"方案{number}已下达，文号{made.number}")


def _tell_same(actor: Actor, plan: Plan) -> None:
    from zhida.platform.allocation.queries import same_drafts
    from zhida.platform.scope import scope

    with scope(actor.region):
        if same := same_drafts(plan):
            say(f"已有相同的草稿方案{'、'.join(map(str, same))}，请只办其中一份")


def _drafted(actor: Actor, plan: Path, upstream: str, lines: list[str] | None) -> Plan:
    from django.utils.timezone import localdate

    from zhida.platform.allocation import actions
    from zhida.platform.allocation.drafting import proposal_of
    from zhida.platform.scope import scope

    with scope(actor.region):
        proposal = proposal_of(plan, actor.region, upstream, localdate())
    for each in proposal.findings:
        messages().print(severity_word(each.severity), each.code, each.sentence, soft_wrap=True)
    return actions.draft(actor, proposal, _chosen(lines or []))


def _chosen(lines: list[str]) -> dict[str, int]:
    chosen = {}
    for each in lines:
        name, _, number = each.rpartition("=")
        if not name or not number.isdecimal():
            refuse(f"--line {each}：请写成 列名=行号，如 --line 中央彩票公益金=12")
        chosen[name] = int(number)
    return chosen

"""下达 issue: a plan on its way through the ledger: draft, review, signing, issue."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output, severity_word
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor
    from zhida.platform.allocation.models import Plan
    from zhida.platform.allocation.papers import Letter

issue = typer.Typer(
    name="issue",
    help="下达：方案从起草、送审、审定、送签、签发到下达，每一步一次办完。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Number = Annotated[int, typer.Argument(metavar="编号", help="方案的编号，见 zhida issue list。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么。")]
LetterFile = Annotated[
    Path | None,
    typer.Option("--letter", metavar="要素.toml", help="发文要素：主送、抄送、计量单位等。"),
]
Upstream = Annotated[
    list[Path] | None,
    typer.Option("--notice", metavar="文件", help="上级通知，其时限和表格转到下级；可重复。"),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="文件夹", help="把文稿写到这里。")]
Lines = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="列=行号", help="某一列由哪一行指标支付；可重复。"),
]
DocumentNumber = Annotated[str, typer.Option("--number", metavar="文号", help="本级发文字号。")]
Day = Annotated[str, typer.Option("--date", metavar="年-月-日", help="签发日期。")]
From = Annotated[str, typer.Option("--upstream", metavar="文号", help="资金来自哪一份上级通知。")]


@issue.command("draft")
def draft(plan: Path, upstream: From = "", line: Lines = None, who: As = None) -> None:
    """起草：把方案文件存为方案，核对资金行。"""
    with _actor(who) as actor:
        made = _drafted(actor, plan, upstream, line)
        _say(f"已起草方案{made.pk}“{made.title}”。下一步：zhida issue submit {made.pk}")


@issue.command("submit")
def submit(number: Number, who: As = None) -> None:
    """送审。"""
    _simple("submit", number, who, "送审", "请另一名审核人员办理 zhida issue approve {n}")


@issue.command("approve")
def approve(number: Number, who: As = None) -> None:
    """审定：不能由起草人办理。"""
    _simple("approve", number, who, "审定", "下一步：zhida issue send-out {n}")


@issue.command("send-back")
def send_back(number: Number, reason: Reason, who: As = None) -> None:
    """退回：写明理由。"""
    _simple("send_back", number, who, "退回", "改好后再送审：zhida issue submit {n}", reason)


@issue.command("withdraw")
def withdraw(number: Number, reason: Reason, who: As = None) -> None:
    """撤回：占用的资金同时退回。"""
    _simple("withdraw", number, who, "撤回", "占用的资金已经退回", reason)


@issue.command("book")
def book(number: Number, who: As = None) -> None:
    """下达：签发后记账，资金在途。"""
    _simple("book", number, who, "下达", "下级签收后到账")


@issue.command("send-out")
def send_out(
    number: Number,
    letter: LetterFile = None,
    notice: Upstream = None,
    out: Out = None,
    who: As = None,
) -> None:
    """送签：占用资金，生成待签发的文稿。"""
    with _actor(who) as actor:
        from zhida.platform.allocation import actions

        plan = actions.send_out(actor, number, _letter(letter, notice))
        _write(actor, plan, "signing", out)
        _say(
            f"方案{number}已送签，资金已占用。签发后：zhida issue sign {number} --number 文号 --date 日期"
        )


@issue.command("sign")
def sign(
    number: Number,
    document: DocumentNumber,
    date: Day,
    sealed: Annotated[
        Path | None,
        typer.Option("--sealed", metavar="文件", help="办公系统送回的盖章件，只记其校验值。"),
    ] = None,
    letter: LetterFile = None,
    notice: Upstream = None,
    out: Out = None,
    who: As = None,
) -> None:
    """签发：登记文号、日期和盖章件；没有办公系统的，就地签发。"""
    with _actor(who) as actor:
        plan = _signed(actor, number, document, date, sealed, _letter(letter, notice))
        _write(actor, plan, "signed", out)
        _say(f"方案{number}已签发，文号{plan.number}。下一步：zhida issue book {number}")


@issue.command("run")
def run(
    plan: Path,
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
    with _actor(who) as actor:
        from zhida.platform.access.actors import actor as actor_of
        from zhida.platform.allocation import actions

        second, decided = actor_of(reviewer), _letter(letter, notice)
        number = _drafted(actor, plan, upstream, line).pk
        actions.submit(actor, number)
        actions.approve(second, number)
        actions.send_out(actor, number, decided)
        _signed(second, number, document, date, None, decided)
        made = actions.book(second, number)
        _write(actor, made, "signed", out)
        _say(f"方案{number}已下达，文号{made.number}")


@issue.command("list")
def listing(who: As = None) -> None:
    """方案列表。"""
    with _actor(who) as actor:
        from zhida.core.money import format_fen
        from zhida.platform.allocation.queries import plans
        from zhida.platform.scope import scope

        table = Table(box=None, pad_edge=False)
        for heading in ("编号", "方案", "状态", "文号", "收款单位", "金额", "可办理"):
            table.add_column(heading, overflow="fold")
        with scope(actor.region):
            rows = list(plans())
        if not rows:
            messages().print("还没有方案。用 zhida issue draft PLAN.toml 起草第一份")
            return
        for row in rows:
            steps = "、".join(row.next_steps)
            table.add_row(
                str(row.number),
                row.title,
                row.state.label,
                row.document,
                f"{row.recipients}家",
                format_fen(row.fen),
                steps,
            )
        output().print(table)


@issue.command("papers")
def papers(number: Number, out: Path, who: As = None) -> None:
    """取文稿：把存下的文稿写到文件夹。"""
    with _actor(who) as actor:
        from zhida.platform.allocation.models import Plan
        from zhida.platform.scope import scope

        with scope(actor.region):
            plan = Plan.objects.filter(pk=number).first()
            if plan is None:
                refuse(f"没有编号为{number}的方案，或不在本区划范围内。用 zhida issue list 查看")
            stage = "signed" if plan.signed_on else "signing"
        _write(actor, plan, stage, out)


@contextmanager
def _actor(name: str | None) -> Iterator[Actor]:
    """Who acts. Every step is a transaction of its own, so none is opened here."""
    with installation():
        from zhida.core.allocation import AllocationError
        from zhida.core.notice.issuing import DraftError
        from zhida.documents.allocation.faults import FaultyInput
        from zhida.documents.errors import UnreadableFile
        from zhida.documents.writing.notice import TypefaceError, WordingError
        from zhida.platform.access.actors import actor

        try:
            yield actor(name)
        except (AllocationError, DraftError, TypefaceError, WordingError, UnreadableFile) as wrong:
            refuse(str(wrong))
        except FaultyInput as wrong:
            refuse("\n".join(str(each) for each in wrong.faults))


def _simple(
    verb: str, number: int, who: str | None, done: str, then: str, reason: str | None = None
) -> None:
    with _actor(who) as actor:
        from zhida.platform.allocation import actions

        step = getattr(actions, verb)
        step(actor, number) if reason is None else step(actor, number, reason)
        _say(f"方案{number}：已{done}。{then.format(n=number)}")


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


def _letter(file: Path | None, notices: list[Path] | None) -> Letter:
    from dataclasses import replace

    import zhida
    from zhida.platform.allocation.letter_file import read_letter
    from zhida.platform.allocation.papers import Letter

    letter = read_letter(file) if file else Letter()
    return replace(letter, upstream=zhida.read(*notices)) if notices else letter


def _signed(
    actor: Actor, number: int, document: str, date: str, sealed: Path | None, letter: Letter
) -> Plan:
    from zhida.platform.allocation import actions

    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        refuse(f"--date {date}：请写成 年-月-日，如 2025-03-03")
    checksum = ""
    if sealed is not None:
        if not sealed.is_file():
            refuse(f"{sealed}：没有这个文件，请检查盖章件的位置")
        checksum = hashlib.sha256(sealed.read_bytes()).hexdigest()
    return actions.sign(actor, number, letter, document, day, checksum)


def _write(actor: Actor, plan: Plan, stage: str, out: Path | None) -> None:
    from zhida.platform.scope import scope

    if out is None:
        return
    out.mkdir(parents=True, exist_ok=True)
    with scope(actor.region):
        for paper in plan.papers.filter(stage=stage):
            (out / paper.name).write_bytes(paper.content)
            output().print(f"{out / paper.name}  SHA-256 {paper.sha256}", soft_wrap=True)


def _say(sentence: str) -> None:
    messages().print(sentence, soft_wrap=True)

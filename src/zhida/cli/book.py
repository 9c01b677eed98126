"""zhida book: notices become vouchers of the quota ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.booking_answers import answers_of, pair
from zhida.cli.booking_view import booking_object, show_booking
from zhida.cli.console import messages, output, report_unreadable
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.core.booking import Answers
    from zhida.platform.access.policy import Actor
    from zhida.platform.ledger.booking import Booked
    from zhida.platform.notices.models import Document
    from zhida.platform.notices.taken import Taken
    from zhida.platform.regions.models import Agency

_BOOKED, _REFUSED, _UNREAD = 0, 1, 2


def book(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="文件…", help="通知及其附件。")
    ] = None,
    at: Annotated[
        str, typer.Option("--at", metavar="单位", help="在哪个单位记账，代码或全称；默认本单位。")
    ] = "",
    who: As = None,
    new: Annotated[bool, typer.Option("--new", help="没有文号的通知：是新通知。")] = False,
    same_as: Annotated[
        str, typer.Option("--same-as", metavar="文号", help="没有文号的通知：与这一份相同。")
    ] = "",
    waive: Annotated[
        list[str] | None,
        typer.Option("--waive", metavar="代码=理由", help="搁置一项问题，写明理由；可重复。"),
    ] = None,
    mend: Annotated[
        list[str] | None,
        typer.Option(
            "--mend",
            metavar="收款单位/列=金额",
            help="改正一格，金额带单位；总额写“正文=…”；可重复。",
        ),
    ] = None,
    payee: Annotated[
        list[str] | None,
        typer.Option("--payee", metavar="名称=单位代码", help="写明收款单位是谁；可重复。"),
    ] = None,
    from_outside: Annotated[
        str,
        typer.Option("--from-outside", metavar="理由", help="上级不在本账内：作首次接收。"),
    ] = "",
    upstream: Annotated[
        str, typer.Option("--upstream", metavar="文号", help="资金来自哪一份上级通知。")
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="年", help="预算年度，通知没有写明时。")
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="来源", help="中央、省级等，通知没有写明时。")
    ] = "",
    fund: Annotated[
        str, typer.Option("--fund", metavar="资金", help="资金名称，通知没有写明时。")
    ] = "",
    date: Annotated[
        str, typer.Option("--date", metavar="年-月-日", help="发文日期，通知没有写明时。")
    ] = "",
    correct: Annotated[
        str, typer.Option("--correct", metavar="理由", help="更正同一文号的通知：冲销后重记。")
    ] = "",
    replace: Annotated[
        str, typer.Option("--replace", metavar="文号=理由", help="替换另一份通知，并冲销它。")
    ] = "",
    withdraw: Annotated[
        str, typer.Option("--withdraw", metavar="文号=理由", help="撤销一份通知，不需要文件。")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试算，不入账。")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """把通知记入指标账：发文单位下达，收款单位签收。同一通知的各种格式只记一次。

    退出状态：0 已入账；1 有问题没有处理，没有入账；2 文件无法读取，或不能办理。
    """
    answers = answers_of(
        same_as=same_as,
        waive=waive or [],
        mend=mend or [],
        payee=payee or [],
        from_outside=from_outside,
        upstream=upstream,
        year=year,
        source=source,
        fund=fund,
        date=date,
    )
    if not files and not withdraw:
        refuse("请写明通知的文件，或用 --withdraw 文号=理由 撤销一份通知")
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.administration import the_agency

        acting = actor(who)
        asked = _Asked(
            acting, the_agency(at or acting.agency), answers, new, correct, replace, dry_run
        )
        if withdraw:
            _withdraw(asked, withdraw)
        if files:
            raise typer.Exit(_book(asked, files, as_json=as_json))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, by whom, where."""

    actor: Actor
    agency: Agency
    answers: Answers
    new: bool
    correct: str
    replace: str
    dry_run: bool

    @property
    def for_one(self) -> bool:
        """Whether the options speak of one notice."""
        own = self.answers.number, self.answers.mends, self.new, self.correct, self.replace
        return any(own)


def _book(asked: _Asked, files: list[Path], *, as_json: bool) -> int:
    from zhida.platform.notices.taken import take

    missing = [path for path in files if not path.exists()]
    if missing:
        refuse(f"没有这个文件：{missing[0]}")
    taken, unread = take(files)
    for unreadable in unread:
        report_unreadable(messages(), unreadable)
    if len(taken) > 1 and asked.for_one:
        refuse(f"这些文件是{len(taken)}份通知，--new、--same-as、--mend 等只能用于一份，请分开记")
    told, status = [], _UNREAD if unread else _BOOKED
    agency = f"{asked.agency.name}（{asked.agency.code}）"
    for each in taken:
        done = _one(asked, each)
        _bear(asked, each, done)
        name = each.checked.name
        if as_json:
            told.append(
                booking_object(name, asked.agency.code, done.booking, done.posted, done.again)
            )
        else:
            show_booking(
                output(),
                name,
                agency,
                done.booking,
                done.posted,
                again=done.again,
                dry=asked.dry_run,
            )
        if not (done.again or done.booking.ready):
            status = max(status, _REFUSED)
    if as_json:
        typer.echo(json.dumps({"notices": told}, ensure_ascii=False, indent=2))
    return status


def _one(asked: _Asked, taken: Taken) -> Booked:
    from zhida.platform.ledger import booking
    from zhida.platform.notices import actions
    from zhida.platform.notices.models import OPEN

    who, agency, answers = asked.actor, asked.agency, asked.answers
    if asked.dry_run:
        return booking.preview(who, taken, agency, answers, new=asked.new)
    if asked.correct:
        from zhida.core.booking import number_of

        number = number_of(taken.checked.notice, answers)
        old = _document(asked, number)
        return booking.correct(who, old, taken, asked.correct, answers)
    if asked.replace:
        number, reason = pair(asked.replace, "--replace", "文号=理由")
        return booking.supersede(who, _document(asked, number), taken, reason, answers)
    document = actions.register(who, taken, agency, answers)
    if asked.new and not document.number:
        document = actions.confirm(who, document)
    if document.state in OPEN:
        document = actions.settle(who, document, answers)
    return booking.book(who, document, taken.checked.notice)


def _bear(asked: _Asked, taken: Taken, done: Booked) -> None:
    """What a notice asks for becomes duties as soon as it is on the books."""
    if asked.dry_run or done.document is None or not (done.again or done.posted):
        return
    from zhida.core.ledger import LedgerError
    from zhida.platform.obligations.births import give_birth

    try:
        births = give_birth(asked.actor, done.document, notice=taken.checked.notice)
    except LedgerError as reason:  # the booking stands; its duties can be born later
        messages().print(f"没有产生时限任务：{reason}；可用 zhida due born 补办", soft_wrap=True)
        return
    if births.new:
        messages().print(f"产生时限任务{births.new}项，zhida due 可列出。", soft_wrap=True)


def _withdraw(asked: _Asked, text: str) -> None:
    from zhida.platform.obligations.withdrawing import withdraw

    number, reason = pair(text, "--withdraw", "文号=理由")
    posted, closed = withdraw(asked.actor, _document(asked, number), reason)
    duties = f"，随之免除时限任务{closed}项" if closed else ""
    output().print(f"已撤销{number}，冲销凭证{len(posted)}张{duties}。", soft_wrap=True)


def _document(asked: _Asked, number: str) -> Document:
    """The notice in force of a number, or one sentence."""
    from zhida.platform.notices.queries import in_force
    from zhida.platform.scope import scope

    with scope(asked.actor.region):
        found = in_force(asked.agency, number)
    if found is None:
        refuse(f"{asked.agency.name}没有在效的通知“{number or '（没有文号）'}”，请核对文号")
    return found

"""签发 signing: out to the office, and back with number, date and seal."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.installation import As, refuse
from zhida.cli.issue.options import Day, DocumentNumber, LetterFile, Number, Out, Upstream
from zhida.cli.issue.steps import acting_for, letter_of, say, write_papers

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor
    from zhida.platform.allocation.models import Plan
    from zhida.platform.allocation.papers import Letter


def send_out(
    number: Number,
    letter: LetterFile = None,
    notice: Upstream = None,
    out: Out = None,
    who: As = None,
) -> None:
    """送签：占用资金，生成待签发的文稿。"""
    with acting_for(who) as actor:
        from zhida.platform.allocation import actions

        plan = actions.send_out(actor, number, letter_of(letter, notice))
        write_papers(actor, plan, "signing", out)
        say(
            f"方案{number}已送签，资金已占用。签发后：zhida issue sign {number} --number 文号 --date 日期"
        )


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
    with acting_for(who) as actor:
        plan = signed(actor, number, document, date, sealed, letter_of(letter, notice))
        write_papers(actor, plan, "signed", out)
        say(f"方案{number}已签发，文号{plan.number}。下一步：zhida issue book {number}")


def signed(
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

"""zhida due born: the duties of notices, stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output, report_unreadable
from zhida.cli.days import day_of
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.notices.models import Document
    from zhida.platform.obligations.births import Births


def born(
    notices: Annotated[
        list[str], typer.Argument(metavar="通知…", help="已登记通知的文号，或通知的文件。")
    ],
    received: Annotated[
        str | None,
        typer.Option("--received", metavar="年-月-日", help="收文日期；默认登记的日期。"),
    ] = None,
    at: Annotated[
        str, typer.Option("--at", metavar="单位", help="在哪个单位，代码或全称；默认本单位。")
    ] = "",
    who: As = None,
) -> None:
    """产生任务：由通知和常设规定产生，重复办理不会重复产生。文件没有登记的先登记。"""
    day = day_of(received, "--received")
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.administration import the_agency
        from zhida.platform.notices.actions import register
        from zhida.platform.notices.queries import in_force
        from zhida.platform.notices.taken import take
        from zhida.platform.obligations.births import give_birth
        from zhida.platform.scope import scope

        acting = actor(who)
        agency = the_agency(at or acting.agency)
        documents: list[Document] = []
        files = [Path(each) for each in notices if Path(each).exists()]
        for number in (each for each in notices if not Path(each).exists()):
            with scope(acting.region):
                found = in_force(agency, number)
            if found is None:
                refuse(f"没有文件“{number}”，{agency.name}也没有在效的通知“{number}”，请核对")
            documents.append(found)
        taken, unread = take(files)
        for unreadable in unread:
            report_unreadable(messages(), unreadable)
        documents += [register(acting, each, agency) for each in taken]
        for document in documents:
            _tell(str(document), give_birth(acting, document, day))
        if unread:
            raise typer.Exit(2)


def _tell(name: str, births: Births) -> None:
    words = f"{name}：新产生{births.new}项任务，重定日期{births.dated}项，原有{births.kept}项。"
    if births.strangers:
        words += f"没有登记或不在本区划的单位{len(births.strangers)}个，未产生：{'、'.join(births.strangers)}。"
    output().print(words, soft_wrap=True)

"""zhida ledger import: quota records of another system as opening balances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, refuse

if TYPE_CHECKING:
    from zhida.documents.ledger.record_files import RecordFile
    from zhida.platform.ledger.exchange import Proposal

_FAULTY = 1


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="指标记录，.csv、.xlsx 或 .json 文件。")
    ],
    confirm: Annotated[
        bool, typer.Option("--confirm", help="记账；没有这个选项时只预览，不写入。")
    ] = False,
    who: As = None,
) -> None:
    """导入指标记录，作为期初记账。先预览：逐格列出问题，没有问题且加 --confirm 时才写入。"""
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.ledger.record_files import read_record_file

    try:
        read = read_record_file(file)
    except UnreadableFile as error:
        refuse(str(error))
    with acting(who) as actor:
        from zhida.platform.ledger.exchange import import_records, propose

        proposal = propose(read.records, read.sources, actor.name)
        _show(proposal, read)
        if proposal.faults:
            raise typer.Exit(_FAULTY)
        if not confirm:
            messages().print("这是预览，没有写入。确认无误后加 --confirm 记账", soft_wrap=True)
            return
        import_records(actor, read.records, read.sources)
    if proposal.replayed == len(proposal.vouchers):
        messages().print("这些记录以前都已导入，没有重复记账", soft_wrap=True)
    else:
        messages().print("已记账", soft_wrap=True)


def _show(proposal: Proposal, read: RecordFile) -> None:
    """What would be booked, and everything that is wrong."""
    from zhida.core.money import Unit, format_fen

    reading = proposal.reading
    console = output()
    first = sum(each.first for each in reading.holdings)
    console.print(
        f"{len(read.records)}条记录：指标{len(reading.holdings)}条，"
        f"首次来源{format_fen(first, Unit.YUAN, places=2)}，"
        f"凭证{len(proposal.vouchers)}张（其中{proposal.replayed}张以前已导入）",
        soft_wrap=True,
    )
    if reading.deleted:
        console.print(f"{reading.deleted}条标为已删除，略过", soft_wrap=True)
    if reading.detached:
        console.print(
            f"{len(reading.detached)}条的上级指标不在文件和账中，作为首次来源记账", soft_wrap=True
        )
    if read.unknown:
        console.print(f"不认识的列，没有读取：{'、'.join(read.unknown)}", soft_wrap=True)
    for fault in proposal.faults:
        console.print(read.sentence(fault), style="fault", soft_wrap=True)

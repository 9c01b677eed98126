"""zhida due: what is due, and what was done about it, one file per kind of command."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from zhida.cli.due.bearing import born
from zhida.cli.due.filing import accept, file, send_back, waive
from zhida.cli.due.listing import listed
from zhida.cli.due.reminding import feed, remind


class _ListUnlessNamed(TyperGroup):
    """`zhida due 通知.docx` and `zhida due --ics a.ics` are short for `zhida due list …`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its type is private to typer
        first = next(iter(args), "")
        if first not in self.commands and first not in ("-h", "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


due = typer.Typer(
    name="due",
    cls=_ListUnlessNamed,
    help="时限任务：该报什么、什么时候到期，报送、接收、退回、免除和提醒。",
    rich_markup_mode=None,
)
due.command("list")(listed)
due.command("born")(born)
due.command("file")(file)
due.command("accept")(accept)
due.command("send-back")(send_back)
due.command("waive")(waive)
due.command("remind")(remind)
due.command("feed")(feed)

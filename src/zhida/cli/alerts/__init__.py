"""zhida alerts: what the rules raise, and what people ask and answer, one file per kind of command."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from zhida.cli.alerts.answering import close, inquire, opinion, reply
from zhida.cli.alerts.explaining import rules, show
from zhida.cli.alerts.listing import listed


class _ListUnlessNamed(TyperGroup):
    """`zhida alerts --on 2025-06-30` is short for `zhida alerts list --on 2025-06-30`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its type is private to typer
        first = next(iter(args), "--")
        if first not in ("-h", "--help") and (not args or first.startswith("-")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


alerts = typer.Typer(
    name="alerts",
    cls=_ListUnlessNamed,
    help="预警：按规则发出，问询、答复、出具意见、办结，历史逐条保留。",
    rich_markup_mode=None,
)
alerts.command("list")(listed)
alerts.command("show")(show)
alerts.command("inquire")(inquire)
alerts.command("reply")(reply)
alerts.command("opinion")(opinion)
alerts.command("close")(close)
alerts.command("rules")(rules)

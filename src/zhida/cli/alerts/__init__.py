"""zhida alerts: what the rules raise, and what people ask and answer, one file per kind of command."""

from __future__ import annotations

import typer

from zhida.cli.alerts.answering import close, inquire, opinion, reply
from zhida.cli.alerts.explaining import rules, show
from zhida.cli.alerts.listing import listed
from zhida.cli.listing_group import ListUnlessNamed

alerts = typer.Typer(
    name="alerts",
    cls=ListUnlessNamed,
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

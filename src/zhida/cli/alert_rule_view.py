"""预警规则 on a terminal: what is watched, for whom it holds, by what law, in which colours."""

from __future__ import annotations

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from zhida.cli.alerts.colours import colour_word
from zhida.core.execution.alerts import AlertRule, catalogue
from zhida.core.execution.alerts.terms import bands_told, terms_told

ALERT_FAMILIES = {
    "E1": "时限",
    "E2": "科目和标识",
    "E3": "支付",
    "E4": "进度",
}
"""预警规则的门类: by the first two characters of the code."""


def alert_rule_rows() -> list[tuple[str, list[AlertRule]]]:
    """Each family's name with its rules, in the order of their codes."""
    return [
        (name, [each for each in catalogue() if each.code.startswith(family)])
        for family, name in ALERT_FAMILIES.items()
    ]


def explain_alert_rule(console: Console, found: AlertRule) -> None:
    """One rule whole: explanation, terms with their law and status, colours, examples."""
    console.print(
        Group(
            Text.assemble((found.code, "code"), "  ", (found.name, "name")),
            Text(),
            Text(found.explanation),
            Text(),
            _terms(found.code),
            Text(),
            Text(f"改法：{found.mend}"),
            Panel(Text(found.bad), title="预警的例子", title_align="left", border_style="error"),
            Panel(Text(found.good), title="正常的例子", title_align="left", border_style="green"),
        )
    )


def _terms(code: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="label")
    table.add_column(overflow="fold")
    for title, words in terms_told(code):
        table.add_row(title, words)
    for colour, words in bands_told(code):
        table.add_row(colour_word(colour), words)
    return table

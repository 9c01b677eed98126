"""zhida journal seal: closes off in chained blocks what was done since."""

from __future__ import annotations

from zhida.cli.console import messages
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting


def seal() -> None:
    """封存：把新的日志编入首尾相连的区块。可随时运行，也可定时运行。"""
    with installation():
        from zhida.platform.journal.sealing import seal as seal_all

        with counting("封存日志") as count:
            sealed = seal_all(lambda deeds: count("", deeds))
    messages().print(
        f"已封存{sealed.deeds}条日志，新增{sealed.blocks}个区块。"
        if sealed.blocks
        else "没有要封存的日志。"
    )

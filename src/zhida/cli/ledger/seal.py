"""zhida ledger seal: closes off in chained blocks what was booked since."""

from __future__ import annotations

from zhida.cli.console import messages
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting


def seal() -> None:
    """封存：把新记的凭证编入首尾相连的区块。可随时运行，也可定时运行。"""
    with installation():
        from zhida.platform.ledger.sealing import seal as seal_all

        with counting("封存凭证") as count:
            sealed = seal_all(lambda vouchers: count("", vouchers))
    messages().print(
        f"已封存{sealed.vouchers}张凭证，新增{sealed.blocks}个区块。"
        if sealed.blocks
        else "没有要封存的凭证。"
    )

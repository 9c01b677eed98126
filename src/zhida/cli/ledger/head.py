"""zhida ledger head: the end of the chain, signed, to be kept outside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.installation import installation


def head(
    key: Annotated[Path, typer.Option("--key", metavar="私钥.pem", help="签名用的 Ed25519 私钥。")],
) -> None:
    """写出签名的封存首（json），请存到数据库管理员够不着的地方。"""
    with installation():
        from zhida.platform.ledger.sealing import current_head
        from zhida.platform.sealing.head import sign

        typer.echo(sign(current_head(), key))

"""zhida ledger keygen: the pair of keys that signs what is held outside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import refuse


def keygen(
    out: Annotated[
        Path, typer.Option("--out", metavar="私钥.pem", help="写入私钥的文件；公钥在同名的 .pub。")
    ],
) -> None:
    """生成一对 Ed25519 密钥：私钥给封存首签名，公钥用来核验。"""
    from zhida.core.ledger import LedgerError
    from zhida.platform.sealing.head import make_keys

    public = out.with_suffix(".pub")
    try:
        make_keys(out, public)
    except LedgerError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"无法写入{error.filename}：{error.strerror}")
    messages().print(f"已写入私钥 {out}（请离线保管）和公钥 {public}", soft_wrap=True)

"""封存首的选项 held head: what both verifications are held against, where a head was kept elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.installation import refuse

if TYPE_CHECKING:
    from zhida.platform.sealing.head import Head

HeadFile = Annotated[
    Path | None,
    typer.Option("--head", metavar="head.json", help="另存在外的封存首，查出改写和旧备份。"),
]
PublicKey = Annotated[
    Path | None,
    typer.Option("--public-key", metavar="公钥.pub", help="封存首的公钥，与 --head 同用。"),
]


def together(head: Path | None, public_key: Path | None) -> None:
    """Ends with one sentence where only one of the two was given."""
    if (head is None) != (public_key is None):
        refuse("--head 和 --public-key 要同时给出")


def held_head(head: Path | None, public_key: Path | None, chain: str = "ledger") -> Head | None:
    """另存的封存首: of a chain ("ledger" or "journal"); None where none was given."""
    from zhida.platform.sealing.head import read_head

    return read_head(head, public_key, chain) if head and public_key else None

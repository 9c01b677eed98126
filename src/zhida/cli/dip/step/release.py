"""zhida dip step release: the deposits, by the yearly assessment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.dip.step.keeping import FlowFile, FlowOut, basis, keep, refusals, tell


def release(
    flow: FlowFile,
    shares: Annotated[
        Path | None,
        typer.Option(
            "--shares",
            metavar="考核.csv",
            help="pool,insutype,fixmedins_code,share（0到1）：返还的比例；没有列出的全额返还。",
        ),
    ] = None,
    out: FlowOut = None,
) -> None:
    """返还质量保证金：按年度考核返还，不返还的回到基金。"""
    with refusals():
        from zhida.engines.dip import flow_steps
        from zhida.engines.dip.flow import read_flow
        from zhida.engines.dip.flow_tables import read_shares

        stands = read_flow(flow)
        after = flow_steps.release(
            stands, read_shares(shares, stands), basis({"shares": shares}, None)
        )
        keep(after, out or flow)
    tell(after, out or flow)

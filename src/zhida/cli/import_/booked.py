"""记账结果 on a terminal: how many payments were booked, and how many wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhida.cli.console import messages

if TYPE_CHECKING:
    from zhida.platform.execution.previewing import Preview


def tell_booked(done: Preview) -> None:
    """One sentence on what a confirmed import did."""
    if not done.matches:
        messages().print("这些支付以前都已导入，没有重复记账", soft_wrap=True)
        return
    waiting = f"，{len(done.queued)}笔待认领（见 zhida import queue）" if done.queued else ""
    messages().print(f"已记账{len(done.booked)}笔{waiting}", soft_wrap=True)

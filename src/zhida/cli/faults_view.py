"""核验的问题 faults: what verifying found, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from zhida.platform.sealing.faults import Fault


def show_faults(console: Console, faults: Sequence[Fault]) -> None:
    """Each fault with its place and its mend, or that there is none."""
    if not faults:
        console.print("没有发现问题。")
    for place, fault in enumerate(faults):
        label = "第一处" if place == 0 else "另一处"
        console.print(
            Text.assemble((f"{label}：", "fault"), (fault.place, "name"), f"：{fault.sentence}。"),
            soft_wrap=True,
        )
        console.print(Text(f"    {fault.mend}。", style="label"), soft_wrap=True)

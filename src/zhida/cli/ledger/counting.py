"""进度 counting: how far a long command has come, on standard error of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from zhida.cli.console import messages

_STEPS = {
    "guards": "约束和触发器",
    "lines": "指标行",
    "vouchers": "凭证",
    "deeds": "日志",
    "keys": "关联",
    "balances": "余额",
}


@contextmanager
def counting(title: str) -> Iterator[Callable[[str, int], None]]:
    """A line that counts; call with the step ("" for the only one) and what was done since."""
    console = messages()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(title)
        last = ""

        def count(step: str, done: int) -> None:
            nonlocal last
            if step != last:
                last = step
                bar.reset(task, description=f"{title} {_STEPS.get(step, step)}")
            bar.advance(task, done)

        yield count

"""zhida work: long work that was asked for on pages, done in a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import installation, refuse


def work(
    until_done: Annotated[
        bool, typer.Option("--until-done", help="排队的办完就结束，不再等候。")
    ] = False,
) -> None:
    """办理网页上发起的后台任务（读取通知、生成报表等），按 Ctrl+C 停止。

    zhida serve 自己会办理；任务多时，可在同一台或另一台机器上另开几个。停止时手上的一项办完为止，
    没办完的任务由下一个接着办，已办的不重办。
    """
    with installation():
        from zhida.platform.jobs.worker import run_worker, work_off
        from zhida.platform.migrating import unapplied

        if unapplied():
            refuse("数据表还没有建立或不是本版本，请先运行 zhida init 或 zhida migrate")
        stop = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, frame: stop.set())
        if until_done:
            messages().print(f"办理任务{work_off(stop)}项。")
            return
        messages().print("正在等候后台任务（按 Ctrl+C 停止）")
        run_worker(stop)
        messages().print("已停止。")

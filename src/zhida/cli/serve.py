"""zhida serve: the pages, on this machine alone."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import installation, refuse


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 8000,
    print_systemd: Annotated[
        bool, typer.Option("--print-systemd", help="只打印 systemd 的单元文件。")
    ] = False,
) -> None:
    """在本机打开网页（只接受本机的连接，对外由代理提供 https），按 Ctrl+C 停止。"""
    if print_systemd:
        from zhida.platform.units import units

        typer.echo(units(port), nl=False)
        return
    with installation():
        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured
        from zhida.platform.jobs.worker import run_worker
        from zhida.platform.migrating import unapplied
        from zhida.platform.monitoring import logs
        from zhida.platform.serving import HOST, make_server, run
        from zhida.platform.wsgi import application

        configured = configuration()
        examine_configured(configured, migrating=False)
        if unapplied():
            refuse("数据表还没有建立或不是本版本，请先运行 zhida init 或 zhida migrate")
        logs.configure(configured.log_level, configured.log_file)
        try:
            server = make_server(application, configured, port)
        except OSError as taken:
            refuse(f"端口 {port} 不能使用（{taken.strerror}），请用 --port 另选一个")
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        messages().print(f"网页已打开：http://{HOST}:{port}/（按 Ctrl+C 停止）", soft_wrap=True)
        run(server, [run_worker])
        messages().print("已停止。")

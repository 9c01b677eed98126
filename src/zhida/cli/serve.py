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
) -> None:
    """在本机打开网页（只接受本机的连接），按 Ctrl+C 停止。"""
    with installation():
        from waitress.server import create_server

        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured
        from zhida.platform.migrating import unapplied
        from zhida.platform.wsgi import application

        examine_configured(configuration(), migrating=False)
        if unapplied():
            refuse("数据表还没有建立或不是本版本，请先运行 zhida init 或 zhida migrate")
        try:
            server = create_server(application, host="127.0.0.1", port=port, ident="zhida")
        except OSError as taken:
            refuse(f"端口 {port} 不能使用（{taken.strerror}），请用 --port 另选一个")
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        messages().print(f"网页已打开：http://127.0.0.1:{port}/（按 Ctrl+C 停止）", soft_wrap=True)
        try:
            server.run()
        finally:
            server.close()
            messages().print("已停止。")

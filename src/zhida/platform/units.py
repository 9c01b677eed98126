"""单元文件 units: what systemd is told: the service, and the day's round of seal, check and backup."""

from __future__ import annotations

import sys
from pathlib import Path

_SERVICE = """\
# /etc/systemd/system/zhida.service
[Unit]
Description=直达 zhida
After=network.target postgresql.service

[Service]
Type=exec
ExecStart={program} serve --port {port}
Restart=on-failure
RestartSec=5
# 停止时先停网页，内置数据库随最后一个程序停止。
KillMode=mixed
TimeoutStopSec=60
{common}
[Install]
WantedBy=multi-user.target
"""

_DAILY = """\
# /etc/systemd/system/zhida-daily.service
[Unit]
Description=直达 zhida：每日封存、核验、备份
# 内置数据库属于网页的服务；没有它，每日任务结束时数据库会被一并结束。
Requires=zhida.service
After=zhida.service

[Service]
Type=oneshot
ExecStart={program} ledger seal
ExecStart={program} ledger verify
ExecStart={program} backup
{common}"""

_TIMER = """\
# /etc/systemd/system/zhida-daily.timer
[Unit]
Description=直达 zhida：每日封存、核验、备份

[Timer]
OnCalendar=*-*-* 01:30:00
Persistent=true
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
"""

_COMMON = """\
User=zhida
Group=zhida
StateDirectory=zhida
StateDirectoryMode=0700
Environment=ZHIDA_DATA_FOLDER=/var/lib/zhida LANG=C.UTF-8
# 口令和密钥写在这里（属主 root，权限 0600），不写在本文件里。
EnvironmentFile=-/etc/zhida/zhida.env
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
AmbientCapabilities=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""


def units(port: int, program: Path | None = None) -> str:
    """单元文件: three of them, one after the other, each under a comment that names its place.

    They run `program` (this installation's, where none is named) as the system
    user zhida, who may write to /var/lib/zhida and nowhere else.

    >>> units(8000, Path("/opt/zhida/bin/zhida")).count("NoNewPrivileges=yes")
    2
    """
    found = program or Path(sys.executable).with_name("zhida")
    # systemd reads % as the start of a specifier, and a blank as the end of the program.
    quoted = f'"{found}"' if " " in str(found) else str(found)
    at_home = any(str(found).startswith(f"{each}/") for each in ("/home", "/root"))
    filled = {
        "program": quoted.replace("%", "%%"),
        "port": port,
        "common": _COMMON.format(home="read-only" if at_home else "yes"),
    }
    return "\n".join((_SERVICE.format(**filled), _DAILY.format(**filled), _TIMER))

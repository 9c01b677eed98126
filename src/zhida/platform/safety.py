"""安全配置 safety: what must not be so where pages are served, each with its variable and mend.

Asked before the first request (`wsgi`), so that no server can be put in front
of an unsafe configuration, and by `zhida doctor`.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from zhida.platform.configuration import Configuration
from zhida.platform.errors import NotReady

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Host names by which only this machine is reached."""

_SHORTEST_KEY = 32
_FEWEST_CHARACTERS = 10
_PUBLISHED = ("django-insecure", "changeme", "change-me", "secret-key", "please", "example")
_NEW_KEY = (
    '删去 ZHIDA_SECRET_KEY（会自动生成），或设为 python3 -c "import secrets; '
    'print(secrets.token_urlsafe(64))" 给出的一串'
)


def insist(configured: Configuration) -> None:
    """须安全: raises `NotReady` with every reason why these pages may not be served."""
    if reasons := list(unsafe(configured)):
        raise NotReady("配置不安全，网页没有启动：" + "；".join(reasons))


def unsafe(configured: Configuration) -> Iterator[str]:
    """不安全之处: one Chinese sentence each, that names the variable and the mend."""
    yield from _secret(configured)
    names = configured.allowed_hosts
    if not names:
        yield "ZHIDA_ALLOWED_HOSTS 是空的，谁也打不开网页：请写明网页的主机名"
    wild = [name for name in names if name == "*" or name.startswith(".") or "*" in name]
    if wild:
        yield (
            f"ZHIDA_ALLOWED_HOSTS 含通配（{'、'.join(wild)}），冒用主机名的请求也会被接受："
            "请逐个写明主机名"
        )
    reached = [name for name in names if name not in LOOPBACK]
    if reached and configured.debug:
        yield (
            f"ZHIDA_DEBUG 已打开，而 ZHIDA_ALLOWED_HOSTS 含 {'、'.join(reached)}，"
            "出错页面会向外人显示内部细节：请删去 ZHIDA_DEBUG"
        )
    if reached and configured.https is None:
        yield (
            f"ZHIDA_ALLOWED_HOSTS 含 {'、'.join(reached)}，却没有声明由谁提供 https，密码会以明文传送："
            "请在本机的代理（如 nginx）上配置证书，并设 ZHIDA_HTTPS=proxy"
        )


def _secret(configured: Configuration) -> Iterator[str]:
    if configured.secret_key is None:
        return
    key = configured.secret_key.get_secret_value()
    if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_CHARACTERS:
        yield f"ZHIDA_SECRET_KEY 太短或太简单（须{_SHORTEST_KEY}字以上），会话可被伪造：请{_NEW_KEY}"
    elif any(word in key.lower() for word in _PUBLISHED):
        yield f"ZHIDA_SECRET_KEY 像是公开的样例，会话可被伪造：请{_NEW_KEY}"


def examine_role(address: str, variable: str) -> None:
    """检查角色: that the role of a connection is no superuser and sees no rows past their guard.

    `variable` is the setting that names the connection. Raises `NotReady`.
    """
    with psycopg.connect(address, connect_timeout=10) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if found is None or not (found[1] or found[2]):
        return
    what = "是超级用户" if found[1] else "可绕过行级权限（BYPASSRLS）"
    raise NotReady(
        f"{variable} 的角色 {found[0]} {what}，行级权限对它不起作用："
        f"请改用 zhida init --sql 建立的普通角色，或运行 ALTER ROLE {found[0]} NOSUPERUSER NOBYPASSRLS"
    )

"""安全配置: pages are not served where that isn't safe, and the refusal names the variable and the mend."""

from __future__ import annotations

import psycopg
import pytest
from pydantic import SecretStr

from zhida.platform.configuration import Configuration
from zhida.platform.database import APP, as_role
from zhida.platform.errors import NotReady
from zhida.platform.installing import examine_configured
from zhida.platform.safety import insist, unsafe

GOOD = "mK3xN9_pQ7vR2tW8zB4cD6fG1hJ5kL0sYaEiUoXw"


def reasons(**values: object) -> list[str]:
    return list(unsafe(Configuration.model_construct(**values)))  # type: ignore[arg-type]


def test_this_machine_alone_with_a_key_of_its_own_is_safe() -> None:
    assert reasons() == []
    assert reasons(secret_key=SecretStr(GOOD), debug=True) == []


def test_a_site_behind_a_proxy_with_tls_is_safe() -> None:
    assert reasons(allowed_hosts=("zhida.example",), https="proxy") == []


@pytest.mark.parametrize(
    ("values", "variable", "mend"),
    [
        ({"secret_key": SecretStr("kurz")}, "ZHIDA_SECRET_KEY", "太短"),
        ({"secret_key": SecretStr("")}, "ZHIDA_SECRET_KEY", "太短"),
        ({"secret_key": SecretStr("a" * 80)}, "ZHIDA_SECRET_KEY", "自动生成"),
        ({"secret_key": SecretStr(f"django-insecure-{GOOD}")}, "ZHIDA_SECRET_KEY", "公开的样例"),
        (
            {"debug": True, "allowed_hosts": ("zhida.example",), "https": "proxy"},
            "ZHIDA_DEBUG",
            "请删去 ZHIDA_DEBUG",
        ),
        (
            {"allowed_hosts": ("localhost", "10.1.2.3")},
            "ZHIDA_ALLOWED_HOSTS",
            "并设 ZHIDA_HTTPS=proxy",
        ),
        ({"allowed_hosts": ("*",), "https": "proxy"}, "ZHIDA_ALLOWED_HOSTS", "逐个写明主机名"),
        ({"allowed_hosts": (".example",), "https": "proxy"}, "ZHIDA_ALLOWED_HOSTS", "通配"),
        ({"allowed_hosts": ()}, "ZHIDA_ALLOWED_HOSTS", "请写明网页的主机名"),
    ],
)
def test_what_is_unsafe_is_refused(values: dict[str, object], variable: str, mend: str) -> None:
    [reason] = reasons(**values)
    assert reason.startswith(variable) and mend in reason
    with pytest.raises(NotReady, match="网页没有启动"):
        insist(Configuration.model_construct(**values))  # type: ignore[arg-type]


def test_all_reasons_are_told_at_once_and_no_secret() -> None:
    with pytest.raises(NotReady) as refused:
        insist(
            Configuration.model_construct(
                secret_key=SecretStr("geheim"), allowed_hosts=("*",), debug=True
            )
        )
    said = str(refused.value)
    assert all(each in said for each in ("SECRET_KEY", "DEBUG", "HOSTS", "ZHIDA_HTTPS"))
    assert "geheim" not in said


@pytest.mark.parametrize(
    ("attribute", "word"), [("SUPERUSER", "是超级用户"), ("BYPASSRLS", "可绕过行级权限")]
)
def test_a_role_that_row_security_does_not_bind_is_refused(
    database: str, server: str, attribute: str, word: str
) -> None:
    name = psycopg.conninfo.conninfo_to_dict(database)["dbname"]
    assert isinstance(name, str)
    configured = Configuration.model_construct(database_url=as_role(server, APP, name))
    examine_configured(configured, migrating=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {APP} {attribute}".encode())
        try:
            with pytest.raises(NotReady, match=f"ZHIDA_DATABASE_URL 的角色 {APP} {word}"):
                examine_configured(configured, migrating=False)
        finally:
            connection.execute(f"ALTER ROLE {APP} NO{attribute}".encode())


def test_a_database_before_15_is_refused(
    database: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhida.platform.database.OLDEST", 99)
    configured = Configuration.model_construct(database_url=database)
    with pytest.raises(NotReady, match="需要 99 或更高版本"):
        examine_configured(configured, migrating=False)

"""配置 configuration: what an installation may set, from the environment and a file.

Every field is read from `ZHIDA_<FIELD>`, or from `zhida.toml` in the data
folder (or the file that `ZHIDA_CONFIG` names); the environment wins.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from zhida.platform.errors import NotReady


def _default_folder() -> Path:
    """Root's home is closed to the system user that runs the embedded server."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/zhida")
    return user_data_path("zhida", appauthor=False)


class Configuration(BaseSettings):
    """配置: all settings of an installation.

    `database_url` is that of the application's role and `owner_database_url`
    that of the role that owns the tables (migrations only). With neither, a
    real PostgreSQL from a wheel runs in `data_folder`.

    A name is locked for `lock_minutes` after `lock_after` wrong passwords, and a
    session ends after `idle_minutes` without a request. `hsts_seconds` is for sites
    that are reached over https alone; `https` says who ends TLS: a proxy on this
    machine, or nobody. `metrics_token` opens `/metrics` to who sends it. `log_file`
    is where `zhida serve` writes its log, standard error without one. New blocks
    are sealed by `seal_algorithm`. The scratch database of `zhida migrate --rehearse`
    is `rehearsal_database`.

    `oidc_issuer`, `oidc_client_id` and `oidc_client_secret` switch on the site's own sign-on
    (OpenID Connect), shown as `oidc_name`; `oidc_claim` states the name of a user here.
    """

    model_config = SettingsConfigDict(env_prefix="ZHIDA_", extra="forbid")

    data_folder: Path = Field(default_factory=_default_folder)
    database_url: str | None = None
    owner_database_url: str | None = None
    secret_key: SecretStr | None = None
    debug: bool = False
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    lock_after: int = Field(default=5, ge=1, le=20)
    lock_minutes: int = Field(default=15, ge=1, le=24 * 60)
    second_factor_demanded: bool = False
    oidc_issuer: str = Field(
        default="", pattern=r"^$|^https://|^http://(localhost|127\.0\.0\.1)(:|/|$)"
    )
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = "统一登录"
    oidc_claim: str = "preferred_username"
    hsts_seconds: int = Field(default=0, ge=0)
    https: Literal["proxy"] | None = None
    threads: int = Field(default=8, ge=1, le=50)
    upload_megabytes: int = Field(default=100, ge=1, le=2048)
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_file: Path | None = None
    backup_folder: Path | None = None
    seal_algorithm: Literal["sha256", "sm3"] = "sha256"
    rehearsal_database: str = Field(default="zhida_rehearsal", pattern="^[a-z][a-z0-9_]{0,62}$")
    fonts_folder: Path | None = None
    templates_folder: Path | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file."""
        folder = Path(os.environ.get("ZHIDA_DATA_FOLDER") or _default_folder())
        file = Path(os.environ.get("ZHIDA_CONFIG") or folder / "zhida.toml")
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)


@cache
def configuration() -> Configuration:
    """The configuration of this process, read once.

    Raises `NotReady` for a misspelt variable, which would else be passed over,
    and for a file that can't be read; `pydantic.ValidationError` for a value of
    the wrong kind or a misspelt name in the file.
    """
    known = {f"ZHIDA_{name.upper()}" for name in (*Configuration.model_fields, "config")}
    if strange := sorted(n for n in os.environ if n.startswith("ZHIDA_") and n not in known):
        raise NotReady(
            f"没有名为 {'、'.join(strange)} 的设置，可用的有{'、'.join(sorted(known))}：请更正环境变量"
        )
    named = os.environ.get("ZHIDA_CONFIG")
    if named and not Path(named).is_file():
        raise NotReady(f"ZHIDA_CONFIG 指定的文件 {named} 不存在：请更正，或删去这个设置")
    try:
        return Configuration()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise NotReady(f"配置文件的写法有误（{wrong}）：请按 TOML 格式更正") from wrong
    except PermissionError as refused:
        raise NotReady(f"没有权限读取 {refused.filename}：请以其属主运行") from refused


def is_installed() -> bool:
    """已安装: whether this computer has a database of ours, or is told of one; it needn't run."""
    configured = configuration()
    return configured.database_url is not None or (
        (configured.data_folder / "postgres" / "PG_VERSION").exists()
    )

"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """登录."""

    name = "zhida.platform.accounts"
    label = "accounts"
    verbose_name = "登录"

    def ready(self) -> None:
        """Every sign-in, failure and sign-out is a deed."""
        from zhida.platform.accounts import receivers

        receivers.connect()

"""The app of ledger."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """指标账."""

    name = "zhida.platform.ledger"
    label = "ledger"
    verbose_name = "指标账"

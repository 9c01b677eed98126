"""The app of journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """日志."""

    name = "zhida.platform.journal"
    label = "journal"
    verbose_name = "日志"

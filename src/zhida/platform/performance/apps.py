"""The app of performance."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """绩效."""

    name = "zhida.platform.performance"
    label = "performance"
    verbose_name = "绩效"

    def ready(self) -> None:
        """The ledger answers for its own metrics; later modules register theirs so."""
        from zhida.platform.performance.ledger_metrics import register_ledger_metrics

        register_ledger_metrics()

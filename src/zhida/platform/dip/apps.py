"""The app of disease payment."""

from __future__ import annotations

from django.apps import AppConfig


class DipConfig(AppConfig):
    """病种付费."""

    name = "zhida.platform.dip"
    label = "dip"
    verbose_name = "病种付费"

    def ready(self) -> None:
        """It answers for its metrics."""
        from zhida.platform.dip.metrics import register_disease_metrics

        register_disease_metrics()

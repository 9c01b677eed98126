"""The app of performance."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """绩效."""

    name = "zhida.platform.performance"
    label = "performance"
    verbose_name = "绩效"

"""The app of reports."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """报告."""

    name = "zhida.platform.reports"
    label = "reports"
    verbose_name = "报告"

"""The app of obligations."""

from __future__ import annotations

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """时限."""

    name = "zhida.platform.obligations"
    label = "obligations"
    verbose_name = "时限"

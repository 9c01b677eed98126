"""The app of allocation."""

from __future__ import annotations

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """分配."""

    name = "zhida.platform.allocation"
    label = "allocation"
    verbose_name = "分配"

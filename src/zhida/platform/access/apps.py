"""The app of access."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """权限."""

    name = "zhida.platform.access"
    label = "access"
    verbose_name = "权限"
